/** Counts days, as far as anybody can know them. */

/** A number of whole days, or what bounds it. Equal bounds are a certainty. */
export interface Days {
    readonly atLeast: number;
    /** Null: no upper bound is known. */
    readonly atMost: number | null;
}

export const dayMs = 24 * 60 * 60 * 1000;

/** Whole days from now to then; negative when it is past. */
export function daysUntil(then: Date, now: number): number {
    return Math.floor((then.getTime() - now) / dayMs);
}

/** Whole days from then to now; undefined where then is not known. */
export function wholeDaysSince(then: number | undefined, now: number): number | undefined {
    // Azure's clock may be a little ahead of ours.
    return then === undefined ? undefined : Math.max(0, Math.floor((now - then) / dayMs));
}

/** Milliseconds since 1970; undefined for what is no time. */
export function timeIn(value: unknown): number | undefined {
    const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
}
