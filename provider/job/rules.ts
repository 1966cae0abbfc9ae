/**
 * What a table of the lifecycle answers, whatever its rows are: may this be done to the job?
 *
 * This file has types only.
 */

/** How sure a cell is: written in a public document of the service, or our reading of a gap. */
export type Evidence = "documented" | "assumed";

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
