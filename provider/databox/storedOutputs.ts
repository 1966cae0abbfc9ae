import { wordsOf } from "../job/creationIdentity";
import { leanOutputs, withoutGaps } from "../job/leanOutputs";
import type { Wire } from "../job/wire";
import { sameIgnoringCase } from "../job/sameness";
import { resolveDeletion } from "./changes";
import { deletionDefaults, type CustomerDiskOutputs } from "./model";

/** What Pulumi keeps of a job's outputs; the class fills in the rest (job.ts). */
export function storedOutputs(outs: CustomerDiskOutputs): Wire {
    const { diskSecrets, ...kept } = outs;
    // Empty, it still says something of an export: its keys are not in the stack yet.
    const hasKeys =
        diskSecrets.length > 0 || sameIgnoringCase(outs.transferType, "ExportFromAzure");
    return {
        ...leanOutputs(kept, deletionDefaults(wordsOf(outs.owner))),
        ...(hasKeys && { diskSecrets }),
    };
}

/** The outputs of a job as any version of this package stored them; the first left nothing out. */
export function knownOutputs(stored: Wire): CustomerDiskOutputs {
    const outs = {
        details: {},
        diskSecrets: [],
        ...withoutGaps(stored),
    } as unknown as CustomerDiskOutputs;
    return { ...outs, deletion: resolveDeletion(outs.deletion, outs.owner) };
}
