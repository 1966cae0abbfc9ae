import type { ArmJob } from "../job/armJob";
import type { JobKind, Observed } from "../job/serviceTypes";
import type { ImportExportClient } from "./jobsClient";
import type { Deletion, Drive, DriveBitLockerKey, JobInputs, JobOutputs } from "./model";

/** One look at an import/export job. */
export interface Seen extends Observed {
    /** Azure's word; undefined when it gave none. Never the SDK's default. */
    readonly state: string | undefined;
}

/** The types of import/export jobs, for the engine. */
export interface ImportExport extends JobKind {
    inputs: JobInputs;
    outputs: JobOutputs;
    deletion: Deletion;
    client: ImportExportClient;
    seen: Seen;
    key: DriveBitLockerKey;
    /** Drives whose BitLocker keys are known. */
    secrets: readonly Drive[];
    known: ArmJob;
}
