/** What the functions need of the Pulumi program that calls them: its settings, its inputs, its secrets. */
import * as pulumi from "@pulumi/pulumi";
import { AzureError } from "../arm/azureErrors";
import { readSettings, SettingsError, type Settings } from "../settings/config";

/** The same fields, each of which may come from a resource. */
export type InputsOf<T> = { [K in keyof T]: pulumi.Input<T[K]> };

/** The settings of the running program. `pulumi.Config` would give the same values, but not by their full keys. */
export function programSettings(): Settings {
    const settings = readSettings({ get: (key) => pulumi.runtime.getConfig(key) }, process.env);
    if (isInlineProgram()) tellWhereSettingsComeFrom(settings);
    return settings;
}

/**
 * Whether the program runs in a process of the Automation API, and not in one that the engine started: there the
 * workspace's `envVars` reach the engine and the resources, and not the functions, which see the process's environment.
 */
function isInlineProgram(): boolean {
    const started = require.main?.filename ?? "";
    return (
        pulumi.runtime.getEngine() !== undefined &&
        !/[\\/]pulumi[\\/]cmd[\\/]run[\\/]/.test(started)
    );
}

const inlineAdvice =
    "This is an inline program of the Automation API: the envVars of its workspace reach resources, and not functions. " +
    "Give functions their settings in process.env, or in the stack's configuration, which reaches both.";

const told = new WeakSet<object>();

/** Resources may be asked of another Azure than functions are: once a program it is said which settings these take. */
function tellWhereSettingsComeFrom({ sources }: Settings): void {
    const program = pulumi.runtime.getStackResource();
    const variables = Object.values(sources).filter((source) => !source.includes(":"));
    if (!program || told.has(program) || variables.length === 0) return;
    told.add(program);
    void pulumi.log.info(
        `Functions of pulumi-azure-importexport take ${variables.join(", ")} from the environment of this process. ${inlineAdvice}`,
    );
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
        const mayLackSettings =
            error instanceof SettingsError ||
            (error instanceof AzureError && error.effect === "none" && error.kind !== "refused");
        if (mayLackSettings && isInlineProgram()) error.message += ` ${inlineAdvice}`;
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
