/** A stack of dynamic resources that becomes a YAML program: the aliases in the schema move each job in place. */
import type { Emulator } from "azure-importexport-emulator";
import { accountSubscriptionId } from "../fixtures/diskInputs";
import { jobId, startTestEmulator } from "../fixtures/jobStack";
import {
    installPlugin,
    storedJobs,
    yamlJob,
    yamlOrder,
    yamlProgram,
    type Declared,
} from "../fixtures/yamlProgram";
import { createStack, type Stack } from "../harness/stack";

jest.setTimeout(300_000);

const declared: Declared = {
    photos: yamlJob(),
    parcel: yamlJob(),
    late: yamlJob(),
    disks: yamlOrder(),
};

const dynamicProgram = `
    const { Job, CustomerDiskJob } = require("pulumi-azure-importexport");
    const classes = { Job, CustomerDiskJob };
    for (const [name, { type, properties }] of Object.entries(${JSON.stringify(declared)})) {
        new classes[type.split(":").pop()](name, { jobName: name, ...properties });
    }
`;

describe("A program that becomes YAML", () => {
    let emulator: Emulator;
    let stack: Stack;

    beforeAll(async () => {
        emulator = await startTestEmulator({ subscriptionId: accountSubscriptionId });
        stack = await createStack({ program: dynamicProgram, env: { ...emulator.env } });
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        emulator.move(jobId(accountSubscriptionId, "parcel"), "Shipping");
        emulator.move(jobId(accountSubscriptionId, "late"), "Packaging");
    });
    afterAll(async () => {
        await stack?.dispose();
        await emulator?.stop();
    });

    it("takes every job along, in every state, and writes nothing in Azure", async () => {
        const before = { jobs: emulator.jobs(), stored: Object.keys(storedJobs(stack)) };
        await installPlugin(stack);
        stack.useYaml(yamlProgram(declared));
        const seen = emulator.requests().length;
        const { output } = await stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect(output).toContain("5 unchanged");
        const asked = emulator.requests().slice(seen);
        expect(asked.filter(({ method }) => method !== "GET")).toEqual([]);
        expect(emulator.jobs()).toEqual(before.jobs);
        const after = storedJobs(stack);
        expect(Object.keys(after).sort()).toEqual(before.stored.sort());
        for (const [name, { type }] of Object.entries(declared)) {
            expect(after[name]!.type).toBe(type);
        }
    });
});
