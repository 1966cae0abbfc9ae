import { daysInMs } from "../clock";
import type { DataBoxJob } from "./job";
import { awaitingShipment } from "./stages";

/** "up to two weeks, after which the service automatically deletes it", without tracking details. */
const awaitedMs = daysInMs(14);
/** "automatically deleted after 90 days in the Completed state"; for Cancelled assumed. */
const endedMs = daysInMs(90);

/** What time alone did to an order: undefined when the service has removed it by `now`. */
export function aged(job: DataBoxJob, now: number): DataBoxJob | undefined {
    const waits = awaitingShipment.includes(job.status ?? "");
    if (waits && now - job.awaitingSince >= awaitedMs) return undefined;
    return job.endedAt !== undefined && now - job.endedAt >= endedMs ? undefined : job;
}
