import type { Clock } from "../clock";
import type { Store } from "../state/store";
import { jobKey, type Job, type JobName } from "./job";
import { moveJob, type Move } from "./parcel";
import { aged } from "./retention";

/** The jobs that exist now: kept in the store, and forgotten when their time is over. */
export class JobRegister {
    /** Each job as it was before its last change; undefined: it was not there. */
    private readonly before = new Map<string, Job | undefined>();
    private readsStale = false;

    constructor(
        private readonly store: Store,
        private readonly clock: Clock,
    ) {}

    get(name: JobName): Job | undefined {
        const key = jobKey(name);
        if (this.readsStale && this.before.has(key)) return this.before.get(key);
        const kept = this.store.get<Job>("jobs", key);
        return kept && this.settled(key, kept);
    }

    /** Runs a read to which each job's last change has not come yet. */
    asBeforeLastChange<T>(read: () => T): T {
        this.readsStale = true;
        try {
            return read();
        } finally {
            this.readsStale = false;
        }
    }

    /** Every job, in the order of their ids. */
    all(): Job[] {
        const jobs = this.store.values<Job>("jobs").flatMap((job) => {
            const key = jobKey({ ...job, jobName: job.name });
            return this.settled(key, job) ?? [];
        });
        return jobs.sort((a, b) => compare(keyOf(a), keyOf(b)));
    }

    put(job: Job): Job {
        this.before.set(keyOf(job), this.store.get<Job>("jobs", keyOf(job)));
        this.store.put("jobs", keyOf(job), job);
        return job;
    }

    remove(name: JobName): void {
        this.before.set(jobKey(name), this.store.get<Job>("jobs", jobKey(name)));
        this.store.remove("jobs", jobKey(name));
    }

    /** Moves the parcel. @returns undefined when there is no such job. */
    move(name: JobName, move: Move): Job | undefined {
        const job = this.get(name);
        return job && this.put(moveJob(job, move, this.clock.now()));
    }

    clear(): void {
        this.before.clear();
        this.store.clear("jobs");
    }

    private settled(key: string, kept: Job): Job | undefined {
        const job = aged(kept, this.clock.now());
        if (!job) this.store.remove("jobs", key);
        else if (job !== kept) this.store.put("jobs", key, job);
        return job;
    }
}

/** The key of a job that exists; list pages continue after it. */
export function keyOf(job: Job): string {
    return jobKey({ ...job, jobName: job.name });
}

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
