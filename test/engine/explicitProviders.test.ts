/**
 * Explicit providers are a process each, and know nothing of one another: what keeps two resources from one job there is the
 * identity in the owner tag.
 */
import type { Emulator } from "azure-importexport-emulator";
import { accountSubscriptionId, importOrder } from "../fixtures/diskInputs";
import { FileBackend } from "../fixtures/fileBackend";
import { importJob } from "../fixtures/jobInputs";
import {
    packagedCustomerDiskJobs,
    packagedImportExportJobs,
    startTestEmulator,
} from "../fixtures/jobStack";
import { ProviderProcess, unmarked, type Properties } from "../component/provider/providerProcess";

describe.each([
    {
        service: "Import/Export",
        kind: packagedImportExportJobs,
        args: importJob(),
        // A PUT overwrites there: both are told that they made it, and the tag says whose it is now.
        made: 2,
    },
    { service: "Data Box", kind: packagedCustomerDiskJobs, args: importOrder(), made: 1 },
])("Two resources of two providers that name one $service job", ({ kind, args, made }) => {
    const names = ["photos", "copies"] as const;
    const ownerOf = (name: string) => `organization/test/dev/${name}`;
    let emulator: Emulator;
    let backend: FileBackend;
    let processes: ProviderProcess[];
    beforeAll(async () => {
        emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
        backend = new FileBackend(kind.type);
        const env = { ...emulator.env, ...backend.env };
        processes = await Promise.all(
            names.map(() =>
                ProviderProcess.startPackaged(env, "movedClock.cjs", backend.projectFolder),
            ),
        );
    });
    afterAll(async () => {
        await Promise.all(processes.map((one) => one.stop()));
        await emulator.stop();
        backend.dispose();
    });
    beforeEach(() => emulator.reset());

    /** The operation of each process, and the inputs that its check gave. */
    const checked = () =>
        Promise.all(
            names.map(async (name, index) => {
                const engine = await processes[index]!.begin({}, kind.type);
                const given = { ...args, jobName: "shared", owner: ownerOf(name) };
                const { inputs } = (await engine.check({}, given)).value!;
                return { name, engine, inputs: unmarked(inputs) };
            }),
        );
    const jobs = () => emulator.jobs() as { tags: Properties; systemData: object }[];
    const writes = () => emulator.requests().filter(({ method }) => method !== "GET");

    it("are refused the second time, which sends nothing", async () => {
        const [first, second] = await checked();
        const { value } = await first!.engine.create(first!.inputs);
        const { id, properties: outputs } = value!;
        backend.write({ resources: [{ name: "photos", id, inputs: first!.inputs, outputs }] });
        const before = writes().length;
        const { error, kept } = await second!.engine.create(second!.inputs);
        expect(error).toContain(`its owner tag says ${ownerOf("photos")}`);
        expect(kept).toBeUndefined();
        expect(writes()).toHaveLength(before);
        expect(jobs()).toHaveLength(1);
    });

    it("have one job when both order it at once, which only the one whose tag it has deletes", async () => {
        const both = await checked();
        for (const _ of both) {
            const late = { type: "delay", ms: 1_500, when: "before" } as const;
            emulator.addFault({ match: { method: "PUT" }, action: late });
        }
        const answers = await Promise.all(
            both.map(async ({ engine, inputs }) => await engine.create(inputs)),
        );
        expect(answers.filter(({ error }) => error === undefined)).toHaveLength(made);
        expect(jobs()).toHaveLength(1);
        const tag = String(jobs()[0]!.tags["pulumi-owner"]);

        const inStack = both.flatMap(({ name, engine }, index) => {
            const { value } = answers[index]!;
            return value ? [{ name, engine, ...value }] : [];
        });
        const others = inStack.filter(({ name }) => !tag.startsWith(`${ownerOf(name)}#`));
        expect(others).toHaveLength(made - 1);
        for (const { engine, id, properties } of others) {
            expect((await engine.delete(id, properties)).error).toMatch(
                /another resource of this stack has it now/,
            );
        }
        expect(jobs()).toHaveLength(1);
    });
});
