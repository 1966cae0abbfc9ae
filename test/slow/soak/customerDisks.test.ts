import { isNightly } from "../../fixtures/nightly";
import { customerDisks, type OrderWish } from "./customerDisks";
import { describeRandomPrograms } from "./randomPrograms";
import type { Step } from "./steps";

/** What `npm run soak` found, each once, and what it rarely comes across; and the emulator that it ran against. */
const found: Record<string, [string, Step<OrderWish>[]]> = {
    "an export whose shipment somebody announced elsewhere": [
        "cancelled in time",
        [
            { do: "up", program: { cyd: { type: "Export" } }, trouble: { faults: [] } },
            { do: "move", resource: "cyd", state: "ShippedToAzureDC" },
        ],
    ],
    "an order that Azure does not show yet, and whose creation it never confirmed": [
        "cancelled in time",
        [
            {
                do: "up",
                program: { bob: {} },
                trouble: {
                    faults: [{ match: { nth: 2 }, action: { type: "drop", when: "after" } }],
                },
            },
            { do: "refresh", trouble: { faults: [] } },
            { do: "destroy", trouble: { faults: [] } },
        ],
    ],
};

describeRandomPrograms("customer-disk jobs", customerDisks, {
    seed: 20250701,
    numRuns: isNightly ? 40 : 20,
    examples: Object.values(found),
    faults: 20,
});
