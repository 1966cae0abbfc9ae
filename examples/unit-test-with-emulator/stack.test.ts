import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { startEmulator, type Emulator } from "azure-importexport-emulator";

jest.setTimeout(300_000);

let emulator: Emulator;
let stack: Stack;
const state = fs.mkdtempSync(path.join(os.tmpdir(), "state-"));

beforeAll(async () => {
    emulator = await startEmulator();
    // The stack of this folder, with the emulator for Azure and a state of its own.
    stack = await LocalWorkspace.createStack(
        { stackName: "test", workDir: __dirname },
        {
            envVars: {
                ...emulator.env,
                PULUMI_BACKEND_URL: pathToFileURL(state).href,
                PULUMI_CONFIG_PASSPHRASE: "only for tests",
            },
        },
    );
    await stack.setAllConfig({
        storageAccountId: {
            value: `/subscriptions/${emulator.subscriptionId}/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/archive`,
        },
        bitLockerKey: {
            value: "000000-000000-000000-000000-000000-000000-000000-000001",
            secret: true,
        },
    });
});

afterAll(async () => {
    await emulator.stop();
    fs.rmSync(state, { recursive: true });
    fs.rmSync(path.join(__dirname, "Pulumi.test.yaml"), { force: true });
});

const states = () =>
    emulator.jobs().map((job) => (job as { properties: { state: string } }).properties.state);

it("orders a job", async () => {
    const { outputs } = await stack.up();
    expect(outputs.state?.value).toBe("Creating");
    expect(states()).toEqual(["Creating"]);
});

it("keeps the job while it is being packed, and deletes it when it is Completed", async () => {
    const id = `/subscriptions/${emulator.subscriptionId}/resourceGroups/rg-archive/providers/Microsoft.ImportExport/jobs/photos`;
    emulator.move(id, "Packaging");
    await expect(stack.destroy()).rejects.toThrow(/Packaging/);
    expect(states()).toEqual(["Packaging"]);

    emulator.move(id, "Completed");
    await stack.destroy();
    expect(states()).toEqual([]);
});
