/**
 * Waits for jobs, by looking at them again and again. Jobs of one process are looked at together: a list shows a
 * thousand jobs for ten requests. A list may be behind, or leave something out; so whatever it shows that ends a wait is
 * looked at afresh, and only that look counts. Knows no job rule.
 */
import type { Clock } from "../arm/clock";
import { deletionErrors } from "./deletionErrors";
import { ListedJobs, type Found, type PolledClient } from "./listedJobs";
import { JobWait, type Awaited, type Outcome, type WaitState } from "./jobWait";

export type { PolledClient } from "./listedJobs";

const FIRST_PAUSE_MS = 500;
const PAUSE_GROWTH = 1.5;
const LONGEST_PAUSE_MS = 15_000;
/** A tenth of what Resource Manager allows: the rest is for those who work. */
const PAUSE_PER_REQUEST_MS = 400;
/** A request may hang until it counts as unanswered; nothing else waits longer for it than so. */
const HANGING_AFTER_MS = 5_000;

/** All waits at one moment. */
export interface WatchReport {
    readonly waiting: readonly WaitState[];
    /** Those that have come so far since the last report. */
    readonly ended: readonly WaitState[];
    /** When the next report is due. */
    readonly nextInMs: number;
}

/** The waits of one client. */
export class JobPoller {
    private readonly waits = new Set<JobWait>();
    private ended: JobWait[] = [];
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
        const { signal } = awaited;
        return await new Promise<Outcome>((end, fail) => {
            const wait = new JobWait(awaited, this.clock.now(), { end, fail });
            const cancel = () => {
                wait.isOver = true;
                this.leave(wait);
                fail(deletionErrors.WaitCancelled({ job: awaited.address }));
            };
            if (signal?.aborted) return cancel();
            signal?.addEventListener("abort", cancel, { once: true });
            void this.begin(wait);
        });
    }

    private async begin(wait: JobWait): Promise<void> {
        if (wait.awaited.waitMs === 0) return await wait.lookOneLastTime();
        if ((await wait.lookAgain()) !== "goes on") return;
        // Cancelled while it looked.
        if (wait.isOver) return;
        this.waits.add(wait);
        const now = this.clock.now();
        this.pauseMs = FIRST_PAUSE_MS;
        const soon = Math.max(now + FIRST_PAUSE_MS, this.earliestRoundAt);
        this.nextRoundAt = this.waits.size === 1 ? soon : Math.min(this.nextRoundAt, soon);
        this.tell();
        this.wakeInTime();
    }

    /** With the last wait its timer goes: a process that has nothing else to do ends. @returns whether it was still waited for */
    private leave(wait: JobWait): boolean {
        const wasWaiting = this.waits.delete(wait);
        if (this.waits.size === 0) this.stopSleeping();
        return wasWaiting;
    }

    private stopSleeping(): void {
        this.sleep?.abort();
        this.sleep = undefined;
        this.wakesAt = Infinity;
    }

    /** Sleeps until there is something to do. */
    private wakeInTime(): void {
        if (this.waits.size === 0) return;
        const deadlines = [...this.waits].map((wait) => wait.deadline);
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
        for (const wait of this.waits) {
            if (wait.deadline > this.clock.now()) continue;
            this.leave(wait);
            void this.endAtDeadline(wait);
        }
        const isDue = this.waits.size > 0 && this.clock.now() >= this.nextRoundAt;
        if (isDue && !this.isLooking) void this.round();
        this.wakeInTime();
    }

    /** One look at every job, by the fewest requests. Whatever takes too long ends beside the next rounds. */
    private async round(): Promise<void> {
        this.isLooking = true;
        const startedAt = this.clock.now();
        const requestsBefore = this.requests;
        const others = [...this.waits].filter(({ isInRound }) => !isInRound);
        await this.unlessItHangs(this.lookAtAll(others));
        const requests = this.requests - requestsBefore;
        this.earliestRoundAt = this.clock.now() + requests * PAUSE_PER_REQUEST_MS;
        this.nextRoundAt = Math.max(startedAt + this.pauseMs, this.earliestRoundAt);
        this.pauseMs = Math.min(this.pauseMs * PAUSE_GROWTH, LONGEST_PAUSE_MS);
        this.isLooking = false;
        this.tell();
        this.wakeInTime();
    }

    private async lookAtAll(waits: readonly JobWait[]): Promise<void> {
        for (const wait of waits) wait.isInRound = true;
        const tell = async (index: number, found: Found) => {
            const wait = waits[index];
            if (!wait) return;
            await this.judge(wait, found);
            wait.isInRound = false;
        };
        try {
            const addresses = waits.map(({ awaited }) => awaited.address);
            await this.lists.lookFor(addresses, tell, () => (this.requests += 1));
        } catch (error) {
            for (const wait of waits) {
                if (this.leave(wait)) wait.fail(error);
            }
        }
    }

    private async judge(wait: JobWait, found: Found): Promise<void> {
        if (!this.waits.has(wait)) return;
        if (found instanceof Error) {
            wait.trouble = found;
        } else if (found === "look at it" || wait.awaited.isDone(found)) {
            this.requests += 1;
            const look = wait.lookAgain();
            wait.look = look;
            const now = await look;
            wait.look = undefined;
            if (now === "goes on") return;
            // At its deadline it has left already.
            if (this.leave(wait) && now === "done") this.ended.push(wait);
        } else {
            wait.seen = found;
            wait.trouble = undefined;
        }
    }

    private async endAtDeadline(wait: JobWait): Promise<void> {
        if (wait.look) await this.unlessItHangs(wait.look);
        if (!wait.isOver) await wait.lookOneLastTime();
    }

    private async unlessItHangs(work: Promise<unknown>): Promise<void> {
        await Promise.race([work, this.clock.sleep(HANGING_AFTER_MS, { isBackground: true })]);
    }

    private tell(): void {
        const now = this.clock.now();
        const waiting = [...this.waits].map((wait) => wait.stateAt(now));
        const ended = this.ended.map((wait) => wait.stateAt(now));
        this.ended = [];
        this.report({ waiting, ended, nextInMs: this.nextRoundAt - now });
    }
}
