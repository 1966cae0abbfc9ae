/** What a program can read of its own job, on the real engine. */
import type { Emulator } from "azure-importexport-emulator";
import { drive, importJob, returnAddress } from "../fixtures/jobInputs";
import { startTestEmulator } from "../fixtures/jobStack";
import { createStack, type Stack } from "../harness/stack";

const program = `
    const { Job } = require("pulumi-azure-importexport");
    const args = JSON.parse(require("node:fs").readFileSync("job.json", "utf8"));
    const job = new Job("photos", args);
    exports.shipTo = job.properties.apply((properties) => properties.shippingInformation.city);
    exports.drive = job.properties.apply((properties) => properties.driveList[0].driveId);
    exports.back = job.properties.apply((properties) => properties.returnAddress.city);
    exports.keys = job.bitLockerKeys.apply((keys) => keys.length);
    exports.state = job.state;
    exports.whole = job.properties;
`;

const photos = (properties: object = {}) =>
    importJob({ jobName: "photos", properties: { returnAddress, ...properties } });

let emulator: Emulator;
let stack: Stack;

beforeAll(async () => {
    emulator = await startTestEmulator();
    const job = JSON.stringify(photos());
    stack = await createStack({ program, env: { ...emulator.env }, files: { "job.json": job } });
});
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

describe("A program that reads its job's properties", () => {
    const read = {
        shipTo: "West US",
        drive: drive.driveId,
        back: returnAddress.city,
        keys: 0,
        state: "Creating",
    };

    it("is told in the preview that nothing is known yet", async () => {
        const { code, output } = await stack.run(["preview"]);
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(output).toMatch(/state *: \[unknown\]/);
        expect(output).toMatch(/\+ 2 to create/);
    });

    it("gets what Azure says, in the update that orders the job", async () => {
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        const shown = await stack.outputs("--show-secrets");
        expect(shown).toMatchObject(read);
        expect(Object.keys(shown.whole as object)).toContain("storageAccountId");
    });

    it("gets it as a secret, the state excepted", async () => {
        const hidden = "[secret]";
        expect(await stack.outputs()).toEqual({
            ...{ shipTo: hidden, drive: hidden, back: hidden, keys: hidden, whole: hidden },
            state: "Creating",
        });
    });

    it("gets it in an update that changes nothing", async () => {
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect(await stack.outputs("--show-secrets")).toMatchObject(read);
    });

    it("gets it in an update that changes the job", async () => {
        stack.writeFile("job.json", JSON.stringify(photos({ logLevel: "Verbose" })));
        await stack.succeeds(["up", "--yes"]);
        const shown = await stack.outputs("--show-secrets");
        expect(shown).toMatchObject({ ...read, whole: { logLevel: "Verbose" } });
    });
});
