/** What is told of an import/export job. */
import type { ArmJob } from "../../job/armJob";
import { isCancelRequested, stateOf } from "../../importexport/observation";
import type { DriveCounts, StatusOfService } from "../jobStatus";
import type { KnownJob } from "../knownJob";
import { daysInState, daysToPurge, expiry } from "./importExportTimes";

/** @param now milliseconds since 1970 */
export function importExportStatus({ job }: KnownJob, now: number): StatusOfService {
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
