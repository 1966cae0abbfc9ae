/**
 * How long an import/export job has been where it is, and when the service will end it, as far as anybody can know: Azure tells when a
 * job was created and last changed by a request (`systemData`), and never when a state began.
 */
import type { ArmJob } from "../../job/armJob";
import { isJobState, stateFacts } from "../../importexport/stateNames";
import { stateOf } from "../../importexport/observation";
import { dayMs, timeIn, wholeDaysSince, type Days } from "../days";

/** Two weeks after the last accepted update. Source: "Retrieving state information for a job". */
const expiryDays = 14;
/** After the end. Source: "Cancelling and deleting jobs". */
const purgeDays = 90;

/**
 * Days since the job came to its state; null where nothing bounds them.
 *
 * A job is Creating from its creation on. It becomes Shipping by an update, which may not have been the last one. Every
 * other state began at some time since the creation.
 */
export function daysInState(job: ArmJob, now: number): Days | null {
    const sinceCreation = daysSince(job, "createdAt", now);
    if (sinceCreation === undefined) return null;
    const state = stateOf(job);
    if (state === "Creating") return { atLeast: sinceCreation, atMost: sinceCreation };
    const sinceUpdate = daysSince(job, "lastModifiedAt", now) ?? 0;
    return { atLeast: state === "Shipping" ? sinceUpdate : 0, atMost: sinceCreation };
}

/** When a job that is still Creating expires; null for every other job, and where its last update is not known. */
export function expiry(job: ArmJob): Date | null {
    const updated = timeOf(job, "lastModifiedAt");
    if (stateOf(job) !== "Creating" || updated === undefined) return null;
    return new Date(updated + expiryDays * dayMs);
}

/** Days until the service deletes a job that has ended, at some time since its creation; null for every other job. */
export function daysToPurge(job: ArmJob, now: number): Days | null {
    const state = stateOf(job);
    if (!isJobState(state) || !stateFacts[state].isFinal) return null;
    const sinceCreation = daysSince(job, "createdAt", now) ?? purgeDays;
    return { atLeast: Math.max(0, purgeDays - sinceCreation - 1), atMost: purgeDays };
}

type Moment = "createdAt" | "lastModifiedAt";

function daysSince(job: ArmJob, moment: Moment, now: number): number | undefined {
    return wholeDaysSince(timeOf(job, moment), now);
}

function timeOf(job: ArmJob, moment: Moment): number | undefined {
    return timeIn(job.systemData?.[moment]);
}
