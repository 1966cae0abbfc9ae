import type { ArmJob, JobAddress } from "../azure/jobsClient";
import type { Deletion } from "../importexport/model";

/** A job, and everything that could be learnt of it before anything is concluded. */
export interface KnownJob {
    readonly address: JobAddress;
    /** As Azure shows it now; as the checkpoint has it where Azure was not asked; "gone": Azure has none. */
    readonly job: ArmJob | "gone";
    /** Whether Azure said so just now. */
    readonly isFresh: boolean;
    /** What its stack says of it; absent when the jobs were listed without a stack. */
    readonly inStack?: StackFacts;
}

/** What a checkpoint says of a job, all of it stored in clear. */
export interface StackFacts {
    /** The resource's name in the program. */
    readonly resourceName: string;
    readonly deletion: Deletion;
    /** Pulumi's option `protect`. */
    readonly isProtected: boolean;
    /** Pulumi's option `retainOnDelete`. */
    readonly isRetained: boolean;
    /** Why the job that Azure shows is another one; undefined when nothing says so. */
    readonly foreignEvidence?: string;
}

/** Jobs, and what the reader should know about how they were found. */
export interface Found {
    readonly jobs: readonly KnownJob[];
    /** Full sentences. */
    readonly warnings: readonly string[];
}
