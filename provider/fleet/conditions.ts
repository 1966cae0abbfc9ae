/** What can be wrong with a fleet, so that a pipeline can stop on it. */
import { isJobState } from "../importexport/jobStates";
import type { JobStatus } from "./jobStatus";

/** The words of `--fail-on`. */
export const conditions = ["blocked", "expiring", "failed"] as const;

/**
 * - `blocked`: a destroy would refuse
 * - `expiring`: still Creating, and the service deletes it within so many days
 * - `failed`: Closed, in a state that no document names, or with a drive that never came or has remarks
 */
export type Condition = (typeof conditions)[number];

/** Whether the job meets the condition. @param expiringDays for `expiring` */
export function meets(status: JobStatus, condition: Condition, expiringDays: number): boolean {
    switch (condition) {
        case "blocked":
            return status.destroy.action === "refuse";
        case "expiring":
            return status.daysToExpiry !== null && status.daysToExpiry < expiringDays;
        case "failed":
            return hasFailed(status);
    }
}

function hasFailed({ state, isGone, drives }: JobStatus): boolean {
    if (isGone) return false;
    if (state === "Closed" || !isJobState(state ?? undefined)) return true;
    return drives !== null && drives.neverReceived + drives.withMoreInfo > 0;
}
