/** Time as the provider sees it, so that tests move it and never wait for it. */
export interface Clock {
    /** Milliseconds; only differences mean anything. */
    now(): number;
    /** @param options `isBackground`: a process that has nothing else to do may end meanwhile */
    sleep(ms: number, options?: { isBackground: boolean }): Promise<void>;
}

/** The clock of the machine. It never jumps: what it counts is not the time of day. */
export const systemClock: Clock = {
    now: () => performance.now(),
    sleep: (ms, options) =>
        new Promise((resolve) => {
            const timer = setTimeout(resolve, ms);
            if (options?.isBackground) timer.unref();
        }),
};
