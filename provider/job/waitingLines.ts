import { duration } from "../arm/duration";
import type { Say } from "../arm/say";
import type { WatchReport } from "./jobPoller";
import type { WaitState } from "./jobWait";
import type { ArmJob } from "./armJob";
import { jobInWords, sentence } from "./jobError";

const longestSilenceMs = 60_000;
/** So many jobs are told of one by one; more are counted. */
const mostNamed = 3;

const mayBeStopped =
    "Ctrl-C is safe: the cancellation stays asked for, and the next destroy goes on from here.";

/**
 * What is said while cancelled jobs are waited for: one line that stays, when the wait begins; then each change, and one
 * line a minute, which pass. Few jobs are named, many are counted, so that a thousand of them fill no screen.
 */
export class WaitingLines {
    /** What was said last of each job, by its name in words. */
    private said = new Map<string, string>();
    private lastAt = -Infinity;

    constructor(
        /** Shows a line about many jobs; one about a few goes to those who wait for them. */
        private readonly say: Say,
        private readonly now: () => number,
        /** Where a job is, in the service's word. */
        private readonly whereIs: (job: ArmJob) => string,
    ) {}

    tell({ waiting, ended, nextInMs }: WatchReport): void {
        const all = [...waiting, ...ended];
        const isFew = all.length <= mostNamed;
        const before = this.said;
        const isFirst = before.size === 0;
        const isNew = (one: WaitState) => !before.has(jobInWords(one.address));
        const changed = all.filter((one) =>
            isNew(one) ? isFew : before.get(jobInWords(one.address)) !== this.textOf(one),
        );
        this.said = new Map(waiting.map((one) => [jobInWords(one.address), this.textOf(one)]));

        // Waiting for the next report would break the promise of one line a minute.
        const isDue = this.now() + nextInMs - this.lastAt > longestSilenceMs;
        if (changed.length === 0 && !isFirst && !isDue) return;
        this.lastAt = this.now();
        const few = isFew && (isFirst || isDue) ? all : changed;
        if (few.length > 0 && few.length <= mostNamed) {
            for (const one of few) this.tellOf(one, isNew(one), ended.includes(one));
        }
        const isTold = isFew || (changed.length <= mostNamed && !isFirst && !isDue);
        if (!isTold && waiting.length > 0) this.tellOfMany(waiting, ended.length, isFirst);
    }

    private tellOf(one: WaitState, isNew: boolean, hasEnded: boolean): void {
        const say = one.say ?? this.say;
        if (hasEnded) {
            say(
                `${sentence(one.address)} has come to its end after ${duration(one.spentMs)}: ${this.textOf(one)}.`,
                "passing",
            );
        } else if (isNew) {
            say(`${this.waitingFor(one)}, up to ${duration(one.leftMs)}. ${mayBeStopped}`);
        } else {
            say(`${this.waitingFor(one)}, ${time([one])}.`, "passing");
        }
    }

    private tellOfMany(waiting: readonly WaitState[], endedCount: number, isFirst: boolean): void {
        const counts = new Map<string, number>();
        for (const one of waiting)
            counts.set(this.textOf(one), (counts.get(this.textOf(one)) ?? 0) + 1);
        const states = [...counts].map(([text, count]) => `${count} ${text}`).join(", ");
        const ended = endedCount > 0 ? `, ${endedCount} more just ended` : "";
        const line = `Waiting for ${waiting.length} jobs to end: ${states}${ended}`;
        if (isFirst) {
            const longest = Math.max(...waiting.map(({ leftMs }) => leftMs));
            this.say(`${line}; up to ${duration(longest)}. ${mayBeStopped}`);
        } else {
            this.say(`${line}; ${time(waiting)}.`, "passing");
        }
    }

    /** What the reader takes for a change. */
    private textOf({ seen, trouble }: WaitState): string {
        if (trouble) return "Azure did not answer just now";
        if (seen === undefined || seen === "gone") return "gone";
        return this.whereIs(seen);
    }

    private waitingFor(one: WaitState): string {
        const separator = one.trouble ? ";" : ":";
        return `Waiting for ${jobInWords(one.address)} to end${separator} ${this.textOf(one)}`;
    }
}

/** The longest wait so far, and the longest that is left. */
function time(waits: readonly WaitState[]): string {
    const longest = (pick: (wait: WaitState) => number) =>
        duration(waits.reduce((most, wait) => Math.max(most, pick(wait)), 0));
    return `${longest((wait) => wait.spentMs)} waited, ${longest((wait) => wait.leftMs)} left`;
}
