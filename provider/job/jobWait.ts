/** One job that somebody waits for: what was seen of it, and how the wait ends. jobPoller.ts decides when it is looked at. */
import type { AzureError } from "../arm/azureErrors";
import type { LookOptions } from "../arm/resource";
import type { Say } from "../arm/say";
import { isTransient } from "../arm/transientErrors";
import type { ArmJob, JobAddress } from "./armJob";

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

/** How a wait ended. */
export interface Outcome {
    last: ArmJob | "gone";
    timedOut: boolean;
    /** The last look, at the deadline, failed: `last` is older. */
    trouble?: AzureError;
}

/** What becomes of the one who waits. */
interface Ends {
    readonly end: (outcome: Outcome) => void;
    readonly fail: (error: unknown) => void;
}

export class JobWait {
    readonly deadline: number;
    seen: ArmJob | "gone" | undefined;
    trouble: AzureError | undefined;
    /** A round works on it: by a list, or by a look of its own. */
    isInRound = false;
    /** The look of its own. */
    look: Promise<unknown> | undefined;
    /** It has ended. */
    isOver = false;

    constructor(
        readonly awaited: Awaited,
        private readonly startedAt: number,
        private readonly ends: Ends,
    ) {
        this.deadline = startedAt + awaited.waitMs;
    }

    fail(error: unknown): void {
        this.ends.fail(error);
    }

    /** Looks at the job, and ends the wait if that is what the look says. */
    async lookAgain(): Promise<"goes on" | "done" | "failed"> {
        try {
            this.seen = await this.awaited.look({ once: true });
            this.trouble = undefined;
        } catch (error) {
            if (!isTransient(error)) {
                this.isOver = true;
                this.fail(error);
                return "failed";
            }
            this.trouble = error;
        }
        if (this.trouble || this.seen === undefined || !this.awaited.isDone(this.seen)) {
            return "goes on";
        }
        this.isOver = true;
        this.ends.end({ last: this.seen, timedOut: false });
        return "done";
    }

    async lookOneLastTime(): Promise<void> {
        const { awaited, ends } = this;
        try {
            const last = await awaited.look();
            ends.end({ last, timedOut: !awaited.isDone(last) });
        } catch (error) {
            if (!isTransient(error) || this.seen === undefined) return this.fail(error);
            ends.end({ last: this.seen, timedOut: true, trouble: error });
        }
    }

    stateAt(now: number): WaitState {
        const { awaited, seen, trouble } = this;
        return {
            address: awaited.address,
            say: awaited.say,
            seen,
            spentMs: now - this.startedAt,
            leftMs: Math.max(0, this.deadline - now),
            trouble,
        };
    }
}
