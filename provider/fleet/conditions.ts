/** What can be wrong with a fleet, so that a pipeline can stop on it. */
import { isOrderStage } from "../databox/stageNames";
import { isJobState } from "../importexport/stateNames";
import type { JobStatus } from "./jobStatus";

/** The words of `--fail-on`. */
export const conditions = ["blocked", "expiring", "failed"] as const;

/**
 * - `blocked`: a destroy would refuse
 * - `expiring`: still Creating, or an order without an announced shipment, and the service deletes it within so many days
 * - `failed`: ended otherwise than well, in a state that no document names, or with a drive that never came or has remarks
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

/** Stages of an order that went wrong. One that was cancelled is none: somebody wanted it. */
const failedStages = [
    "CompletedWithWarnings",
    "CompletedWithErrors",
    "Failed_IssueDetectedAtAzureDC",
    "Aborted",
];

/** Whether the job is where it should not be: ended otherwise than well, or in a state that no document names. */
export function isBadState({ service, state }: JobStatus): boolean {
    const word = state ?? undefined;
    return service === "Microsoft.DataBox"
        ? !isOrderStage(word) || failedStages.includes(word)
        : !isJobState(word) || word === "Closed";
}

function hasFailed(status: JobStatus): boolean {
    const { isGone, drives } = status;
    if (isGone) return false;
    if (isBadState(status)) return true;
    return drives !== null && drives.neverReceived + drives.withMoreInfo > 0;
}
