import type { Days } from "./days";

/** One line of the report: what `--json` prints of a job. Holds no address, tracking number or drive id. */
export interface JobStatus {
    readonly name: string;
    readonly resourceGroupName: string;
    readonly subscriptionId: string;
    /** The name of its resource in the program; null when no stack was asked. */
    readonly resourceName: string | null;
    /** Of the tag pulumi-owner, `organization/project/stack/name`; null without one. */
    readonly owner: string | null;
    /** Its resource provider, as ids have it. */
    readonly service: string;
    /** The direction, in the service's own word; null where it gave none. */
    readonly jobType: string | null;
    /** The service's word, be it a state or a stage; null when it gave none, or has no such job. */
    readonly state: string | null;
    /** What Azure says may be done. Null where the service has no such flags, and for a job that is gone. */
    readonly flags: FlagsShown | null;
    /** Azure has no such job. */
    readonly isGone: boolean;
    /** False: as the stack's last update saw it. */
    readonly isFresh: boolean;
    readonly cancelRequested: boolean;
    readonly daysInState: Days | null;
    /** ISO 8601; of a job that the service deletes unless it is shipped. */
    readonly expiresAt: string | null;
    /** Whole days, negative when it is past. */
    readonly daysToExpiry: number | null;
    /** Of a job that has ended. */
    readonly daysToPurge: Days | null;
    /** Null where Azure did not list them. */
    readonly drives: DriveCounts | null;
    readonly destroy: DestroyOutlook;
}

/**
 * - `delete`: delete the job
 * - `cancel`: ask for its cancellation, wait for the end of that, delete it
 * - `wait`: its cancellation is requested; wait in the same way, delete it
 * - `forget`: take it out of the stack, ask nothing of Azure
 * - `refuse`: change nothing and fail
 */
export type DestroyAction = "delete" | "cancel" | "wait" | "forget" | "refuse";

/** What a destroy would do first, and why: a full sentence or several. */
export interface DestroyOutlook {
    readonly action: DestroyAction;
    readonly reason: string;
}

/** The service's own flags; null where its answer had none. */
export interface FlagsShown {
    readonly isDeletable: boolean | null;
    readonly isCancellable: boolean | null;
    readonly isCancellableWithoutFee: boolean | null;
}

/** Drives or disks of a job by their own state. */
export interface DriveCounts {
    readonly total: number;
    /** Copied, whatever came of it. */
    readonly done: number;
    /** Those with errors, warnings or remarks. */
    readonly withMoreInfo: number;
    readonly neverReceived: number;
}

/** What every service says in its own way. */
export type StatusOfService = Pick<
    JobStatus,
    "jobType" | "state" | "flags" | "cancelRequested" | "daysInState" | "daysToPurge" | "drives"
> & { readonly expires: Date | null };
