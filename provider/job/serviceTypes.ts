import type { ArmJob } from "./armJob";
import type { JobClient } from "./jobClient";
import type { Deletion } from "./deletionOptions";
import type { InputsOfAnyJob, OutputsOfAnyJob } from "./jobShape";
import type { Observation } from "./deletionPlan";

/** One look at a job: what Azure's answer comes to. Nothing reads the answer a second time. */
export interface Observed extends Observation {
    readonly job: ArmJob;
    /** Where the job is, in the service's word, as it reads after "it is". */
    readonly where: string;
    /** The row of the service's table; undefined where Azure's answer names none. */
    readonly row: string | undefined;
    /** Its cancellation is on its way. */
    readonly isCancelling: boolean;
    /** Whatever a cancelled job is waited for, it has come. */
    readonly endsWait: boolean;
}

/** The types of one service's jobs. */
export interface JobKind {
    inputs: InputsOfAnyJob;
    outputs: OutputsOfAnyJob;
    deletion: Deletion;
    client: JobClient;
    seen: Observed;
    /** A disk and what unlocks it. */
    key: object;
    /** What the service is told and does not give back. */
    secrets: unknown;
    /** A job as it was last seen, or as Azure has just been told. */
    known: object;
}
