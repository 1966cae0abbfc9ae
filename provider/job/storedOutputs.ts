import { errors } from "./errors";
import type { JobKind } from "./serviceTypes";
import type { ServiceDefinition } from "./serviceDefinition";
import type { Wire } from "./wire";

/**
 * Refuses to go on from outputs that somebody has edited (`pulumi state edit`, `pulumi stack import`) into what no version of
 * this package stored: what follows from them would be chance.
 *
 * @param id the job's ARM id
 * @param stored as the checkpoint has them, without marks of secrets
 * @throws JobError `StateEdited`
 */
export function assertAsStored<K extends JobKind>(
    { ids, outputs, keys }: Pick<ServiceDefinition<K>, "ids" | "outputs" | "keys">,
    id: string,
    stored: Wire,
): void {
    const always = { owner: "", cloud: "" };
    const wherePresent = { ...outputs.gaps, ...gaps, [keys.output]: [] };
    const edited = [
        ...differing(always, stored, () => true),
        ...differing(wherePresent, stored, (name) => stored[name] !== undefined),
    ];
    if (edited.length === 0) return;
    throw errors.StateEdited({ job: ids.jobAddress(id), outputs: edited });
}

/** Outputs of every job that are left out where they say nothing. */
export const gaps: Wire = { managedTags: [], adoptExisting: false };

function differing(samples: Wire, stored: Wire, isDue: (name: string) => boolean): string[] {
    const names = Object.keys(samples).filter(isDue);
    return names.filter((name) => kindOf(stored[name]) !== kindOf(samples[name]));
}

function kindOf(value: unknown): string {
    if (value === null) return "null";
    return Array.isArray(value) ? "list" : typeof value;
}
