import { setTimeout } from "node:timers/promises";

/** Time as the provider sees it, so that tests move it and never wait for it. */
export interface Clock {
    /** Milliseconds; only differences mean anything. */
    now(): number;
    sleep(ms: number, options?: SleepOptions): Promise<void>;
}

export interface SleepOptions {
    /** A process that has nothing else to do may end meanwhile. */
    readonly isBackground?: boolean;
    /** Ends it early, and leaves no timer. */
    readonly signal?: AbortSignal;
}

/** The clock of the machine. It never jumps: what it counts is not the time of day. */
export const systemClock: Clock = {
    now: () => performance.now(),
    sleep: async (ms, { isBackground = false, signal } = {}) => {
        try {
            await setTimeout(ms, undefined, { ref: !isBackground, signal });
        } catch (error) {
            if (!signal?.aborted) throw error;
        }
    },
};
