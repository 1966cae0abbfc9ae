import type { DestroyOutlook } from "./destroyOutlook";
import type { KnownJob } from "./knownJob";
import type { Days } from "./times";

/** One line of the report: what `--json` prints of a job. Holds no address, tracking number or drive id. */
export interface JobStatus {
    readonly name: string;
    readonly resourceGroupName: string;
    readonly subscriptionId: string;
    /** The name of its resource in the program; null when no stack was asked. */
    readonly resourceName: string | null;
    /** Of the tag pulumi-owner, `organization/project/stack/name`; null without one. */
    readonly owner: string | null;
    readonly service: KnownJob["service"];
    /** `Import` or `Export`; of an order `ImportToAzure` or `ExportFromAzure`. */
    readonly jobType: string | null;
    /** The service's word, of an order its stage; null when it gave none, or has no such job. */
    readonly state: string | null;
    /** Of an order: what Azure says may be done. Null for an import/export job, and for one that is gone. */
    readonly flags: OrderFlagsShown | null;
    /** Azure has no such job. */
    readonly isGone: boolean;
    /** False: as the stack's last update saw it. */
    readonly isFresh: boolean;
    readonly cancelRequested: boolean;
    readonly daysInState: Days | null;
    /** ISO 8601; of a job that is Creating, of an order whose shipment is not announced. */
    readonly expiresAt: string | null;
    /** Whole days, negative when it is past. */
    readonly daysToExpiry: number | null;
    /** Of a job that has ended. */
    readonly daysToPurge: Days | null;
    /** Null where Azure did not list them. */
    readonly drives: DriveCounts | null;
    readonly destroy: DestroyOutlook;
}

/** An order's own flags; null where Azure's answer had none. */
export interface OrderFlagsShown {
    readonly isDeletable: boolean | null;
    readonly isCancellable: boolean | null;
    readonly isCancellableWithoutFee: boolean | null;
}

/** Drives or disks of a job by their own state. */
export interface DriveCounts {
    readonly total: number;
    /** Copied, whatever came of it: Completed, CompletedMoreInfo or ShippedBack; of an order Completed or CompletedWithErrors. */
    readonly done: number;
    /** Those with errors, warnings or remarks: CompletedMoreInfo; of an order whatever is neither well nor missing. */
    readonly withMoreInfo: number;
    readonly neverReceived: number;
}

/** What the two services tell each in its own way. */
export type StatusOfService = Pick<
    JobStatus,
    "jobType" | "state" | "flags" | "cancelRequested" | "daysInState" | "daysToPurge" | "drives"
> & { readonly expires: Date | null };
