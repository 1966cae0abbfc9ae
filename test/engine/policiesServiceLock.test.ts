import path from "node:path";
import { importOrder } from "../fixtures/orderInputs";
import { startTestEmulator } from "../fixtures/jobStack";
import { guardedDestroyOf, installStandIn, packFolder } from "./policies/world";
import { createStack, type Stack } from "../harness/stack";

jest.setTimeout(240_000);

/** An order whose storage account the same program makes, so that its id is an output. */
const program = (deletion: object) => `
    const pulumi = require("@pulumi/pulumi");
    const { CustomerDiskJob } = require("pulumi-azure-importexport");
    const args = JSON.parse(${JSON.stringify(JSON.stringify({ ...importOrder(), jobName: "disks", deletion }))});
    class Account extends pulumi.CustomResource {
        constructor() {
            super("azure-native:storage:StorageAccount", "account", { accountName: "archive", resourceGroupName: "rg-archive", location: "westus" });
        }
    }
    const accountDetails = { dataAccountType: "StorageAccount", storageAccountId: new Account().id };
    new CustomerDiskJob("disks", { ...args, details: { ...args.details, dataImportDetails: [{ accountDetails }] } });
`;

describe("a stack that owns an order and its storage account (azure-native's, by a stand-in plugin)", () => {
    let emulator: Awaited<ReturnType<typeof startTestEmulator>>;
    let stack: Stack;
    beforeAll(async () => {
        emulator = await startTestEmulator();
        stack = await createStack({ program: program({}), env: { ...emulator.env } });
        installStandIn(stack, path.join(stack.folder, "stand-in.log"));
    });
    afterAll(async () => {
        await stack.dispose();
        await emulator.stop();
    });

    const locked = /Locked: job "disks".* DATABOX_SERVICE .* "(archive|account)" of this stack/;

    it("is told of the service's lock before the account is there, and by guarded-destroy", async () => {
        const preview = await stack.preview("--policy-pack", packFolder);
        expect(preview.output).toMatch(locked);
        expect(preview.code).toBe(0);

        const up = await stack.up("--policy-pack", packFolder);
        expect(up.output).toMatch(locked);
        expect(up.code).toBe(0);

        const guarded = await guardedDestroyOf(stack, "--stack", "dev", "--preview-only");
        expect(guarded.output).toMatch(/\[advisory\] service-lock: Locked: job "disks"/);
        expect(guarded.code).toBe(0);
    });

    it("is told nothing once the lock is to be removed with the order", async () => {
        stack.setProgram(program({ removeServiceLock: true }));
        const up = await stack.up("--policy-pack", packFolder);
        expect(up.output).not.toMatch(/Locked|DATABOX_SERVICE/);
        expect(up.code).toBe(0);
        const guarded = await guardedDestroyOf(stack, "--yes", "--stack", "dev");
        expect(guarded.output).not.toContain("service-lock");
        expect(guarded.code).toBe(0);
        expect(emulator.jobs()).toEqual([]);
    });
});
