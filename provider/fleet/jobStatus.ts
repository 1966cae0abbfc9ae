import type { ArmJob } from "../azure/jobsClient";
import { ownerOf } from "../dynamic/ownership";
import { isCancelRequested, stateOf } from "../importexport/ownership";
import { destroyOutlook, type DestroyOutlook } from "./destroyOutlook";
import type { KnownJob } from "./knownJob";
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
    /** `Import` or `Export`. */
    readonly jobType: string | null;
    /** The service's word; null when it gave none, or has no such job. */
    readonly state: string | null;
    /** Azure has no such job. */
    readonly isGone: boolean;
    /** False: as the stack's last update saw it. */
    readonly isFresh: boolean;
    readonly cancelRequested: boolean;
    readonly daysInState: Days | null;
    /** ISO 8601; of a job that is Creating. */
    readonly expiresAt: string | null;
    /** Whole days, negative when it is past. */
    readonly daysToExpiry: number | null;
    /** Of a job that is Completed or Closed. */
    readonly daysToPurge: Days | null;
    /** Null where Azure did not list them. */
    readonly drives: DriveCounts | null;
    readonly destroy: DestroyOutlook;
}

/** Drives of a job by their own state. */
export interface DriveCounts {
    readonly total: number;
    /** Copied, whatever came of it: Completed, CompletedMoreInfo or ShippedBack. */
    readonly done: number;
    /** Of the done ones, those with errors, warnings or remarks: CompletedMoreInfo. */
    readonly withMoreInfo: number;
    readonly neverReceived: number;
}

/** @param now milliseconds since 1970, as `Date.now()` */
export function statusOf(known: KnownJob, now: number): JobStatus {
    const { address, job, isFresh, inStack } = known;
    const shown: ArmJob = job === "gone" ? {} : job;
    const expires = expiry(shown);
    return {
        name: address.jobName,
        resourceGroupName: address.resourceGroupName,
        subscriptionId: address.subscriptionId,
        resourceName: inStack?.resourceName ?? null,
        owner: ownerOf(shown) ?? null,
        jobType: textOrNull(shown.properties?.jobType),
        state: stateOf(shown) ?? null,
        isGone: job === "gone",
        isFresh,
        cancelRequested: isCancelRequested(shown),
        daysInState: daysInState(shown, now),
        expiresAt: expires?.toISOString() ?? null,
        daysToExpiry: expires && daysUntil(expires, now),
        daysToPurge: daysToPurge(shown, now),
        drives: driveCounts(shown),
        destroy: destroyOutlook(known),
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
