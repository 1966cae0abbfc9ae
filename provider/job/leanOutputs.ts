import { storedProviderKey, type Wire } from "./wire";

/** Outputs that say nothing for nearly every job. */
interface OftenEmpty<Deletion> {
    readonly adoptExisting: boolean;
    readonly managedTags: readonly string[];
    readonly deletion: Deletion;
}

/**
 * Outputs without what is the same for nearly every job.
 *
 * Pulumi writes the whole checkpoint at every step, each value of each resource twice through an
 * encoder and each secret by itself, so a field that says nothing is paid for N² times. What the
 * resource's class promises to programs it fills in again.
 */
export function leanOutputs<Deletion extends object>(
    outs: OftenEmpty<Deletion>,
    deletionDefaults: Deletion,
): Wire {
    const { adoptExisting, managedTags, deletion, ...kept } = outs;
    const names = Object.keys(deletionDefaults) as (keyof Deletion)[];
    const isDefault = names.every((name) => deletion[name] === deletionDefaults[name]);
    return {
        ...kept,
        ...(adoptExisting && { adoptExisting }),
        ...(managedTags.length > 0 && { managedTags }),
        ...(!isDefault && { deletion }),
    };
}

/** Stored outputs as any version of this package stored them, with what is left out for every job. */
export function withoutGaps(stored: Wire): Wire {
    const { [storedProviderKey]: _line, ...kept } = stored;
    return { managedTags: [], adoptExisting: false, ...kept };
}
