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
    // The global timer, not `node:timers/promises`: it is the one that tests move.
    sleep: (ms, { isBackground, signal } = {}) =>
        new Promise((resolve) => {
            if (signal?.aborted) return resolve();
            const end = () => {
                clearTimeout(timer);
                signal?.removeEventListener("abort", end);
                resolve();
            };
            const timer = setTimeout(end, ms);
            if (isBackground) timer.unref();
            signal?.addEventListener("abort", end);
        }),
};
