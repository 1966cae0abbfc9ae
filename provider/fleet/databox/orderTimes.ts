/**
 * How long an order has been where it is, and when the service will end it. Azure tells when it was made (`startTime`),
 * and with the details when each stage began (`jobStages`); that `stageTime` is a beginning is assumed.
 */
import type { ArmDataBoxJob } from "../../databox/dataBoxClient";
import { detailsOf, isBeingCancelled, stageOf, textAt } from "../../databox/observation";
import { dayMs, timeIn, wholeDaysSince, type Days } from "../days";
import type { KnownOrder } from "./knownOrder";

/** Two weeks after its creation. Source: databox/stageNames.ts */
const expiryDays = 14;
/** After the end. Source: databox/stageNames.ts */
const purgeDays = 90;

/** Stages in which the service waits for the tracking details. Source: databox/stageNames.ts */
const awaitingShipment = ["Created", "AwaitingShipmentDetails"];
/** "automatically deleted after 90 days in the Completed state"; for Cancelled assumed. */
const endedStages = ["Completed", "CompletedWithWarnings", "CompletedWithErrors", "Cancelled"];

/** Days since the order came to its stage; null where nothing bounds them. */
export function daysAtStage(job: ArmDataBoxJob, now: number): Days | null {
    const since = wholeDaysSince(stageTime(job), now);
    if (since !== undefined) return { atLeast: since, atMost: since };
    const sinceCreation = wholeDaysSince(createdAt(job), now);
    return sinceCreation === undefined ? null : { atLeast: 0, atMost: sinceCreation };
}

/**
 * When the service deletes an order whose shipment nobody announces: two weeks after its creation. Null for every other
 * order.
 */
export function orderExpiry({ job, isShipped }: KnownOrder): Date | null {
    if (job === "gone" || isShipped || isBeingCancelled(job)) return null;
    const created = createdAt(job);
    if (created === undefined || !awaitingShipment.includes(stageOf(job) ?? "")) return null;
    return new Date(created + expiryDays * dayMs);
}

/** Days until the service deletes an order that has ended; null for every other one. */
export function daysToOrderPurge(job: ArmDataBoxJob, now: number): Days | null {
    if (!endedStages.includes(stageOf(job) ?? "")) return null;
    const ended = stageTime(job);
    if (ended !== undefined) {
        const left = Math.max(0, Math.floor((ended + purgeDays * dayMs - now) / dayMs));
        return { atLeast: left, atMost: left };
    }
    const sinceCreation = wholeDaysSince(createdAt(job), now) ?? purgeDays;
    return { atLeast: Math.max(0, purgeDays - sinceCreation - 1), atMost: purgeDays };
}

/** When the stage that the order is at began. */
function stageTime(job: ArmDataBoxJob): number | undefined {
    const stages: unknown = detailsOf(job).jobStages;
    if (!Array.isArray(stages)) return undefined;
    const stage = (stages as { stageName?: unknown; stageTime?: unknown }[]).find(
        ({ stageName }) => stageName === stageOf(job),
    );
    return timeIn(stage?.stageTime);
}

function createdAt(job: ArmDataBoxJob): number | undefined {
    return timeIn(job.systemData?.createdAt) ?? timeIn(textAt(job, "startTime"));
}
