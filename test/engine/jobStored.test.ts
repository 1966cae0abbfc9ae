/** What the checkpoint keeps of a job, and what the program sees all the same. */
import { createStack, type Stack } from "../harness/stack";
import { startEmulator, type Emulator } from "azure-importexport-emulator";

const program = (more: string) => `
    const { Job } = require("pulumi-azure-importexport");
    const job = new Job("photos", {
        resourceGroupName: "rg",
        location: "westus",
        properties: {
            storageAccountId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/archive",
            jobType: "Import",
            driveList: [{ driveId: "9CA995BB", bitLockerKey: "key", manifestFile: "\\\\DriveManifest.xml", manifestHash: "109B21108597EF36D5785F08303F3638" }],
        },
        ${more}
    });
    module.exports = {
        deletion: job.deletion,
        keys: job.bitLockerKeys,
        createdAt: job.systemData.apply((data) => typeof data.createdAt),
    };`;

let emulator: Emulator;
let stack: Stack;

beforeAll(async () => {
    emulator = await startEmulator();
    stack = await createStack({ env: { ...emulator.env }, program: program("") });
    // What the tests preload would stand in the stored stack trace.
    delete stack.env.NODE_OPTIONS;
    await stack.succeeds(["up", "--yes", "--skip-preview"]);
});

afterAll(async () => {
    await stack?.dispose();
    await emulator?.stop();
});

const defaults = {
    inFlight: "cancel",
    waitMinutes: 10,
    whenTimeIsUp: "fail",
    whenUndeletable: "fail",
    discardKeys: false,
};

const programSees = () => stack.outputs("--show-secrets");

async function stored() {
    const [job] = await stack.resources();
    return job as typeof job & { stackTrace?: { sourcePosition?: string }[] };
}

describe("a job with nothing but defaults", () => {
    it("stores neither the defaults nor an import's empty list of keys", async () => {
        const { outputs } = await stored();
        for (const name of ["deletion", "bitLockerKeys", "adoptExisting", "managedTags"]) {
            expect(outputs).not.toHaveProperty(name);
        }
    });

    it("shows the program what is not stored", async () => {
        expect(await programSees()).toEqual({ deletion: defaults, keys: [], createdAt: "string" });
    });

    it("is known to a preview without changes, what is not stored included", async () => {
        const { output } = await stack.succeeds(["preview", "--expect-no-changes"]);
        expect(output).not.toContain("output<");
        expect(output).not.toMatch(/[~+-] keys|[~+-] deletion/);
    });

    it("stores where the program made it, and no path of Pulumi's installation", async () => {
        const { sourcePosition, stackTrace } = await stored();
        expect(sourcePosition).toMatch(/^project:\/\/\/index\.js#3,/);
        expect(stackTrace).toEqual([{ sourcePosition }]);
    });
});

describe("a job whose deletion differs from the defaults", () => {
    it("stores it whole, and drops it again with the difference", async () => {
        stack.setProgram(program('deletion: { inFlight: "refuse" }, tags: { team: "archive" },'));
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect((await stored()).outputs).toMatchObject({
            deletion: { ...defaults, inFlight: "refuse" },
            managedTags: ["team"],
        });
        stack.setProgram(program(""));
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect((await stored()).outputs).not.toHaveProperty("deletion");
        expect(emulator.jobs()[0]).not.toHaveProperty("tags.team");
    });
});
