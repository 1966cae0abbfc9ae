import * as pulumi from "@pulumi/pulumi";
import { withDefaults } from "../job/defined";

/**
 * An output that has an input of its name, with the value that Azure gave.
 *
 * - In the preview of a create or an update the engine shows the input in its place, so that what only
 *   Azure writes would read as missing. It is unknown there, as `answered` is.
 * - A secret output that holds secrets inside reaches the program as a secret in a secret; Pulumi takes
 *   off the outer layer only, and the value would be the inner wrapping (`deserializeProperty` of
 *   `@pulumi/pulumi/runtime`). The output stays secret.
 *
 * @param answered an output that only Azure gives
 */
export function asAzureReturned<T>(
    output: pulumi.Output<T>,
    answered: pulumi.Output<unknown>,
): pulumi.Output<T> {
    const both = pulumi.all([output, answered]);
    return both.apply(([value]): T => {
        let inner: unknown = value;
        while (pulumi.runtime.isRpcSecret(inner)) inner = pulumi.runtime.unwrapRpcSecret(inner);
        return inner as T;
    });
}

/**
 * The keys of an export. The checkpoint of an import holds no list of them (storedOutputs.ts), and Pulumi takes what is
 * missing for unknown in a preview, although it is known to be empty.
 */
export function keysOfExport<Key>(
    keys: pulumi.Output<Key[]>,
    isExport: pulumi.Output<boolean>,
): pulumi.Output<Key[]> {
    return isExport.apply((known) => (known ? keys : pulumi.output([])));
}

/**
 * The deletion options that the provider was given, whatever a transform has made of the program's, with every default
 * filled in. The checkpoint holds none where all are defaults, which a preview takes for unknown: it tells the program's.
 */
export function deletionAsUsed<Deletion extends object>(
    output: pulumi.Output<Deletion>,
    given: pulumi.Input<pulumi.Inputs | undefined>,
    defaults: pulumi.Input<Deletion>,
): pulumi.Output<Deletion> {
    const used: pulumi.Input<unknown> = pulumi.runtime.isDryRun() ? given : output;
    return pulumi
        .all([used, defaults] as const)
        .apply(([options, known]) =>
            withDefaults(known as Deletion, options as Partial<Deletion> | undefined),
        );
}
