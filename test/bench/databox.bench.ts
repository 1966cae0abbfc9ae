/**
 * What customer-disk jobs cost beside resources that ask nobody: see engineRows.ts.
 *
 * An order is made, and deleted, by an operation that is followed to its end. Here each has ended when it is looked
 * at first; the pause before that look is ours, and a part of what is measured.
 */
import { concurrency, countsOr, engineRows, type Operation } from "./engineRows";
import { report } from "./measure";
import { orders } from "./programs";

const pauseSeconds = 0.5;

function pauses(operation: Operation, count: number): string | undefined {
    if (operation !== "up" && operation !== "destroy") return undefined;
    const seconds = (Math.ceil(count / concurrency) * pauseSeconds).toFixed(1);
    return `${seconds} s of it before the first look at each operation, ${concurrency} at a time`;
}

engineRows({
    what: "customer-disk jobs",
    program: orders,
    bareScript: "bareDataBox.cjs",
    emulator: { dataBoxOperationPolls: 0 },
    counts: countsOr("100,300"),
    note: pauses,
})
    .then(report)
    .catch((error: unknown) => {
        console.error(error);
        process.exitCode = 1;
    });
