import type { ArmJob } from "./armJob";
import type { JobClient } from "./client";
import type { Observation } from "./plan";

/** The deletion options that jobs of every service have, with every default filled in. */
export interface CommonDeletion {
    inFlight: "cancel" | "refuse";
    waitMinutes: number;
    whenTimeIsUp: "fail" | "forget";
    whenUndeletable: "fail" | "forget";
    discardKeys: boolean;
    /** Where a service may charge for a cancellation. Default false. */
    acceptFee?: boolean;
}

/** The inputs that jobs of every service have, as they reach the provider after `check`. */
export interface CommonInputs {
    resourceGroupName: string;
    jobName: string;
    location?: string;
    subscriptionId?: string;
    tags?: Record<string, string>;
    deletion?: object;
    adoptExisting?: boolean;
    /** The value of the owner tag: `organisation/project/stack/name`, and which creation. */
    owner: string;
}

/** What the checkpoint keeps of a job of any service. Fields are added, never given another meaning. */
export interface CommonOutputs {
    name: string;
    type: string;
    location?: string;
    tags?: Record<string, string>;
    identity?: unknown;
    systemData?: Record<string, unknown>;
    isCancellable?: boolean;
    isDeletable?: boolean;
    blockedReason?: string;
    /** The service no longer has the job, which had been on its way; the stack remembers it. */
    purged: boolean;
    resourceGroupName: string;
    subscriptionId: string;
    deletion: CommonDeletion;
    adoptExisting: boolean;
    /** The Resource Manager endpoint that the job lives behind. */
    cloud: string;
    /** The value of the owner tag for this resource. */
    owner: string;
    /** The value that the tag still has, where it was not seen to be renewed: of a creation that was interrupted. */
    formerOwner?: string;
    /** The names of the tags that the program set last: those it may also take away. */
    managedTags: string[];
    /** Azure's answer to the creation was lost, so the job may or may not exist. */
    creationUnconfirmed?: boolean;
    /** When that creation was asked for (ISO 8601), where the service shows a job only some time after its PUT. */
    creationAskedAt?: string;
}

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
    inputs: CommonInputs;
    outputs: CommonOutputs;
    deletion: CommonDeletion;
    client: JobClient;
    seen: Observed;
    /** A disk and what unlocks it. */
    key: object;
    /** What the service is told and does not give back. */
    secrets: unknown;
    /** A job as it was last seen, or as Azure has just been told. */
    known: object;
}
