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
    let seen: { value: T } | undefined;
    let reported: { text: string; at: number } | undefined;
    let pauseMs = FIRST_PAUSE_MS;

    for (;;) {
        const isLast = wait.clock.now() >= deadline;
        const trouble = await wait.look().then(
            (value) => void (seen = { value }),
            (error: unknown) => {
                if (!isTransient(error)) throw error;
                return error;
            },
        );
        const isFirst = reported === undefined;
        if (!trouble && seen && wait.isDone(seen.value)) {
            if (!isFirst) sayIfNew(seen.value, undefined, 0);
            return { last: seen.value, timedOut: false };
        }
        if (isLast) {
            if (!seen) throw trouble;
            return { last: seen.value, timedOut: true };
        }
        const leftMs = Math.max(0, deadline - wait.clock.now());
        const nextPauseMs = Math.min(pauseMs, leftMs);
        sayIfNew(seen?.value, trouble ?? undefined, nextPauseMs);
        await wait.clock.sleep(nextPauseMs);
        pauseMs = Math.min(pauseMs * PAUSE_GROWTH, LONGEST_PAUSE_MS);
    }

    function sayIfNew(value: T | undefined, trouble: AzureError | undefined, pause: number): void {
        const now = wait.clock.now();
        const text = trouble ? `trouble ${trouble.kind}` : wait.changed(value as T);
        // A look after the coming pause would be too late to keep the promise of one line a minute.
        const isDue = reported !== undefined && now + pause - reported.at > LONGEST_SILENCE_MS;
        if (reported?.text === text && !isDue) return;
        reported = { text, at: now };
        wait.report({
            seen: value,
            spentMs: now - start,
            leftMs: Math.max(0, deadline - now),
            ...(trouble ? { trouble } : {}),
        });
    }
}
