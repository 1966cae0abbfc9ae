import * as pulumi from "@pulumi/pulumi";

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
export function asAzureSaid<T>(
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
