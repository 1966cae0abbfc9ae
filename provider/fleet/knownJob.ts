import type { AzureError } from "../arm/azureErrors";
import type { ArmJob, JobAddress } from "../job/armJob";
import type { Deletion } from "../job/deletionOptions";

/** A job of any service, and everything that could be learnt of it before anything is concluded. */
export interface KnownJob<D extends Deletion = Deletion> {
    /** The namespace of a service in services.ts. */
    readonly service: string;
    readonly address: JobAddress;
    /** As Azure shows it now; as the checkpoint has it where Azure was not asked; "gone": Azure has none. */
    readonly job: ArmJob | "gone";
    /** Whether Azure said so just now. */
    readonly isFresh: boolean;
    /** What its stack says of it; absent when the jobs were listed without a stack. */
    readonly inStack?: StackFacts<D>;
}

/** What a checkpoint says of a job, all of it stored in clear. */
export interface StackFacts<D = Deletion> {
    /** The resource's name in the program. */
    readonly resourceName: string;
    readonly deletion: D;
    /** Pulumi's option `protect`. */
    readonly isProtected: boolean;
    /** Pulumi's option `retainOnDelete`. */
    readonly isRetained: boolean;
    /** Why the job that Azure shows is another one; undefined when nothing says so. */
    readonly foreignEvidence?: string;
    /** A refresh saw that the service had deleted the stack's own job. Default false. */
    readonly isPurged?: boolean;
    /** Azure never confirmed the creation, and may show the job for so many minutes yet. Default 0. */
    readonly minutesToAppear?: number;
}

/** Jobs, and what the reader should know about how they were found. */
export interface Found {
    readonly jobs: readonly KnownJob[];
    /** Full sentences: why something is missing, or may be old. */
    readonly warnings: readonly string[];
    /** Full sentences: what is left out on purpose. */
    readonly notes: readonly string[];
    /** Why a service's jobs are not among them, although it may have some. */
    readonly unlisted: readonly AzureError[];
}
