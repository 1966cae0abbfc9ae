/** What a program can read of its own customer-disk order, on the real engine. */
import type { Emulator } from "azure-importexport-emulator";
import { disk, importOrder, serialNumber, shippingAddress } from "../fixtures/diskInputs";
import { startTestEmulator } from "../fixtures/jobStack";
import { createStack, type Stack } from "../harness/stack";

const program = `
    const { CustomerDiskJob } = require("pulumi-azure-importexport");
    const args = JSON.parse(require("node:fs").readFileSync("order.json", "utf8"));
    const job = new CustomerDiskJob("photos", args);
    exports.city = job.details.apply((details) => details.shippingAddress.city);
    exports.hash = job.details.apply((details) => Object.values(details.importDiskDetailsCollection)[0].manifestHash);
    exports.addressType = job.details.apply((details) => details.shippingAddress.addressType.length);
    exports.status = job.status;
    exports.secrets = job.diskSecrets.apply((secrets) => secrets.length);
    exports.waitMinutes = job.deletion.apply((deletion) => deletion.waitMinutes);
    exports.reason = job.deletion.apply((deletion) => deletion.cancelReason);
`;

let emulator: Emulator;
let stack: Stack;

beforeAll(async () => {
    emulator = await startTestEmulator();
    const order = JSON.stringify(importOrder({ jobName: "photos", deletion: undefined }));
    stack = await createStack({
        program,
        env: { ...emulator.env },
        files: { "order.json": order },
    });
});
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

describe("A program that reads its order's details", () => {
    const read = {
        city: shippingAddress.city,
        hash: disk.manifestHash,
        // The service's own default, which the program did not give: "None".
        addressType: 4,
        status: "Created",
        secrets: 0,
        waitMinutes: 10,
        reason: "Deleted by Pulumi: organization/test/dev/photos",
    };

    it("gets what Azure says, in the update that orders the job, preview included", async () => {
        await stack.succeeds(["up", "--yes"]);
        expect(await stack.outputs("--show-secrets")).toEqual(read);
    });

    it("gets details as secrets", async () => {
        const shown = await stack.outputs();
        const hidden = "[secret]";
        expect(shown).toEqual({
            ...read,
            ...{ city: hidden, hash: hidden, addressType: hidden },
        });
        expect(JSON.stringify(shown)).not.toContain(serialNumber);
    });

    it("finds what its checkpoint leaves out, since every order of the kind has it", async () => {
        const order = (await stack.resources()).find(({ urn }) => urn.endsWith("::photos"));
        expect(order?.outputs).toMatchObject({ status: "Created", shipped: false });
        for (const name of ["deletion", "diskSecrets", "managedTags", "adoptExisting"]) {
            expect(order?.outputs).not.toHaveProperty(name);
        }
    });

    it("gets it in an update that changes nothing", async () => {
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        expect(await stack.outputs("--show-secrets")).toEqual(read);
    });
});
