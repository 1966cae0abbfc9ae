/**
 * What a table of the lifecycle answers, whatever its rows are: may this be done to the job?
 *
 * This file has types only.
 */

/**
 * How sure a cell is: written in a public document of the service, our reading of a gap, or a gap whose reading the live
 * service has confirmed.
 */
export type Evidence = "documented" | "assumed" | "observed";

/** A cell that was assumed, and that a report of `npm run live` has confirmed. Added by `npm run live -- --read`. */
export interface ObservedCell {
    readonly row: string;
    readonly operation: string;
    /** The one that was asked. */
    readonly apiVersion: string;
    /** Such as `2026-11`. */
    readonly month: string;
    /** Of the job that was tried. */
    readonly location: string;
}

/** The operation may be asked for. */
export interface Allowed {
    readonly verdict: "allowed";
    readonly evidence: Evidence;
}

/** The operation has nothing left to do: the job is already where it leads, or beyond. */
export interface Satisfied {
    readonly verdict: "satisfied";
    readonly evidence: Evidence;
}

/** The operation cannot succeed: why, and what the user can do instead, each a clause or sentence. */
export interface Refused {
    readonly verdict: "refused";
    readonly evidence: Evidence;
    /** Completes the sentence "it is …,". */
    readonly because: string;
    /** A full sentence: the next step. */
    readonly instead: string;
}

/** The answer of one cell. */
export type Rule = Allowed | Satisfied | Refused;
