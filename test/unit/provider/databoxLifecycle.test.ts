/** The table of flags × operation. Written by hand from the service's documents, not from the table. */
import * as lifecycle from "../../../provider/databox/lifecycle";
import {
    flagStateOf,
    flagStates,
    type FlagState,
    type OrderFlags,
} from "../../../provider/databox/flags";
import type { OrderOperation } from "../../../provider/databox/lifecycle";

/** Flags that stand for each row. */
const rows: Record<FlagState, (OrderFlags | "gone")[]> = {
    gone: ["gone"],
    deletable: [
        { isDeletable: true, isCancellable: false, isCancellableWithoutFee: false },
        { isDeletable: true, isCancellable: true, isCancellableWithoutFee: true },
        { isDeletable: true },
    ],
    cancellable: [{ isDeletable: false, isCancellable: true, isCancellableWithoutFee: true }],
    cancellableForAFee: [
        { isDeletable: false, isCancellable: true, isCancellableWithoutFee: false },
        { isDeletable: false, isCancellable: true },
    ],
    neither: [
        { isDeletable: false, isCancellable: false, isCancellableWithoutFee: false },
        { isDeletable: false, isCancellable: false, isCancellableWithoutFee: true },
    ],
    unknown: [
        {},
        { isDeletable: false },
        { isCancellable: true, isCancellableWithoutFee: true },
        { isCancellable: false },
        { isCancellableWithoutFee: true },
    ],
};

/** "yes" and "no" are documented; with "?" they are assumed; "-" is nothing to do. */
type Cell = "yes" | "yes?" | "no" | "no?" | "-" | "-?";
const operations = ["editDetails", "markDevicesShipped", "cancel", "delete", "replace"] as const;
const matrix: Record<FlagState, [Cell, Cell, Cell, Cell, Cell]> = {
    //                    edit    ship    cancel  delete  replace
    gone: ["no", "no", "-", "-", "yes"],
    deletable: ["yes?", "yes?", "-?", "yes", "yes"],
    cancellable: ["yes?", "yes", "yes", "no", "yes?"],
    cancellableForAFee: ["yes?", "yes", "yes", "no", "no"],
    neither: ["yes?", "yes?", "no", "no", "no"],
    unknown: ["yes?", "yes?", "no?", "no?", "no?"],
};
const words = { allowed: "yes", refused: "no", satisfied: "-" };

describe("The flags of an order", () => {
    it.each(
        Object.entries(rows).flatMap(([row, all]) => all.map((flags) => [row, flags] as const)),
    )("are %s: %j", (row, flags) => {
        expect(flagStateOf(flags)).toBe(row);
    });

    it("are every row of the table, and every operation", () => {
        expect([...flagStates].sort()).toEqual(Object.keys(matrix).sort());
        expect(lifecycle.orderOperations).toEqual(operations);
    });

    it.each(
        Object.entries(matrix).flatMap(([row, cells]) =>
            cells.map((cell, index) => [row, operations[index]!, cell] as const),
        ),
    )("%s, %s: %s", (row, operation, cell) => {
        for (const flags of rows[row as FlagState]) {
            const rule = lifecycle.ruleFor(flags, operation satisfies OrderOperation);
            const assumed = rule.evidence === "documented" ? "" : "?";
            expect(words[rule.verdict] + assumed).toBe(cell);
        }
    });

    it("refuse with a reason that goes on after “it is …,” and a next step", () => {
        for (const cells of Object.values(lifecycle.lifecycle)) {
            for (const rule of Object.values(cells)) {
                if (rule.verdict !== "refused") continue;
                expect(rule.because).toMatch(/^(and|so|no longer) .*[^.]$/);
                expect(rule.instead).toMatch(/^[A-Z][^]*\.$/);
            }
        }
    });
});

describe("A delete begins", () => {
    const steps: Record<FlagState, [free: string, beingCancelled: string]> = {
        gone: ["nothing", "nothing"],
        deletable: ["delete", "delete"],
        cancellable: ["cancel", "wait"],
        cancellableForAFee: ["askAboutFee", "wait"],
        neither: ["refuse", "wait"],
        unknown: ["refuse", "refuse"],
    };
    it.each(Object.entries(steps))("for %s with %j", (row, [free, beingCancelled]) => {
        for (const flags of rows[row as FlagState]) {
            expect(lifecycle.deletionStep(flags, false)).toBe(free);
            expect(lifecycle.deletionStep(flags, true)).toBe(beingCancelled);
        }
    });
});

describe("A replacement", () => {
    const free = { isDeletable: false, isCancellable: true, isCancellableWithoutFee: true };
    it("may cancel only what nobody ships, and only where the stack lets a cancellation be", () => {
        expect(lifecycle.replacementRule(free, false, "cancel").verdict).toBe("allowed");
        expect(lifecycle.replacementRule(free, true, "cancel")).toMatchObject({
            verdict: "refused",
            because: expect.stringContaining("shipment is announced") as string,
        });
        expect(lifecycle.replacementRule(free, false, "refuse")).toMatchObject({
            verdict: "refused",
            because: expect.stringContaining("deletion.inFlight") as string,
        });
    });

    it("of an order that is deletable or gone cancels nothing, so neither option matters", () => {
        for (const flags of [...rows.deletable, ...rows.gone]) {
            expect(lifecycle.replacementRule(flags, true, "refuse").verdict).toBe("allowed");
        }
    });
});

describe("The reason why an order cannot be deleted", () => {
    it("is there for each that is not deletable, and for no other", () => {
        const reason = (flags: OrderFlags) => lifecycle.blockedReason("DataCopy", flags, false);
        expect(reason({ isDeletable: true })).toBeUndefined();
        expect(reason({ isDeletable: false, isCancellable: false })).toMatch(
            /^It is DataCopy, and Azure neither deletes it .* destroy" again/,
        );
        expect(reason({})).toMatch(/^It is DataCopy, and Azure does not say/);
    });

    it("says that a cancellation is on its way", () => {
        const flags = { isDeletable: false, isCancellable: false };
        expect(lifecycle.blockedReason("Created", flags, true)).toMatch(
            /cancellation is on its way/,
        );
    });
});
