import { isJobState, jobStates, stateFacts } from "../../../provider/importexport/stateNames";
import {
    blockedReason,
    deletionStep,
    isCancellable,
    isDeletable,
    jobOperations,
    lifecycle,
    ruleFor,
} from "../../../provider/importexport/lifecycle";

/**
 * The matrix by hand, to be held against Microsoft's pages.
 *
 * yes: the documents allow it. azure: nobody wrote it down, Azure decides. done: nothing left to do.
 * no: the documents refuse it.
 */
const matrix = `
                editDetails  announceShipment  requestCancellation  delete  replace
Creating        yes          yes               yes                  yes     yes
Shipping        azure        done              azure                no      no
Received        azure        done              azure                no      no
Transferring    azure        done              azure                no      no
Packaging       azure        done              no                   no      no
Closed          azure        done              no                   no      no
Completed       azure        done              no                   yes     yes
`;

const words: Record<string, { verdict: string; evidence: unknown }> = {
    yes: { verdict: "allowed", evidence: "documented" },
    // Which of the two: observedCells.test.ts.
    azure: { verdict: "allowed", evidence: expect.stringMatching(/^(assumed|observed)$/) },
    done: { verdict: "satisfied", evidence: "documented" },
    no: { verdict: "refused", evidence: "documented" },
};

const [header = [], ...rows] = matrix
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
const cells = rows.flatMap(([state = "", ...verdicts]) =>
    verdicts.map((word, column) => ({ state, operation: header[column] ?? "", word })),
);

describe("the lifecycle table", () => {
    it("has the states and operations of the matrix, and no other", () => {
        expect(rows.map(([state]) => state)).toEqual([...jobStates]);
        expect(header).toEqual([...jobOperations]);
    });

    it.each(cells)("says $word to $operation while $state", ({ state, operation, word }) => {
        const column = jobOperations.find((name) => name === operation);
        expect(column && ruleFor(state, column)).toMatchObject(words[word] ?? {});
    });

    it("gives every refusal a reason and a way out that is a sentence", () => {
        for (const rule of Object.values(lifecycle).flatMap((row) => Object.values(row))) {
            if (rule.verdict !== "refused") continue;
            expect(rule.because).toMatch(/\w+/);
            expect(rule.instead).toMatch(/^[A-Z].*\.$/);
        }
    });

    it("names no state as the way out from which the operation is refused too", () => {
        for (const row of Object.values(lifecycle)) {
            for (const operation of jobOperations) {
                const rule = row[operation];
                if (rule.verdict !== "refused") continue;
                const named = jobStates.filter((state) =>
                    new RegExp(`(until|when) .*\\b${state}\\b`).test(rule.instead),
                );
                for (const state of named.filter(() => operation !== "requestCancellation")) {
                    expect(ruleFor(state, operation).verdict).toBe("allowed");
                }
            }
        }
    });

    it("lets nothing move a job on that is final", () => {
        for (const state of jobStates.filter((one) => stateFacts[one].isFinal)) {
            expect(ruleFor(state, "announceShipment").verdict).not.toBe("allowed");
            expect(ruleFor(state, "requestCancellation").verdict).toBe("refused");
        }
    });
});

/** What a delete does first, by hand: design, section "Delete". */
const firstSteps = `
                not requested  requested
Creating        delete         delete
Shipping        cancel         wait
Received        cancel         wait
Transferring    cancel         wait
Packaging       refuse         wait
Closed          refuse         refuse
Completed       delete         delete
Quarantined     refuse         refuse
`;

const steps = firstSteps
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([state = "", before = "", after = ""]) => [
        { state, cancellation: "not requested", requested: false, step: before },
        { state, cancellation: "requested", requested: true, step: after },
    ]);

describe("a delete", () => {
    it.each(steps)(
        "begins with $step while $state, cancellation $cancellation",
        ({ state, requested, step }) => {
            expect(deletionStep(state, requested)).toBe(step);
        },
    );

    it.each([undefined, ""])("is refused when Azure names no state (%j)", (state) => {
        expect(deletionStep(state, false)).toBe("refuse");
        expect(deletionStep(state, true)).toBe("refuse");
        expect(ruleFor(state, "delete")).toMatchObject({ verdict: "refused", evidence: "assumed" });
    });
});

describe("a word that is no documented state", () => {
    it.each(["Canceled", "Faulted", "creating", "SHIPPING", "toString"])(
        "%s is not known",
        (word) => {
            expect(isJobState(word)).toBe(false);
            expect(isDeletable(word)).toBe(false);
            expect(isCancellable(word, false)).toBe(false);
        },
    );

    it("is named in the reason, and the missing one is called missing", () => {
        expect(blockedReason("Faulted", false)).toContain(
            'It is "Faulted", a state that this version',
        );
        expect(blockedReason(undefined, false)).toContain("in no state that Azure names");
    });

    it("leaves edits and the shipment to Azure", () => {
        expect(ruleFor("Faulted", "editDetails").verdict).toBe("allowed");
        expect(ruleFor("Faulted", "announceShipment").verdict).toBe("allowed");
    });
});

describe("the flags", () => {
    it("call a job cancellable until it is asked for or too late", () => {
        const cancellable = jobStates.filter((state) => isCancellable(state, false));
        expect(cancellable).toEqual(["Creating", "Shipping", "Received", "Transferring"]);
        expect(jobStates.filter((state) => isCancellable(state, true))).toEqual([]);
    });

    it("call a job deletable while it is Creating or Completed, and give no reason then", () => {
        expect(jobStates.filter(isDeletable)).toEqual(["Creating", "Completed"]);
        for (const state of jobStates) {
            expect(blockedReason(state, false) === undefined).toBe(isDeletable(state));
        }
    });

    it("say of a cancelled job under way that it is only a matter of time", () => {
        expect(blockedReason("Packaging", true)).toContain("cancellation has been requested");
    });
});
