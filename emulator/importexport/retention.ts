import { daysInMs } from "../clock";
import type { Job } from "./job";

/** "up to two weeks in Creating, then automatically deleted", counted from the last accepted update. */
const creatingMs = daysInMs(14);
/** Completed and Closed jobs are kept for ninety days. */
const endedMs = daysInMs(90);
/** "two weeks after shipping info and no package": the drives become NeverReceived. */
const awaitedMs = daysInMs(14);

/** What time alone did to a job: undefined when the service has removed it by `now`. */
export function aged(job: Job, now: number): Job | undefined {
    const { state } = job.properties;
    if (state === "Creating" && now - job.lastUpdateAt >= creatingMs) return undefined;
    if (job.endedAt !== undefined && now - job.endedAt >= endedMs) return undefined;
    return state === "Shipping" && now - (job.shippedAt ?? now) >= awaitedMs
        ? withoutParcel(job)
        : job;
}

function withoutParcel(job: Job): Job {
    const { driveList } = job.properties;
    if (!driveList?.some(({ state }) => state === "Specified")) return job;
    return {
        ...job,
        properties: {
            ...job.properties,
            driveList: driveList.map((drive) => ({ ...drive, state: "NeverReceived" })),
        },
    };
}
