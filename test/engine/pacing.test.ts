import { importJob } from "../fixtures/jobInputs";
import { JobStack } from "../fixtures/jobStack";

let jobs: JobStack;
beforeAll(async () => {
    jobs = await JobStack.create();
});
afterAll(async () => {
    await jobs.dispose();
});

const names = Array.from({ length: 12 }, (_, index) => `job-${index}`);

describe("a stack whose requests Azure throttles, some without Retry-After", () => {
    it("comes up and goes down again, with each job once and no failure", async () => {
        for (const operation of ["Jobs_Create", "Jobs_Delete", "Jobs_Get"]) {
            for (const [nth, retryAfterSeconds] of [
                [2, 1],
                [5, undefined],
            ] as const) {
                jobs.emulator.addFault({
                    match: { operation, nth },
                    times: 2,
                    action: { type: "throttle", retryAfterSeconds },
                });
            }
        }
        const declared = Object.fromEntries(names.map((name) => [name, importJob()]));
        const up = await jobs.deploy(declared);
        const answers = (method: string, status: number) =>
            up.requests.filter((one) => one.method === method && one.status === status).length;
        expect(answers("PUT", 201)).toBe(names.length);
        expect(answers("PUT", 429)).toBe(4);

        const destroy = await jobs.observe(jobs.stack.destroy());
        expect(destroy.code).toBe(0);
        expect(destroy.requests.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
        expect(jobs.emulator.jobs()).toEqual([]);
        expect(await jobs.names()).toEqual([]);
    });
});
