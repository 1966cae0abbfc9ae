import type { ArmJob } from "../dynamic/armJob";
import { ownerOf } from "../dynamic/ownership";
import { isCancelRequested, stateOf } from "../importexport/ownership";
import { destroyOutlook, type DestroyOutlook } from "./destroyOutlook";
import type { KnownImportExportJob, KnownJob } from "./knownJob";
import { orderStatus } from "./orderStatus";
import { daysInState, daysToPurge, daysUntil, expiry, type Days } from "./times";

/** One line of the report: what `--json` prints of a job. Holds no address, tracking number or drive id. */
export interface JobStatus {
    readonly name: string;
    readonly resourceGroupName: string;
    readonly subscriptionId: string;
    /** The name of its resource in the program; null when no stack was asked. */
    readonly resourceName: string | null;
    /** The tag pulumi-owner, `organization/project/stack/name`; null without one. */
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

/** @param now milliseconds since 1970, as `Date.now()` */
export function statusOf(known: KnownJob, now: number): JobStatus {
    const { address, job, isFresh, inStack } = known;
    const { expires, ...told } =
        known.service === "Microsoft.DataBox"
            ? orderStatus(known, now)
            : importExportStatus(known, now);
    return {
        name: address.jobName,
        resourceGroupName: address.resourceGroupName,
        subscriptionId: address.subscriptionId,
        resourceName: inStack?.resourceName ?? null,
        owner: (job !== "gone" && ownerOf(job)) || null,
        service: known.service,
        ...told,
        isGone: job === "gone",
        isFresh,
        expiresAt: expires?.toISOString() ?? null,
        daysToExpiry: expires && daysUntil(expires, now),
        destroy: destroyOutlook(known),
    };
}

function importExportStatus({ job }: KnownImportExportJob, now: number): StatusOfService {
    const shown: ArmJob = job === "gone" ? {} : job;
    return {
        jobType: textOrNull(shown.properties?.jobType),
        state: stateOf(shown) ?? null,
        flags: null,
        cancelRequested: isCancelRequested(shown),
        daysInState: daysInState(shown, now),
        expires: expiry(shown),
        daysToPurge: daysToPurge(shown, now),
        drives: driveCounts(shown),
    };
}

function driveCounts(job: ArmJob): DriveCounts | null {
    const driveList = job.properties?.driveList;
    if (!Array.isArray(driveList)) return null;
    const states = (driveList as { state?: unknown }[]).map(({ state }) => state);
    const count = (...wanted: string[]) =>
        states.filter((state) => wanted.some((word) => word === state)).length;
    return {
        total: states.length,
        done: count("Completed", "CompletedMoreInfo", "ShippedBack"),
        withMoreInfo: count("CompletedMoreInfo"),
        neverReceived: count("NeverReceived"),
    };
}

function textOrNull(value: unknown): string | null {
    return typeof value === "string" ? value : null;
}
