import fc from "fast-check";
import type { SoakService } from "./service";
import { Soak } from "./soak";
import type { Step } from "./steps";

/** A soak of a fixed seed, so that every run of the tests is the same; `npm run soak` draws new ones. */
interface FixedSoak<Wish> {
    readonly seed: number;
    readonly numRuns: number;
    /** Each with the variant of Azure that it runs against. */
    readonly examples: [string, Step<Wish>[]][];
    /** More faults than this must have been met. */
    readonly faults: number;
}

/** @param jobs of which service, as the title says it */
export function describeRandomPrograms<Wish>(
    jobs: string,
    service: SoakService<Wish>,
    { seed, numRuns, examples, faults }: FixedSoak<Wish>,
): void {
    describe(`random programs of ${jobs}, parcels, faults, crashes and days`, () => {
        let soak: Soak<Wish>;
        beforeAll(async () => {
            soak = await Soak.open(service);
        });
        afterAll(() => soak.close());

        it("lose, double, cancel unasked, touch and tell nothing, and can be cleared away", async () => {
            await fc.assert(soak.property(), {
                seed,
                numRuns,
                examples,
                // Shrinking takes its time.
                interruptAfterTimeLimit: 120_000,
                markInterruptAsFailure: true,
            });
            expect(soak.counts.faults).toBeGreaterThan(faults);
            expect(soak.counts.crashes).toBeGreaterThan(5);
        }, 150_000);
    });
}
