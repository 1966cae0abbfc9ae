import type { ObservedCell, Rule } from "./lifecycleRules";

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
