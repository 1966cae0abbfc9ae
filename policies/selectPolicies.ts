import type { EnforcementLevel, Policies, Severity } from "@pulumi/policy";
import { meant } from "./nearestName";
import { services, type Service } from "./services";

/** How bad a violation is, by the policies' own metadata. */
export const severities = ["low", "medium", "high", "critical"] as const satisfies Severity[];

/** The levels of Pulumi's engine. */
const levels = [
    "advisory",
    "disabled",
    "mandatory",
    "remediate",
] as const satisfies EnforcementLevel[];

/** Which policies are wanted. What is left out selects nothing away. */
export interface PolicySelection {
    /** Policies of one of these severities. Default: of any. */
    readonly severities?: readonly Severity[];
    /** Policies about one of these services; one about several counts for each. Default: about any. */
    readonly services?: readonly Service[];
    /**
     * The level of every policy that is selected, whatever its own is: `secrets-encrypted` only tells at another level than
     * `remediate`, and `deletion-options-explicit` is disabled by itself. Default: each policy's own.
     */
    readonly level?: EnforcementLevel;
}

/**
 * Those of these policies that a team wants, for a pack of its own.
 *
 * @param all the policies to select from: the package's `policies`
 * @throws Error for a severity, service, level or key that does not exist, or a selection that no policy meets: a pack
 * without policies would let everything pass
 */
export function selectFrom(all: Policies, selection: PolicySelection): Policies {
    check(selection);
    const { severities: wanted, services: about, level } = selection;
    const selected = all.filter(
        ({ severity, tags = [] }) =>
            (wanted === undefined || (severity !== undefined && wanted.includes(severity))) &&
            (about === undefined || about.some((service) => tags.includes(service))),
    );
    if (selected.length === 0) {
        throw new Error(
            `selectPolicies: no policy has ${JSON.stringify(selection)}. Take a condition away.`,
        );
    }
    if (level === undefined) return selected;
    return selected.map((policy) => ({ ...policy, enforcementLevel: level }));
}

function check(selection: PolicySelection): void {
    const words: Record<keyof PolicySelection, readonly string[]> = {
        severities,
        services: Object.keys(services),
        level: levels,
    };
    for (const [key, value] of Object.entries(selection) as [keyof PolicySelection, unknown][]) {
        if (!Object.hasOwn(words, key)) {
            throw new Error(
                `selectPolicies has no "${key}".${meant(key, Object.keys(words))} Right are: ${Object.keys(words).join(", ")}.`,
            );
        }
        if (value === undefined) continue;
        const given: unknown[] =
            key === "level" ? [value] : Array.isArray(value) ? value : [undefined];
        const wrong = given.filter((word) => !words[key].includes(word as string));
        if (wrong.length === 0) continue;
        const shown = wrong
            .map((word) => JSON.stringify(word) ?? "a value that is no list")
            .join(", ");
        const [first] = wrong;
        const hint = typeof first === "string" ? meant(first, words[key]) : "";
        throw new Error(
            `selectPolicies: ${key} cannot be ${shown}.${hint} Right are: ${words[key].join(", ")}.`,
        );
    }
}
