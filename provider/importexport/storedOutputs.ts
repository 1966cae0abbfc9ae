import { storedProviderKey, type Wire } from "../dynamic/providerMethods";
import { sameIgnoringCase } from "../dynamic/sameness";
import { resolveDeletion } from "./changes";
import { deletionDefaults, type Deletion, type JobOutputs } from "./model";

/**
 * What Pulumi keeps of a job's outputs: without what is the same for nearly every job.
 *
 * Pulumi writes the whole checkpoint at every step, each value of each resource twice through an
 * encoder and each secret by itself, so a field that says nothing is paid for N² times. What
 * `Job` promises to programs it fills in again (job.ts).
 */
export function storedOutputs(outs: JobOutputs): Wire {
    const { adoptExisting, managedTags, bitLockerKeys, deletion, ...kept } = outs;
    return {
        ...kept,
        ...(adoptExisting && { adoptExisting }),
        ...(managedTags.length > 0 && { managedTags }),
        // Empty, it still says something of an export: its keys are not in the stack yet.
        ...((bitLockerKeys.length > 0 || isExport(outs)) && { bitLockerKeys }),
        ...(!isDefault(deletion) && { deletion }),
    };
}

/** The outputs of a job as any version of this package stored them; the first left nothing out. */
export function knownOutputs(stored: Wire): JobOutputs {
    const { [storedProviderKey]: _line, ...kept } = stored;
    const outs = {
        properties: {},
        managedTags: [],
        bitLockerKeys: [],
        adoptExisting: false,
        ...kept,
    } as unknown as JobOutputs;
    return { ...outs, deletion: resolveDeletion(outs.deletion) };
}

function isExport({ properties }: Pick<JobOutputs, "properties">): boolean {
    return sameIgnoringCase(properties.jobType, "Export");
}

function isDefault(deletion: Deletion): boolean {
    const names = Object.keys(deletionDefaults) as (keyof Deletion)[];
    return names.every((name) => deletion[name] === deletionDefaults[name]);
}
