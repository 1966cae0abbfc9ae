/** The two lines that every checkpoint holds run, as they stand there, in a project that has installed the packed package. */
import type { Emulator } from "azure-importexport-emulator";
import {
    Operation,
    ProviderProcess,
    type Properties,
} from "../../component/provider/providerProcess";
import { accountSubscriptionId, importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { jobId, startTestEmulator, type ServiceJob } from "../../fixtures/jobStack";
import { readCheckpoint, storedStacks } from "../../upgrades/c86402a/storedStates";
import { FreshProject } from "./freshProject";

jest.setTimeout(300_000);

/** Written out: state that exists must stay readable. */
const lines = {
    importexport: 'exports.handler = () => require("pulumi-azure-importexport/crud").provider;',
    databox: 'exports.handler = () => require("pulumi-azure-importexport/databox/crud").provider;',
};

let project: FreshProject;
beforeAll(async () => {
    project = await FreshProject.create();
});
afterAll(() => project.dispose());

describe.each(storedStacks)("the line that stored state of $name holds", ({ name, kind }) => {
    const line = lines[name];
    const args = name === "importexport" ? importJob() : importOrder();
    const inputs: Properties = {
        ...args,
        jobName: "photos",
        owner: "organization/test/dev/photos",
    };

    let emulator: Emulator;
    const processes: ProviderProcess[] = [];
    beforeAll(async () => {
        emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
    });
    afterAll(async () => {
        for (const one of processes) await one.stop();
        await emulator.stop();
    });

    /** A process serves one Pulumi operation. The line is given to it as it stands. */
    async function operation(): Promise<Operation> {
        const provider = await ProviderProcess.start(emulator.env, undefined, project.folder);
        processes.push(provider);
        // What only configure can know of: without its settings the job would have a tag.
        await provider.begin({ "azure-importexport:ownerTag": "false" });
        return new Operation(provider, { storedProvider: line });
    }

    const job = () => (emulator.jobs() as ServiceJob[])[0];

    it("is this one in every resource", () => {
        const { resources = [] } = readCheckpoint({ name }).deployment;
        const stored = resources.filter(({ type }) => type === kind.type);
        expect(stored.length).toBeGreaterThan(10);
        expect([...new Set(stored.map((resource) => resource.inputs?.__provider))]).toEqual([line]);
        expect([...new Set(stored.map((resource) => resource.outputs?.__provider))]).toEqual([
            line,
        ]);
    });

    it("configures, checks, creates, reads, compares, updates and deletes", async () => {
        const engine = await operation();
        const refused = await engine.check({}, { ...inputs, jobName: "x" });
        expect(refused.value?.failures).not.toEqual([]);
        const checked = await engine.check({}, inputs);
        expect(checked.value).toMatchObject({ failures: [], inputs: { jobName: "photos" } });

        const created = await engine.create(checked.value!.inputs);
        const id = jobId(emulator.subscriptionId, "photos", kind.namespace);
        expect(created).toMatchObject({ value: { id } });
        expect(job()).toMatchObject({ name: "photos" });
        expect(job()?.tags ?? {}).toEqual({});

        const read = await engine.read(id, created.value!.properties);
        expect(read).toMatchObject({ value: { id, properties: { name: "photos" } } });

        const known = read.value!.properties;
        expect(await engine.diff(id, known, inputs)).toMatchObject({ value: { changes: false } });
        const tagged = { ...inputs, tags: { team: "archive" } };
        expect(await engine.diff(id, known, tagged)).toMatchObject({
            value: { changes: true, replaces: [] },
        });

        const updated = await engine.update(id, known, tagged);
        expect(updated).toMatchObject({ value: { tags: { team: "archive" } } });
        expect(job()?.tags).toEqual({ team: "archive" });

        const destroy = await operation();
        expect(await destroy.delete(id, updated.value!)).toEqual({ value: "deleted" });
        expect(job()).toBeUndefined();
    });
});
