const msPerDay = 24 * 60 * 60 * 1000;

/**
 * The emulator's calendar: real time, plus the days that somebody moved it on.
 *
 * Jobs expire and are purged by this clock. Tokens expire by real time, because clients keep them
 * by their own clock and would otherwise hold tokens that they believe to be good.
 */
export class Clock {
    private offsetMs: number;

    constructor(offsetMs = 0) {
        this.offsetMs = offsetMs;
    }

    /** Milliseconds since 1970, moved days included. */
    now(): number {
        return Date.now() + this.offsetMs;
    }

    /** How far the clock has been moved on, in milliseconds. */
    movedMs(): number {
        return this.offsetMs;
    }

    /** Moves time on. Time never goes back. */
    advance(days: number): void {
        this.offsetMs += days * msPerDay;
    }

    /** Takes back every move. */
    reset(offsetMs = 0): void {
        this.offsetMs = offsetMs;
    }
}

/** Days as milliseconds. */
export function daysInMs(days: number): number {
    return days * msPerDay;
}
