/** Time as the provider sees it, so that tests move it and never wait for it. */
export interface Clock {
    /** Milliseconds; only differences mean anything. */
    now(): number;
    sleep(ms: number): Promise<void>;
}

/** The clock of the machine. It never jumps: what it counts is not the time of day. */
export const systemClock: Clock = {
    now: () => performance.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
