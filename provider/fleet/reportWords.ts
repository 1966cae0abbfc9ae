/** The words of the report for people. */
import type { JobStatus } from "./jobStatus";
import { kindOf } from "./conditions";
import type { Days } from "./days";

/** `Shipping, cancelling *` */
export function stateText(status: JobStatus): string {
    const { state, isGone, isFresh, cancelRequested, flags } = status;
    const word = isGone ? "gone" : (state ?? "(none)");
    const hasEnded = kindOf(status) === "endedWell" || flags?.isDeletable === true;
    const cancelling = cancelRequested && !hasEnded ? ", cancelling" : "";
    return `${word}${cancelling}${isFresh ? "" : " *"}`;
}

/** `expires in 3 d`, `purged in 3–20 d` */
export function deadlineText({ daysToExpiry, daysToPurge }: JobStatus): string {
    if (daysToExpiry !== null) {
        return daysToExpiry < 0 ? "expiry is due" : `expires in ${daysToExpiry} d`;
    }
    if (daysToPurge !== null) return `purged in ${range(daysToPurge)} d`;
    return "–";
}

/** Less than three days: a weekend away from losing the order. */
export function isUrgent({ daysToExpiry }: JobStatus): boolean {
    return daysToExpiry !== null && daysToExpiry < 3;
}

/** `1/2 done (1 with remarks)` */
export function drivesText({ drives }: JobStatus): string {
    if (drives === null || drives.total === 0) return "–";
    const remarks = [
        drives.withMoreInfo > 0 ? `${drives.withMoreInfo} with remarks` : "",
        drives.neverReceived > 0 ? `${drives.neverReceived} never received` : "",
    ].filter(Boolean);
    const done = `${drives.done}/${drives.total} done`;
    return remarks.length === 0 ? done : `${done} (${remarks.join(", ")})`;
}

/** `3`, `3–20`, `≤ 20`, `≥ 3` */
export function range({ atLeast, atMost }: Days): string {
    if (atMost === null) return `≥ ${atLeast}`;
    if (atLeast === atMost) return String(atMost);
    return atLeast === 0 ? `≤ ${atMost}` : `${atLeast}–${atMost}`;
}
