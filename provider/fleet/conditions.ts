/** What can be wrong with a fleet, so that a pipeline can stop on it. */
import type { KindOfState } from "./fleetService";
import type { JobStatus } from "./jobStatus";
import { serviceNamed } from "./services";

/** The words of `--fail-on`. */
export const conditions = ["blocked", "expiring", "failed"] as const;

/**
 * - `blocked`: a destroy would refuse
 * - `expiring`: not shipped yet, and the service deletes it within so many days
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

/** How the job's state is to be taken, as its service has it. */
export function kindOf({ service, state }: JobStatus): KindOfState {
    return serviceNamed(service).kindOfState(state ?? "");
}

function hasFailed(status: JobStatus): boolean {
    const { isGone, drives } = status;
    if (isGone) return false;
    if (kindOf(status) === "bad") return true;
    return drives !== null && drives.neverReceived + drives.withMoreInfo > 0;
}
