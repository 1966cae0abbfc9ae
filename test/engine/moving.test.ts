/** A job that moves between the dynamic and the packaged resource, in place, by an alias of the other one's type. */
import { importOrder } from "../fixtures/diskInputs";
import { importJob } from "../fixtures/jobInputs";
import { customerDiskJobs, doorsOf, importExportJobs, JobStack } from "../fixtures/jobStack";
import { isNightly } from "../fixtures/nightly";

const services = [
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob(),
        states: ["Creating", "Shipping", "Packaging", "Completed"],
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder(),
        states: ["Created", "ShippedToAzureDC", "DataCopy", "Completed"],
    },
];

// What the engine does of itself it does for both services: by day for one, and packagedReplacement.test.ts for the other.
describe.each(isNightly ? services : services.slice(1))(
    "$service jobs in every state",
    ({ kind, args, states }) => {
        const [[, dynamic], [, packaged]] = doorsOf(kind) as [
            [string, typeof kind],
            [string, typeof kind],
        ];
        const names = states.map((_, index) => `moved-${index}`);
        let jobs: JobStack;
        const declared = (aliases: { type: string }[] = []) =>
            Object.fromEntries(names.map((name) => [name, { args, opts: { aliases } }]));
        beforeAll(async () => {
            jobs = await JobStack.create({ kind: packaged });
            jobs.turnInto(dynamic);
            await jobs.deploy(declared());
            names.forEach((name, index) => jobs.move(name, states[index]!));
        });
        afterAll(() => jobs.dispose());

        const methods = (requests: readonly { method: string }[]) =>
            requests.map(({ method }) => method).filter((method) => method !== "GET");

        /** The same program with the other provider, and an alias of the first. */
        async function move(from: typeof dynamic, to: typeof dynamic): Promise<void> {
            jobs.turnInto(to);
            const moved = await jobs.deploy(declared([{ type: from.type }]));
            expect(methods(moved.requests)).toEqual([]);
            const resources = await jobs.stack.resources();
            expect(resources.map(({ type }) => type)).toEqual(names.map(() => to.type));
        }

        it("become packaged, without a write", () => move(dynamic, packaged));

        it("are refreshed there", async () => {
            const refreshed = await jobs.observe(jobs.stack.refresh());
            expect(refreshed.code).toBe(0);
            expect((await jobs.outputs(names[1]!))![kind.where]).toBe(states[1]);
        });

        it("become dynamic again, without a write", () => move(packaged, dynamic));

        it("can be destroyed there, each as its state allows", async () => {
            for (const name of names) jobs.move(name, "Completed");
            const destroyed = await jobs.observe(jobs.stack.destroy());
            expect(destroyed.code).toBe(0);
            expect(jobs.emulator.jobs()).toEqual([]);
        });
    },
);
