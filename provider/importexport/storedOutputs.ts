import { leanOutputs, withoutGaps } from "../job/leanOutputs";
import type { Wire } from "../job/wire";
import { sameIgnoringCase } from "../job/sameness";
import { resolveDeletion } from "./changes";
import { deletionDefaults, type JobOutputs } from "./model";

/** What Pulumi keeps of a job's outputs; the class fills in the rest (job.ts). */
export function storedOutputs(outs: JobOutputs): Wire {
    const { bitLockerKeys, ...kept } = outs;
    // Empty, it still says something of an export: its keys are not in the stack yet.
    const hasKeys = bitLockerKeys.length > 0 || sameIgnoringCase(outs.properties.jobType, "Export");
    return { ...leanOutputs(kept, deletionDefaults), ...(hasKeys && { bitLockerKeys }) };
}

/** The outputs of a job as any version of this package stored them; the first left nothing out. */
export function knownOutputs(stored: Wire): JobOutputs {
    const outs = {
        properties: {},
        bitLockerKeys: [],
        ...withoutGaps(stored),
    } as unknown as JobOutputs;
    return { ...outs, deletion: resolveDeletion(outs.deletion) };
}
