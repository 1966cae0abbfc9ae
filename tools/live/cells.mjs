// The cells of the lifecycle tables, and what Azure's answers say of them.
import { isRefusal, isSuccess } from "./azure.mjs";
import { services } from "./services.mjs";

/** Every cell of both tables: `{ service, row, operation, verdict, evidence }`. */
export function allCells() {
    return Object.entries(services).flatMap(([service, { rows, operations, rule }]) =>
        rows.flatMap((row) =>
            operations.map((operation) => {
                const { verdict, evidence } = rule(row, operation);
                return { service, row, operation, verdict, evidence };
            }),
        ),
    );
}

/**
 * What one answer says of a cell: `confirmed`, `refuted`, or `notSeen` where neither the service's yes nor its no came
 * (a lock, a missing permission, a throttle, no connection).
 *
 * @param verdict of the table: `allowed`, `satisfied` or `refused`
 * @param stayed only for `satisfied`: whether the job is as it was afterwards
 */
export function judge(verdict, answer, stayed) {
    const isYes = isSuccess(answer);
    if (!isYes && !isRefusal(answer)) return "notSeen";
    if (verdict === "satisfied") return stayed ? "confirmed" : "refuted";
    return isYes === (verdict === "allowed") ? "confirmed" : "refuted";
}

/**
 * The cells of a report: every assumed one, and those of the documents that were tried. One refutation refutes.
 *
 * @param steps the steps of the run, some of which have `cell: { row, operation, result }`
 */
export function cellsOf(steps) {
    return allCells().flatMap((cell) => {
        const tried = steps.filter((step) => isOf(step, cell));
        if (tried.length === 0 && cell.evidence === "documented") return [];
        const results = tried.map((step) => step.cell.result);
        const result = results.includes("refuted")
            ? "refuted"
            : results.includes("confirmed")
              ? "confirmed"
              : "notSeen";
        const answers = tried.map(({ request, status, code }) => ({ request, status, code }));
        return [{ ...cell, result, answers }];
    });
}

const isOf = (step, { service, row, operation }) =>
    step.service === service && step.cell?.row === row && step.cell.operation === operation;
