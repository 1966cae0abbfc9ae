/** What the functions need of the Pulumi program that calls them: its settings, its inputs, its secrets. */
import * as pulumi from "@pulumi/pulumi";
import { AzureError } from "../arm/azureErrors";
import {
    readSettings,
    requireSetting,
    SettingsError,
    subscriptionIdOf,
    type SettingName,
    type Settings,
} from "../settings/config";
import { addSentence } from "../settings/errorCode";
import { OWN_NAMESPACE } from "../settings/settings";
import { type QueryContext, NotFoundError } from "../job/queries";

/** The same fields, each of which may come from a resource. */
export type InputsOf<T> = { [K in keyof T]: pulumi.Input<T[K]> };

/**
 * The settings of the running program. `pulumi.Config` would give the same values, but not by their full keys.
 *
 * @throws SettingsError when an inline program's environment alone says which cloud it is
 */
function programSettings(): Settings {
    const settings = readSettings({ get: (key) => pulumi.runtime.getConfig(key) }, process.env);
    if (isInlineProgram()) {
        refusePlaceOfProcess(settings, ["endpoint", "metadataHost", "environment"]);
        tellWhereSettingsComeFrom(settings);
    }
    return settings;
}

/**
 * The subscription that a function asks.
 *
 * @param own the function's own `subscriptionId`
 * @throws SettingsError when there is none, and when an inline program's environment alone says which
 */
function programSubscription(settings: Settings, own: string | undefined): string {
    if (own === undefined && isInlineProgram()) {
        refusePlaceOfProcess(settings, ["subscriptionId"]);
        // Not that of the `az` login either: the workspace's envVars may name another.
        return requireSetting(settings, "subscriptionId", "by a function of an inline program");
    }
    return subscriptionIdOf(settings, own);
}

/**
 * Whether the program runs in a process of the Automation API, and not in one that the engine started: there the
 * workspace's `envVars` reach the engine and the resources, and not the functions, which see the process's environment.
 * Nothing tells a program what the engine's environment is.
 */
function isInlineProgram(): boolean {
    const started = require.main?.filename ?? "";
    return (
        pulumi.runtime.getEngine() !== undefined &&
        !/[\\/]pulumi[\\/]cmd[\\/]run[\\/]/.test(started)
    );
}

const inlineProgram =
    "This is an inline program of the Automation API: the envVars of its workspace reach resources, and not functions.";

const inlineAdvice = `${inlineProgram} Say in the stack's configuration, which reaches both, which Azure and which subscription it is; a login may stand in process.env too.`;

/**
 * Which Azure it is must be the same for resources and functions, and so be said where both see it. A login may differ: with
 * another one the same Azure answers, or refuses.
 */
function refusePlaceOfProcess(settings: Settings, names: readonly SettingName[]): void {
    const found = names.filter((name) => settings.sources[name]?.includes(":") === false);
    if (found.length === 0) return;
    const variables = found.map((name) => settings.sources[name]).join(", ");
    const keys = found.map((name) => `${OWN_NAMESPACE}:${name}`).join(" and ");
    throw new SettingsError(
        `${variables} of this process would say which Azure a function asks, and the jobs of the stack may be in another. ` +
            `${inlineProgram} ` +
            `Say it in the stack's configuration, which reaches both: stack.setConfig with ${keys}` +
            `${names.includes("subscriptionId") ? ", or give the function its subscriptionId" : ""}.`,
        "WrongSettings",
    );
}

const told = new WeakSet<object>();

/** With another login than the resources': once a program it is said which settings the functions take. */
function tellWhereSettingsComeFrom({ sources }: Settings): void {
    const program = pulumi.runtime.getStackResource();
    const variables = Object.values(sources).filter((source) => !source.includes(":"));
    if (!program || told.has(program) || variables.length === 0) return;
    told.add(program);
    void pulumi.log.info(
        `Functions of pulumi-azure-importexport take ${variables.join(", ")} from the environment of this process. ${inlineAdvice}`,
    );
}

/** The running program, as it asks Azure something. @throws as `programSettings` */
export function programContext(): QueryContext {
    const settings = programSettings();
    return { settings, subscription: (own) => programSubscription(settings, own) };
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
        if (mayLackSettings && isInlineProgram() && !error.message.includes(inlineProgram)) {
            addSentence(error, inlineAdvice);
        }
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
