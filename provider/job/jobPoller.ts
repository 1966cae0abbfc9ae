/**
 * Waits for jobs, by looking at them again and again. Jobs of one process are looked at together: a list shows a
 * thousand jobs for ten requests. A list may be behind, or leave something out; so whatever it shows that ends a wait is
 * looked at afresh, and only that look counts. Knows no job rule.
 */
import type { AzureError } from "../arm/azureErrors";
import { isTransient } from "../arm/transientErrors";
import type { Clock } from "../arm/clock";
import type { Say } from "../arm/say";
import type { LookOptions } from "../arm/resource";
import type { ArmJob, JobAddress } from "./armJob";
import { deletionErrors } from "./deletionErrors";
import { ListedJobs, type Found, type PolledClient } from "./listedJobs";

export type { PolledClient } from "./listedJobs";

const FIRST_PAUSE_MS = 500;
const PAUSE_GROWTH = 1.5;
const LONGEST_PAUSE_MS = 15_000;
/** A tenth of what Resource Manager allows: the rest is for those who work. */
const PAUSE_PER_REQUEST_MS = 400;
/** A request may hang until it counts as unanswered; nothing else waits longer for it than so. */
const HANGING_AFTER_MS = 5_000;

/** A job that somebody waits for. */
export interface Awaited {
    readonly address: JobAddress;
    /** Looks at this job alone, with the checks of the one who waits. */
    look(options?: LookOptions): Promise<ArmJob | "gone">;
    /** Whether it has come so far. */
    isDone(seen: ArmJob | "gone"): boolean;
    /** How long to wait; 0 looks exactly once. */
    readonly waitMs: number;
    /** Aborted when the one who waits is to wait no longer. */
    readonly signal?: AbortSignal;
    /** Shows a line to the one who waits for this job; default: to who is told of all. */
    readonly say?: Say;
}

/** What is known of a wait, for the person who waits. */
export interface WaitState {
    readonly address: JobAddress;
    /** What was seen last; undefined before the first look that succeeded. */
    readonly seen: ArmJob | "gone" | undefined;
    readonly spentMs: number;
    readonly leftMs: number;
    /** Set while Azure does not answer, and the wait goes on. */
    readonly trouble: AzureError | undefined;
    /** See `Awaited`. */
    readonly say?: Say;
}

/** All waits at one moment. */
export interface WatchReport {
    readonly waiting: readonly WaitState[];
    /** Those that have come so far since the last report. */
    readonly ended: readonly WaitState[];
    /** When the next report is due. */
    readonly nextInMs: number;
}

/** How a wait ended. */
export interface Outcome {
    last: ArmJob | "gone";
    timedOut: boolean;
    /** The last look, at the deadline, failed: `last` is older. */
    trouble?: AzureError;
}

interface Entry {
    readonly awaited: Awaited;
    readonly startedAt: number;
    readonly deadline: number;
    seen: ArmJob | "gone" | undefined;
    trouble: AzureError | undefined;
    /** A round works on it: by a list, or by a look of its own. */
    isInRound: boolean;
    /** The look of its own. */
    look: Promise<unknown> | undefined;
    /** Its wait has ended. */
    isOver: boolean;
    readonly end: (outcome: Outcome) => void;
    readonly fail: (error: unknown) => void;
}

/** The waits of one client. */
export class JobPoller {
    private readonly entries = new Set<Entry>();
    private ended: Entry[] = [];
    private readonly lists: ListedJobs;
    private pauseMs = FIRST_PAUSE_MS;
    private nextRoundAt = 0;
    private earliestRoundAt = 0;
    private wakesAt = Infinity;
    /** Ends the sleep until then. */
    private sleep: AbortController | undefined;
    private isLooking = false;
    private requests = 0;

    constructor(
        client: PolledClient,
        private readonly clock: Clock,
        private readonly report: (report: WatchReport) => void,
    ) {
        this.lists = new ListedJobs(client);
    }

    /**
     * Looks until the job is done or the time is up; looks at it alone at the beginning and at the deadline.
     *
     * A look that fails for a reason that may pass (no answer, 429, 5xx) is reported and ridden out until the deadline.
     *
     * @throws what a look threw, if it will not pass; or at the deadline, if no look ever succeeded; JobError
     * `WaitCancelled`, and no request that is under way is broken off by it
     */
    async until(awaited: Awaited): Promise<Outcome> {
        const startedAt = this.clock.now();
        const { signal } = awaited;
        return await new Promise<Outcome>((end, fail) => {
            const entry: Entry = {
                awaited,
                startedAt,
                deadline: startedAt + awaited.waitMs,
                seen: undefined,
                trouble: undefined,
                isInRound: false,
                look: undefined,
                isOver: false,
                end,
                fail,
            };
            const cancel = () => {
                entry.isOver = true;
                this.leave(entry);
                fail(deletionErrors.WaitCancelled({ job: awaited.address }));
            };
            if (signal?.aborted) return cancel();
            signal?.addEventListener("abort", cancel, { once: true });
            void this.begin(entry);
        });
    }

    private async begin(entry: Entry): Promise<void> {
        if (entry.awaited.waitMs === 0) return await this.lookOneLastTime(entry);
        if ((await this.lookAt(entry)) !== "goes on") return;
        // Cancelled while it looked.
        if (entry.isOver) return;
        this.entries.add(entry);
        const now = this.clock.now();
        this.pauseMs = FIRST_PAUSE_MS;
        const soon = Math.max(now + FIRST_PAUSE_MS, this.earliestRoundAt);
        this.nextRoundAt = this.entries.size === 1 ? soon : Math.min(this.nextRoundAt, soon);
        this.tell();
        this.wakeInTime();
    }

    /** With the last wait its timer goes: a process that has nothing else to do ends. @returns whether it was still waited for */
    private leave(entry: Entry): boolean {
        const wasWaiting = this.entries.delete(entry);
        if (this.entries.size === 0) this.stopSleeping();
        return wasWaiting;
    }

    private stopSleeping(): void {
        this.sleep?.abort();
        this.sleep = undefined;
        this.wakesAt = Infinity;
    }

    /** Sleeps until there is something to do. */
    private wakeInTime(): void {
        if (this.entries.size === 0) return;
        const deadlines = [...this.entries].map((entry) => entry.deadline);
        const nextRoundAt = this.isLooking ? Infinity : this.nextRoundAt;
        const at = deadlines.reduce((a, b) => Math.min(a, b), nextRoundAt);
        if (at >= this.wakesAt) return;
        this.stopSleeping();
        this.wakesAt = at;
        const { signal } = (this.sleep = new AbortController());
        void this.clock.sleep(Math.max(0, at - this.clock.now()), { signal }).then(() => {
            if (signal.aborted) return;
            this.wakesAt = Infinity;
            this.turn();
        });
    }

    private turn(): void {
        for (const entry of this.entries) {
            if (entry.deadline > this.clock.now()) continue;
            this.leave(entry);
            void this.endAtDeadline(entry);
        }
        const isDue = this.entries.size > 0 && this.clock.now() >= this.nextRoundAt;
        if (isDue && !this.isLooking) void this.round();
        this.wakeInTime();
    }

    /** One look at every job, by the fewest requests. Whatever takes too long ends beside the next rounds. */
    private async round(): Promise<void> {
        this.isLooking = true;
        const startedAt = this.clock.now();
        const requestsBefore = this.requests;
        const others = [...this.entries].filter(({ isInRound }) => !isInRound);
        await this.unlessItHangs(this.lookAtAll(others));
        const requests = this.requests - requestsBefore;
        this.earliestRoundAt = this.clock.now() + requests * PAUSE_PER_REQUEST_MS;
        this.nextRoundAt = Math.max(startedAt + this.pauseMs, this.earliestRoundAt);
        this.pauseMs = Math.min(this.pauseMs * PAUSE_GROWTH, LONGEST_PAUSE_MS);
        this.isLooking = false;
        this.tell();
        this.wakeInTime();
    }

    private async lookAtAll(entries: readonly Entry[]): Promise<void> {
        for (const entry of entries) entry.isInRound = true;
        const tell = async (index: number, found: Found) => {
            const entry = entries[index];
            if (!entry) return;
            await this.judge(entry, found);
            entry.isInRound = false;
        };
        try {
            const addresses = entries.map(({ awaited }) => awaited.address);
            await this.lists.lookFor(addresses, tell, () => (this.requests += 1));
        } catch (error) {
            for (const entry of entries) {
                if (this.leave(entry)) entry.fail(error);
            }
        }
    }

    private async judge(entry: Entry, found: Found): Promise<void> {
        if (!this.entries.has(entry)) return;
        if (found instanceof Error) {
            entry.trouble = found;
        } else if (found === "look at it" || entry.awaited.isDone(found)) {
            this.requests += 1;
            const look = this.lookAt(entry);
            entry.look = look;
            const now = await look;
            entry.look = undefined;
            if (now === "goes on") return;
            // At its deadline it has left already.
            if (this.leave(entry) && now === "done") this.ended.push(entry);
        } else {
            entry.seen = found;
            entry.trouble = undefined;
        }
    }

    /** Looks at one job, and ends its wait if that is what the look says. */
    private async lookAt(entry: Entry): Promise<"goes on" | "done" | "failed"> {
        try {
            entry.seen = await entry.awaited.look({ once: true });
            entry.trouble = undefined;
        } catch (error) {
            if (!isTransient(error)) {
                entry.isOver = true;
                entry.fail(error);
                return "failed";
            }
            entry.trouble = error;
        }
        if (entry.trouble || entry.seen === undefined || !entry.awaited.isDone(entry.seen)) {
            return "goes on";
        }
        entry.isOver = true;
        entry.end({ last: entry.seen, timedOut: false });
        return "done";
    }

    private async endAtDeadline(entry: Entry): Promise<void> {
        if (entry.look) await this.unlessItHangs(entry.look);
        if (!entry.isOver) await this.lookOneLastTime(entry);
    }

    private async unlessItHangs(work: Promise<unknown>): Promise<void> {
        await Promise.race([work, this.clock.sleep(HANGING_AFTER_MS, { isBackground: true })]);
    }

    private async lookOneLastTime(entry: Entry): Promise<void> {
        const { awaited, end, fail } = entry;
        try {
            const last = await awaited.look();
            end({ last, timedOut: !awaited.isDone(last) });
        } catch (error) {
            if (!isTransient(error) || entry.seen === undefined) return fail(error);
            end({ last: entry.seen, timedOut: true, trouble: error });
        }
    }

    private tell(): void {
        const now = this.clock.now();
        const state = ({ awaited, seen, startedAt, deadline, trouble }: Entry): WaitState => ({
            address: awaited.address,
            say: awaited.say,
            seen,
            spentMs: now - startedAt,
            leftMs: Math.max(0, deadline - now),
            trouble,
        });
        const waiting = [...this.entries].map(state);
        const ended = this.ended.map(state);
        this.ended = [];
        this.report({ waiting, ended, nextInMs: this.nextRoundAt - now });
    }
}
