/**
 * Replacements that the engine decides without asking the provider: `--replace`, and a taint. A packaged provider cannot say
 * that it deletes first, so the engine makes the new one first – of the same name – and deletes the old one then, or in the
 * next update.
 */
import { importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { JobStack, packagedCustomerDiskJobs, packagedImportExportJobs } from "../fixtures/jobStack";
import { isNightly } from "../fixtures/nightly";

const services = [
    {
        service: "Import/Export",
        kind: packagedImportExportJobs,
        args: () => importJob({ deletion: { waitMinutes: 0 } }),
        states: { new: "Creating", way: "Shipping", late: "Packaging", done: "Completed" },
    },
    {
        service: "Data Box",
        kind: packagedCustomerDiskJobs,
        args: () => importOrder(),
        states: { new: "Created", way: "ShippedToAzureDC", late: "DataCopy", done: "Completed" },
    },
];

// What the engine does of itself it does for both services: by day for one, and moving.test.ts for the other.
describe.each(isNightly ? services : services.slice(0, 1))(
    "A $service job that is to be replaced, whatever its diff says",
    ({ kind, args, states }) => {
        let jobs: JobStack;
        const names = Object.keys(states);
        const declared = (wishes = {}) =>
            Object.fromEntries(names.map((name) => [name, { ...args(), ...wishes }]));
        const replacing = () => names.flatMap((name) => ["--replace", jobs.urn(name)]);
        const created = () =>
            Object.fromEntries(names.map((name) => [name, jobs.job(name)?.systemData.createdAt]));
        let before: ReturnType<typeof created>;
        beforeAll(async () => {
            jobs = await JobStack.create({ kind });
            await jobs.deploy(declared());
            for (const [name, state] of Object.entries(states)) jobs.move(name, state);
            before = created();
        });
        afterAll(() => jobs.dispose());

        it("stays as it is, and the update says what to do", async () => {
            const replaced = await jobs.observe(
                jobs.stack.up(...replacing(), "--continue-on-error"),
            );
            expect(replaced.code).not.toBe(0);
            for (const name of names) {
                expect(replaced.requestsOf(name)).toBe("GET 200");
                expect(replaced.linesOf(name)).toContain("deleteBeforeReplace: true");
            }
            expect(created()).toEqual(before);
        });

        it("is adopted by its own resource where the program adopts, and not deleted", async () => {
            jobs.declare(declared({ adoptExisting: true }));
            const replaced = await jobs.observe(jobs.stack.up(...replacing()));
            expect(replaced.code).toBe(0);
            expect(created()).toEqual(before);
        });

        it("is in Azure, and once in the stack, after the next plain update", async () => {
            const plain = await jobs.observe(jobs.stack.up());
            expect(plain.code).toBe(0);
            expect(created()).toEqual(before);
            expect((await jobs.names()).sort()).toEqual([...names].sort());
            for (const name of names)
                expect(jobs.job(name)!.properties.cancelRequested).not.toBe(true);
        });
    },
);
