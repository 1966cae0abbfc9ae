import { isNightly } from "../../fixtures/nightly";
import { importExport, type JobWish } from "./importExport";
import { describeRandomPrograms } from "./randomPrograms";
import type { Step } from "./steps";

/** What `npm run soak` found, each once, and what it rarely comes across. */
const found: Record<string, Step<JobWish>[]> = {
    "only the deletion's options change, and the job is another by then": [
        {
            do: "up",
            program: { bob: { type: "Export", tags: { Team: "tape", cost: "7" } } },
            trouble: { faults: [] },
        },
        { do: "somebody makes", resource: "bob", state: "Creating" },
        {
            do: "up",
            program: {
                bob: {
                    type: "Export",
                    tags: { Team: "tape", cost: "7" },
                    deletion: { discardKeys: true },
                },
            },
            trouble: { faults: [] },
        },
    ],
    "a creation whose answer is lost, and whose job is shipped before the next look": [
        {
            do: "up",
            program: { cyd: {} },
            trouble: {
                faults: [
                    { match: { nth: 2 }, action: { type: "moveJob", state: "Shipping" } },
                    { match: { nth: 2 }, action: { type: "drop", when: "after" } },
                ],
            },
        },
    ],
    "an old answer to a creation, of a job that was deleted cancelled": [
        { do: "up", program: { ada: {} }, trouble: { faults: [] } },
        { do: "up", program: { ada: { cancelRequested: true } }, trouble: { faults: [] } },
        { do: "destroy", trouble: { faults: [] } },
        {
            do: "up",
            program: { ada: {} },
            trouble: { faults: [{ match: { nth: 2 }, action: { type: "staleRead" } }] },
        },
    ],
    "a delete that is answered as if it had been done": [
        { do: "up", program: { cyd: {} }, trouble: { faults: [] } },
        {
            do: "destroy",
            trouble: {
                faults: [{ match: { nth: 2 }, action: { type: "answer", status: 200, body: {} } }],
            },
        },
    ],
    "an export that has ended since the last look": [
        { do: "up", program: { ada: { type: "Export" } }, trouble: { faults: [] } },
        { do: "move", resource: "ada", state: "Completed" },
        { do: "destroy", trouble: { faults: [] } },
    ],
    "a creation that never reached Azure, and somebody else's job of its name": [
        {
            do: "up",
            program: { bob: {} },
            trouble: {
                faults: [{ match: { nth: 2 }, action: { type: "drop", when: "before" } }],
            },
        },
        { do: "somebody makes", resource: "bob", state: "Creating" },
        { do: "destroy", trouble: { faults: [] } },
    ],
};

describeRandomPrograms("import/export jobs", importExport, {
    seed: 20210101,
    numRuns: isNightly ? 40 : 16,
    examples: Object.values(found).map((steps) => ["usual", steps]),
    faults: isNightly ? 20 : 10,
});
