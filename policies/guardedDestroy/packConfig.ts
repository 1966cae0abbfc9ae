import { policies } from "../index";
import { meant } from "../nearestName";
import { settingsOf } from "../policySettings";

/** A pack's config file: policy to level, or to settings with a level among them. */
export type PackConfig = Record<string, unknown>;

const levels = ["advisory", "mandatory", "remediate", "disabled"];

/** The policies that say something about a destroy, and their own levels. Inputs are not judged: they are about to go. */
const askedBeforeDestroy: Readonly<Record<string, string>> = {
    "no-destroy-in-flight": "mandatory",
    "export-keys-kept": "advisory",
    "not-deletable-by-plain-delete": "advisory",
    "service-lock": "advisory",
};

/**
 * The config with which this pack is asked before a destroy: the team's, for the policies that judge a
 * destroy; the others are disabled.
 *
 * @throws for a policy or a level that does not exist, naming it and those that do.
 */
export function configBeforeDestroy(given: PackConfig): PackConfig {
    checkNames(given);
    const config: PackConfig = { all: "disabled" };
    for (const [policy, defaultLevel] of Object.entries(askedBeforeDestroy)) {
        const { enforcementLevel, ...settings } = partOf(policy, given);
        config[policy] = {
            ...settings,
            ...(knowsCommand(policy) && { command: "destroy" }),
            enforcementLevel:
                enforcementLevel ?? partOf("all", given).enforcementLevel ?? defaultLevel,
        };
    }
    return config;
}

function knowsCommand(policy: string): boolean {
    const schema = policies.find(({ name }) => name === policy)?.configSchema;
    return "command" in (schema?.properties ?? {});
}

function checkNames(given: PackConfig): void {
    const names = policies.map(({ name }) => name);
    for (const name of Object.keys(given).filter((one) => one !== "environments")) {
        if (name !== "all" && !names.includes(name)) {
            throw new Error(
                `The config has the policy "${name}", which does not exist.${meant(name, ["all", ...names])} Right are: all, ${names.join(", ")}.`,
            );
        }
        const { enforcementLevel = "advisory", ...settings } = partOf(name, given);
        if (!levels.some((level) => level === enforcementLevel)) {
            throw new Error(
                `The config gives the policy "${name}" the enforcement level ${JSON.stringify(enforcementLevel)}, which does not exist.${meant(String(enforcementLevel), levels)} Right are: ${levels.join(", ")}.`,
            );
        }
        const schema = policies.find((policy) => policy.name === name)?.configSchema;
        settingsOf(name, schema ?? { properties: {} }, settings);
    }
}

function partOf(policy: string, given: PackConfig): { enforcementLevel?: unknown } {
    const value = given[policy] ?? {};
    if (typeof value === "string") return { enforcementLevel: value };
    if (typeof value === "object" && !Array.isArray(value)) return value;
    throw new Error(
        `The config of the policy "${policy}" is neither a level nor an object. Right is, for example: { "${policy}": { "enforcementLevel": "advisory" } }.`,
    );
}
