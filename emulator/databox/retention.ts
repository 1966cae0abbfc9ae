import { daysInMs } from "../clock";
import type { DataBoxJob } from "./job";
import { awaitingShipment } from "./stages";

/** "up to two weeks, after which the service automatically deletes it", without tracking details. */
const awaitedMs = daysInMs(14);
/** "automatically deleted after 90 days in the Completed state"; for Cancelled assumed. */
const endedMs = daysInMs(90);

/** When the service removes the order, if nothing happens to it; undefined: never by time alone. */
export function goneAt({ status, awaitingSince, endedAt }: DataBoxJob): number | undefined {
    if (awaitingShipment.includes(status ?? "")) return awaitingSince + awaitedMs;
    return endedAt === undefined ? undefined : endedAt + endedMs;
}

/** What time alone did to an order: undefined when the service has removed it by `now`. */
export function aged(job: DataBoxJob, now: number): DataBoxJob | undefined {
    return now >= (goneAt(job) ?? Infinity) ? undefined : job;
}
