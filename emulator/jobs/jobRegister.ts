import type { Clock } from "../clock";
import type { Collection, Store } from "../state/store";
import {
    jobIdIn,
    jobKey,
    keyOf,
    type JobName,
    type JobNamespace,
    type KeptJob,
    type Move,
    type PlantedJobRequest,
} from "./job";

/** What distinguishes the jobs of one service from those of the other. */
export interface JobKind<J extends KeptJob> {
    readonly namespace: JobNamespace;
    readonly collection: Collection;
    /** The words for a parcel's place that the documents name. */
    readonly states: readonly string[];
    /** The job as time alone changed it; undefined: the service has removed it by `now`. */
    aged(job: J, now: number): J | undefined;
    /** When the service removes the job by time alone; undefined: never, as it is. */
    goneAt(job: J): number | undefined;
    /** The job after its parcel came to another place. */
    moved(job: J, move: Move, now: number): J;
    /** Where the parcel goes next by itself; undefined: it stays. */
    nextMove(job: J): Move | undefined;
    /** Somebody else's job. @throws ArmError for properties that a PUT would refuse. */
    planted(name: JobName, request: PlantedJobRequest, now: number): J;
    /** Somebody else's job under the name of this one: its twin in everything but origin. */
    replacement(job: J, request: PlantedJobRequest, now: number): J;
    /** The job as the page and the admin API show it: without any key. */
    shown(job: J): object;
    /** Why the job cannot be deleted now; undefined: it can. */
    undeletable(job: J): string | undefined;
}

/** The jobs of one service that exist now: kept in the store, and forgotten when their time is over. */
export class JobRegister<J extends KeptJob = KeptJob> {
    /** Each job as it was before its last change; undefined: it was not there. */
    private readonly before = new Map<string, J | undefined>();
    private readsStale = false;

    constructor(
        readonly kind: JobKind<J>,
        private readonly store: Store,
        private readonly clock: Clock,
    ) {}

    get(name: JobName): J | undefined {
        const key = jobKey(name);
        if (this.readsStale && this.before.has(key)) return this.before.get(key);
        const kept = this.store.get<J>(this.kind.collection, key);
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
    all(): J[] {
        const jobs = this.store
            .values<J>(this.kind.collection)
            .flatMap((job) => this.settled(keyOf(job), job) ?? []);
        return jobs.sort((a, b) => compare(keyOf(a), keyOf(b)));
    }

    put(job: J): J {
        this.before.set(keyOf(job), this.store.get<J>(this.kind.collection, keyOf(job)));
        this.store.put(this.kind.collection, keyOf(job), job);
        return job;
    }

    remove(name: JobName): void {
        this.before.set(jobKey(name), this.store.get<J>(this.kind.collection, jobKey(name)));
        this.store.remove(this.kind.collection, jobKey(name));
    }

    /** Moves the parcel. @returns undefined when there is no such job. */
    move(name: JobName, move: Move): J | undefined {
        const job = this.get(name);
        return job && this.put(this.kind.moved(job, move, this.clock.now()));
    }

    /** Moves every parcel that is under way one step on. */
    step(): void {
        for (const job of this.all()) {
            const move = this.kind.nextMove(job);
            if (move) this.move({ ...job, jobName: job.name }, move);
        }
    }

    idOf(job: J): string {
        return jobIdIn(this.kind.namespace, { ...job, jobName: job.name });
    }

    clear(): void {
        this.before.clear();
        this.store.clear(this.kind.collection);
    }

    private settled(key: string, kept: J): J | undefined {
        const job = this.kind.aged(kept, this.clock.now());
        if (!job) this.store.remove(this.kind.collection, key);
        else if (job !== kept) this.store.put(this.kind.collection, key, job);
        return job;
    }
}

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
