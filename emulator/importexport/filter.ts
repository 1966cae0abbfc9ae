import { ArmError } from "../arm/error";
import { documentedJobStates, type Job } from "./job";

type Condition = (job: Job) => boolean;

const clause = /^(type|state|trackingnumber)\s+eq\s+'((?:[^']|'')*)'$/i;

/**
 * Reads `$filter` by the grammar of the first spec revision: `type eq 'Import'`,
 * `state eq 'Shipping'`, `trackingnumber eq '…'`, joined with `and`.
 *
 * @throws ArmError 400 for anything else. The code is assumed.
 */
export function readFilter(filter: string | null): Condition {
    if (filter === null || filter.trim() === "") return () => true;
    const conditions = splitOnAnd(filter.trim()).map(readClause);
    return (job) => conditions.every((condition) => condition(job));
}

// Not inside a quoted value: a tracking number may hold the word.
function splitOnAnd(filter: string): string[] {
    const clauses = [""];
    for (const piece of filter.split(/('(?:[^']|'')*')/)) {
        if (piece.startsWith("'")) clauses[clauses.length - 1] += piece;
        else {
            const [first = "", ...rest] = piece.split(/\s+and\s+/i);
            clauses[clauses.length - 1] += first;
            clauses.push(...rest);
        }
    }
    return clauses.map((text) => text.trim());
}

function readClause(text: string): Condition {
    const [, field, quoted] = clause.exec(text) ?? [];
    const value = quoted?.replaceAll("''", "'") ?? "";
    switch (field?.toLowerCase()) {
        case "type":
            if (value === "Import" || value === "Export") {
                return (job) => job.properties.jobType === value;
            }
            break;
        case "state":
            if ((documentedJobStates as readonly string[]).includes(value)) {
                return (job) => job.properties.state === value;
            }
            break;
        case "trackingnumber":
            return (job) => job.properties.deliveryPackage?.trackingNumber === value;
        default:
            break;
    }
    throw new ArmError(
        400,
        "InvalidParameter",
        "The $filter is not supported. Conditions are type eq 'Import' or 'Export', " +
            `state eq one of ${documentedJobStates.join(", ")}, trackingnumber eq 'number'; ` +
            "they are joined with and.",
        { target: "$filter" },
    );
}
