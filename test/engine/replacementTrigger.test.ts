/**
 * `replacementTrigger`: another value of it makes the engine replace the resource whatever `diff` says. In each state: what a
 * replacement by an immutable input may not end is not deleted, and never cancelled. By day one service; both at night.
 */
import { importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { customerDiskJobs, importExportJobs, JobStack, type Observed } from "../fixtures/jobStack";
import { isNightly } from "../fixtures/nightly";

const services = [
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob(),
        replaced: ["Creating", "Completed"],
        refused: ["Shipping", "Received", "Transferring", "Packaging", "Closed"],
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder(),
        replaced: ["Completed", "Cancelled"],
        refused: ["ShippedToAzureDC", "AtAzureDC", "DataCopy", "ShippedToCustomer"],
    },
];

describe.each(isNightly ? services : services.slice(0, 1))(
    "A $service job whose replacementTrigger is another",
    ({ kind, args, replaced, refused }) => {
        const states = [...replaced, ...refused];
        const nameOf = (state: string) => `in-${state.toLowerCase()}`.slice(0, 24);
        const declared = (replacementTrigger: string) =>
            Object.fromEntries(
                states.map((state) => [nameOf(state), { args, opts: { replacementTrigger } }]),
            );
        const createdOf = (state: string) => jobs.job(nameOf(state))?.systemData.createdAt;
        let jobs: JobStack;
        let before: Record<string, string | undefined>;
        let up: Observed;
        beforeAll(async () => {
            jobs = await JobStack.create({ kind });
            await jobs.deploy(declared("one"));
            for (const state of states) jobs.move(nameOf(state), state);
            before = Object.fromEntries(states.map((state) => [state, createdOf(state)]));
            jobs.declare(declared("another"));
            // Not --continue-on-error: where the delete of a replacement is refused, Pulumi 3.250 then never ends. Without it the
            // first refusal begins nothing more; so every look is held until all jobs are looked at.
            jobs.emulator.addFault({
                match: { method: "GET" },
                times: "always",
                action: { type: "delay", ms: 3_000 },
            });
            up = await jobs.observe(jobs.stack.up("--parallel", "50"));
            // The new jobs of those that were deleted come with the next one, which is refused for the others again.
            await jobs.stack.up("--parallel", "50");
        }, 300_000);
        afterAll(() => jobs.dispose());

        it.each(replaced)("is replaced where it is %s", (state) => {
            expect(createdOf(state)).toBeDefined();
            expect(createdOf(state)).not.toBe(before[state]);
        });

        it.each(refused)("is left alone where it is %s, and nothing is sent", (state) => {
            expect(createdOf(state)).toBe(before[state]);
            expect(up.requestsOf(nameOf(state))).not.toMatch(/PUT|PATCH|POST|DELETE/);
            expect(up.linesOf(nameOf(state))).toMatch(/Cannot replace job/);
        });

        it("ends the update with an error, and the stack has every job once", async () => {
            expect(up.code).not.toBe(0);
            expect((await jobs.names()).sort()).toEqual(states.map(nameOf).sort());
        });
    },
);
