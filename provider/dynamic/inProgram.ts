/** What the functions need of the Pulumi program that calls them: its settings, its inputs, its secrets. */
import * as pulumi from "@pulumi/pulumi";
import { AzureError } from "../azure/azureErrors";
import { readSettings, SettingsError, type Settings } from "../config";

/** The same fields, each of which may come from a resource. */
export type InputsOf<T> = { [K in keyof T]: pulumi.Input<T[K]> };

/** The settings of the running program. `pulumi.Config` would give the same values, but not by their full keys. */
export function programSettings(): Settings {
    return readSettings({ get: (key) => pulumi.runtime.getConfig(key) }, process.env);
}

/** What was asked for is not there. */
export class NotFoundError extends Error {
    override readonly name = "NotFoundError";
}

/**
 * Runs a function of ours for the program. An error that we expect loses its stack, so that Pulumi prints the
 * message alone. (With one, Node 20.20 spends half a minute colouring the paths of Pulumi's own sources in it.)
 */
export async function inWords<T>(call: () => Promise<T>): Promise<T> {
    try {
        return await call();
    } catch (error) {
        const isExpected =
            error instanceof NotFoundError ||
            error instanceof AzureError ||
            error instanceof SettingsError;
        if (isExpected) delete error.stack;
        throw error;
    }
}

/** The arguments, once they and everything that they depend on are known: in a preview, perhaps never. */
export function afterDependencies<T>(
    args: InputsOf<T>,
    opts: pulumi.InvokeOutputOptions | undefined,
): pulumi.Output<T> {
    const dependencies = pulumi.output(opts?.dependsOn).apply((dependsOn) => {
        const resources = dependsOn === undefined ? [] : [dependsOn].flat();
        // A resource that is only planned has a URN already, and no id yet.
        return pulumi.all(
            resources.map((resource) =>
                pulumi.CustomResource.isInstance(resource) ? resource.id : resource.urn,
            ),
        );
    });
    const resolved = pulumi.output(args) as pulumi.Output<unknown> as pulumi.Output<T>;
    return dependencies.apply(() => resolved);
}

/**
 * A secret output whose listed properties can be taken from it in clear. Pulumi knows secret outputs only as a whole:
 * one secret inside would hide `state` too.
 */
export function secretExcept<T extends object>(
    plain: pulumi.Output<T>,
    clear: readonly (keyof T & string)[],
): pulumi.Output<T> {
    const whole = pulumi.secret(plain) as pulumi.Output<unknown> as pulumi.Output<T>;
    for (const name of clear) {
        // A getter, so that nothing is derived (and fails a second time) unless someone asks for it.
        Object.defineProperty(whole, name, { get: () => plain.apply((value) => value[name]) });
    }
    return whole;
}
