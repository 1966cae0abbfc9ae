/**
 * What a table of the lifecycle answers, whatever its rows are: may this be done to the job?
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

/** A table of rules. */
type Table<Row extends string, Operation extends string> = {
    readonly [R in Row]: { readonly [O in Operation]: Rule };
};

/** The table with its observed cells marked. What the documents say stays said by them. */
export function withObserved<Row extends string, Operation extends string>(
    table: Table<Row, Operation>,
    cells: readonly ObservedCell[],
): Table<Row, Operation> {
    const isObserved = (row: string, operation: string) =>
        cells.some((cell) => cell.row === row && cell.operation === operation);
    const marked = (row: string, rules: Readonly<Record<string, Rule>>) =>
        Object.fromEntries(
            Object.entries(rules).map(([operation, rule]) => [
                operation,
                rule.evidence === "assumed" && isObserved(row, operation)
                    ? { ...rule, evidence: "observed" }
                    : rule,
            ]),
        );
    return Object.fromEntries(
        Object.entries<Readonly<Record<string, Rule>>>(table).map(([row, rules]) => [
            row,
            marked(row, rules),
        ]),
    ) as Table<Row, Operation>;
}
