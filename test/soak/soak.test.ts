import fc from "fast-check";
import { Soak } from "./soak";

let soak: Soak;

beforeAll(async () => {
    soak = await Soak.open();
});

afterAll(() => soak.close());

describe("random programs, parcels, faults, crashes and days", () => {
    // The seed is fixed, so that every run of the tests is the same; `npm run soak` draws new ones.
    it("lose, double, cancel unasked, touch and tell nothing, and can be cleared away", async () => {
        await fc.assert(soak.property(), { seed: 20210101, numRuns: 40 });
        expect(soak.counts.faults).toBeGreaterThan(20);
        expect(soak.counts.crashes).toBeGreaterThan(5);
    });
});
