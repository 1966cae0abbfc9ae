/** Waiting for something to become so, by looking at it again and again. Knows no job rule. */
import { isTransient, type AzureError } from "./azureErrors";
import type { Clock } from "./clock";

const FIRST_PAUSE_MS = 500;
const PAUSE_GROWTH = 1.5;
const LONGEST_PAUSE_MS = 15_000;
const LONGEST_SILENCE_MS = 60_000;

/** One line for the person who waits. */
export interface WaitReport<T> {
    /** What the last look that succeeded saw; undefined before the first. */
    seen: T | undefined;
    spentMs: number;
    leftMs: number;
    /** Set when this look failed and the wait goes on: nobody answered, or Azure asked for patience. */
    trouble?: AzureError;
}

export interface Wait<T> {
    look: () => Promise<T>;
    isDone: (seen: T) => boolean;
    /** What counts as a change: two looks with the same text are the same to the reader. */
    changed: (seen: T) => string;
    /** How long to wait; 0 looks exactly once. */
    waitMs: number;
    clock: Clock;
    /** Called at each change after the first look, while waiting at least once a minute, and when trouble begins. */
    report: (report: WaitReport<T>) => void;
}

/**
 * Looks until `isDone`, or until the time is up; always looks one last time at the deadline.
 *
 * A look that fails for a reason that may pass (no answer, 429, 5xx) is reported and ridden out.
 *
 * @returns what the last look that succeeded saw, and whether the time ran out before it was done
 * @throws what a look threw, if it will not pass; or at the deadline, if no look ever succeeded
 */
export async function waitUntil<T>(wait: Wait<T>): Promise<{ last: T; timedOut: boolean }> {
    const start = wait.clock.now();
    const deadline = start + wait.waitMs;
    const reporter = new Reporter(wait, start, deadline);
    let seen: { value: T } | undefined;
    let pauseMs = FIRST_PAUSE_MS;

    for (;;) {
        const isLast = wait.clock.now() >= deadline;
        const look = await lookOnce(wait);
        if ("value" in look) {
            const isFirst = seen === undefined;
            seen = look;
            if (wait.isDone(seen.value)) {
                // Done at the first look: nobody has waited, and there is nothing to tell.
                if (!isFirst) reporter.say(seen, undefined, 0);
                return { last: seen.value, timedOut: false };
            }
        }
        if (isLast) {
            if (seen) return { last: seen.value, timedOut: true };
            if ("trouble" in look) throw look.trouble;
        }
        const leftMs = Math.max(0, deadline - wait.clock.now());
        const nextPauseMs = Math.min(pauseMs, leftMs);
        reporter.say(seen, "trouble" in look ? look.trouble : undefined, nextPauseMs);
        await wait.clock.sleep(nextPauseMs);
        pauseMs = Math.min(pauseMs * PAUSE_GROWTH, LONGEST_PAUSE_MS);
    }
}

async function lookOnce<T>(wait: Wait<T>): Promise<{ value: T } | { trouble: AzureError }> {
    try {
        return { value: await wait.look() };
    } catch (error) {
        if (!isTransient(error)) throw error;
        return { trouble: error };
    }
}

/** Decides when there is something to say: at a change, and before a minute of silence is over. */
class Reporter<T> {
    private last: { text: string; at: number } | undefined;

    constructor(
        private readonly wait: Wait<T>,
        private readonly start: number,
        private readonly deadline: number,
    ) {}

    say(seen: { value: T } | undefined, trouble: AzureError | undefined, pauseMs: number): void {
        const now = this.wait.clock.now();
        const text = trouble
            ? `trouble: ${trouble.kind}`
            : seen
              ? this.wait.changed(seen.value)
              : "";
        // Waiting for the next look would break the promise of one line a minute.
        const isDue = this.last !== undefined && now + pauseMs - this.last.at > LONGEST_SILENCE_MS;
        if (this.last?.text === text && !isDue) return;
        this.last = { text, at: now };
        this.wait.report({
            seen: seen?.value,
            spentMs: now - this.start,
            leftMs: Math.max(0, this.deadline - now),
            trouble,
        });
    }
}
