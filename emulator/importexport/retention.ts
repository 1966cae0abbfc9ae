import { daysInMs } from "../clock";
import type { Job } from "./job";

/** "up to two weeks in Creating, then automatically deleted", counted from the last accepted update. */
const creatingMs = daysInMs(14);
/** Completed and Closed jobs are kept for ninety days. */
const endedMs = daysInMs(90);
/** "two weeks after shipping info and no package": the drives become NeverReceived. */
const awaitedMs = daysInMs(14);

/** When the service removes the job, if nothing happens to it; undefined: never by time alone. */
export function goneAt({ properties, lastUpdateAt, endedAt }: Job): number | undefined {
    if (properties.state === "Creating") return lastUpdateAt + creatingMs;
    return endedAt === undefined ? undefined : endedAt + endedMs;
}

/** What time alone did to a job: undefined when the service has removed it by `now`. */
export function aged(job: Job, now: number): Job | undefined {
    const { state } = job.properties;
    if (now >= (goneAt(job) ?? Infinity)) return undefined;
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
