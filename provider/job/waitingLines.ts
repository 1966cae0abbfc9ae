import type { WaitState, WatchReport } from "./jobWatch";
import type { ArmJob } from "./armJob";
import { jobInWords, minutes } from "./jobError";

const longestSilenceMs = 60_000;
/** So many jobs are told of one by one; more are counted. */
const mostNamed = 3;

/**
 * What is said while cancelled jobs are waited for: each change, and one line a minute. Few jobs are
 * named, many are counted, so that a thousand of them fill no screen.
 */
export class WaitingLines {
    /** What was said last of each job, by its name in words. */
    private said = new Map<string, string>();
    private lastAt = -Infinity;

    constructor(
        /** Shows a line about many jobs; one about a few goes to those who wait for them. */
        private readonly say: (line: string) => void,
        private readonly now: () => number,
        /** Where a job is, in the service's word. */
        private readonly whereIs: (job: ArmJob) => string,
    ) {}

    tell({ waiting, ended, nextInMs }: WatchReport): void {
        const all = [...waiting, ...ended];
        const isFew = all.length <= mostNamed;
        const changed = all.filter((one) => {
            const before = this.said.get(jobInWords(one.address));
            return before === undefined ? isFew : before !== this.textOf(one);
        });
        const isFirst = this.said.size === 0;
        this.said = new Map(all.map((one) => [jobInWords(one.address), this.textOf(one)]));
        for (const one of ended) this.said.delete(jobInWords(one.address));

        // Waiting for the next report would break the promise of one line a minute.
        const isDue = this.now() + nextInMs - this.lastAt > longestSilenceMs;
        if (changed.length === 0 && !isFirst && !isDue) return;
        this.lastAt = this.now();
        const few = isFew && (isFirst || isDue) ? all : changed;
        if (few.length > 0 && few.length <= mostNamed) {
            for (const one of few) (one.say ?? this.say)(this.lineFor(one));
        }
        const isTold = isFew || (changed.length <= mostNamed && !isFirst && !isDue);
        if (!isTold && waiting.length > 0) this.say(this.lineForMany(waiting, ended.length));
    }

    /** What the reader takes for a change. */
    private textOf({ seen, trouble }: WaitState): string {
        if (trouble) return "Azure did not answer just now";
        if (seen === undefined || seen === "gone") return "gone";
        return this.whereIs(seen);
    }

    private lineFor(one: WaitState): string {
        const separator = one.trouble ? ";" : ":";
        return `Waiting for ${jobInWords(one.address)} to end${separator} ${this.textOf(one)}, ${time([one])}.`;
    }

    private lineForMany(waiting: readonly WaitState[], endedCount: number): string {
        const counts = new Map<string, number>();
        for (const one of waiting)
            counts.set(this.textOf(one), (counts.get(this.textOf(one)) ?? 0) + 1);
        const states = [...counts].map(([text, count]) => `${count} ${text}`);
        const ended = endedCount > 0 ? `, ${endedCount} more just ended` : "";
        return `Waiting for ${waiting.length} jobs to end: ${states.join(", ")}${ended}; ${time(waiting)}.`;
    }
}

/** The longest wait so far, and the longest that is left. */
function time(waits: readonly WaitState[]): string {
    const longest = (pick: (wait: WaitState) => number) =>
        minutes(waits.reduce((most, wait) => Math.max(most, pick(wait)), 0) / 60_000);
    return `${longest((wait) => wait.spentMs)} waited, ${longest((wait) => wait.leftMs)} left`;
}
