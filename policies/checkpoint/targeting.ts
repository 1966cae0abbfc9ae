import type { ExportedResource } from "./checkpoint";
import { fieldsOf } from "./fields";
import { truthOf } from "./flagGrammar";
import { givenFlags, type GivenFlags } from "./updateFlags";

/** Which resources an update was told to touch, to leave alone, and to replace: URNs or globs. */
export interface Targeting {
    readonly targets: readonly string[];
    readonly targetDependents: boolean;
    readonly excludes: readonly string[];
    readonly excludeDependents: boolean;
    readonly replaced: readonly string[];
}

/** Every resource is touched, as far as anybody can tell. */
export const untargeted: Targeting = {
    targets: [],
    targetDependents: false,
    excludes: [],
    excludeDependents: false,
    replaced: [],
};

/**
 * What the flags of the command that runs the update say, and the variables that stand for them
 * (`PULUMI_OPTION_TARGET`): a variable counts where its flag is not given.
 *
 * Arguments that are not known, or not understood, leave nothing alone.
 */
export function targetingOf(
    args: readonly string[] | undefined,
    environment: NodeJS.ProcessEnv,
): Targeting {
    const flags = args && givenFlags(args);
    if (!flags) return untargeted;
    const read = { flags, environment };
    const targetReplace = valuesOf(read, "target-replace");
    return {
        targets: [...valuesOf(read, "target"), ...targetReplace],
        targetDependents: isOn(read, "target-dependents"),
        excludes: valuesOf(read, "exclude"),
        excludeDependents: isOn(read, "exclude-dependents"),
        replaced: [...valuesOf(read, "replace"), ...targetReplace],
    };
}

interface Read {
    readonly flags: GivenFlags;
    readonly environment: NodeJS.ProcessEnv;
}

function valuesOf({ flags, environment }: Read, name: string): string[] {
    const given = flags.filter(([flag]) => flag === name);
    if (given.length > 0) return given.map(([, value]) => value);
    const variable = environment[variableOf(name)];
    return variable === undefined ? [] : fieldsOf(variable);
}

function isOn({ flags, environment }: Read, name: string): boolean {
    const given = flags.filter(([flag]) => flag === name).at(-1);
    if (given) return truthOf(given[1]) !== false;
    return /^(1|true)$/i.test(environment[variableOf(name)] ?? "");
}

function variableOf(flag: string): string {
    return `PULUMI_OPTION_${flag.replaceAll("-", "_").toUpperCase()}`;
}

/**
 * The URNs of the resources that the update leaves alone, registered or not.
 *
 * The engine counts them as kept. But it shows a policy also every resource that it has refreshed
 * before, among them those that it is about to delete; so its word alone says nothing.
 *
 * @param resources of the checkpoint, each after those that it depends on
 */
export function leftAlone(
    targeting: Targeting,
    resources: readonly ExportedResource[],
): ReadonlySet<string> {
    const { targets, targetDependents, excludes, excludeDependents } = targeting;
    const urns = resources.flatMap(({ urn }) => (typeof urn === "string" ? [urn] : []));
    if (targets.length > 0) {
        const touched = reach(resources, targets, targetDependents);
        return new Set(urns.filter((urn) => !touched.has(urn)));
    }
    return excludes.length > 0 ? reach(resources, excludes, excludeDependents) : new Set();
}

function reach(
    resources: readonly ExportedResource[],
    patterns: readonly string[],
    withDependents: boolean,
): Set<string> {
    const reached = new Set<string>();
    for (const resource of resources) {
        const { urn } = resource;
        if (typeof urn !== "string") continue;
        const depends = () => dependenciesOf(resource).some((one) => reached.has(one));
        if (matchesAny(urn, patterns) || (withDependents && depends())) reached.add(urn);
    }
    return reached;
}

function dependenciesOf(resource: ExportedResource): string[] {
    const { parent, dependencies, propertyDependencies, deletedWith, replaceWith } = resource;
    const all = [parent, dependencies, Object.values(propertyDependencies ?? {}), deletedWith];
    return [...all, replaceWith].flat(3).filter((one) => typeof one === "string");
}

/** Whether the URN is one of these, or fits one: `**` stands for anything, `*` for anything without a colon. */
export function matchesAny(urn: string, patterns: readonly string[]): boolean {
    return patterns.some((pattern) => pattern === urn || expressionOf(pattern)?.test(urn));
}

function expressionOf(pattern: string): RegExp | undefined {
    if (!pattern.includes("*")) return undefined;
    const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const parts = pattern
        .split("**")
        .map((part) => part.split("*").map(quoted).join("[^:]*"))
        .join(".*");
    return new RegExp(`^${parts}$`);
}
