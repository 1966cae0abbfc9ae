import fc from "fast-check";
import { isNightly } from "../../fixtures/nightly";
import { customerDisks, type OrderWish } from "./customerDisks";
import { Soak } from "./soak";
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

let soak: Soak<OrderWish>;

beforeAll(async () => {
    soak = await Soak.open(customerDisks);
});

afterAll(() => soak.close());

describe("random programs of customer-disk jobs, parcels, faults, crashes and days", () => {
    // The seed is fixed, so that every run of the tests is the same; `npm run soak` draws new ones.
    it("lose, double, cancel unasked, touch and tell nothing, and can be cleared away", async () => {
        await fc.assert(soak.property(), {
            seed: 20250701,
            numRuns: isNightly ? 40 : 20,
            examples: Object.values(found),
            // Shrinking takes its time.
            interruptAfterTimeLimit: 120_000,
            markInterruptAsFailure: true,
        });
        expect(soak.counts.faults).toBeGreaterThan(20);
        expect(soak.counts.crashes).toBeGreaterThan(5);
    }, 150_000);
});
