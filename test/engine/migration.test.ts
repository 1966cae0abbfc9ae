/** docs/migration.md, gone through on the real engine: a classic job, an order beside it, the classic job away. */
import { startEmulator, type Emulator } from "azure-importexport-emulator";
import {
    drive,
    importJob,
    returnAddress,
    returnShipping,
    type PlainJobArgs,
} from "../fixtures/jobInputs";
import { createStack, type Stack } from "../harness/stack";

const address = { ...returnAddress, countryOrRegion: "US" };
const args: PlainJobArgs = importJob({
    jobName: "archive-of-the-photographs-of-1998",
    properties: { returnAddress: address, returnShipping, diagnosticsPath: "waimportexport" },
});
const fittingName = /^archive-of-the-ph-[0-9a-f]{6}$/;
const secrets = [
    drive.driveId,
    drive.bitLockerKey,
    address.recipientName,
    address.streetAddress1,
    address.email,
    returnShipping.carrierAccountNumber,
];

/** The program in each of the migration's steps. What is secret comes from the configuration. */
const program = `
    const fs = require("node:fs");
    const pulumi = require("@pulumi/pulumi");
    const { CustomerDiskJob, fromImportExport, Job } = require("pulumi-azure-importexport");
    const step = fs.readFileSync("step", "utf8");
    const classic = ${JSON.stringify(args)};
    const drives = classic.properties.driveList;
    drives[0].bitLockerKey = new pulumi.Config().requireSecret("key");
    if (step !== "new only") new Job("classic", classic);
    if (step !== "old only") {
        const { args, withoutCounterpart, toCheck } = fromImportExport(classic);
        for (const line of [...withoutCounterpart, ...toCheck]) console.warn(line);
        const order = new CustomerDiskJob("photos", args);
        exports.status = order.status;
        exports.shipped = order.shipped;
    }
`;

let emulator: Emulator;
let stack: Stack;

beforeAll(async () => {
    emulator = await startEmulator({ recordBodies: true });
    stack = await createStack({
        env: emulator.env,
        program,
        config: { key: { secret: drive.bitLockerKey } },
    });
});
afterAll(async () => {
    await stack.dispose();
    await emulator.stop();
});

const names = () => emulator.jobs().map((job) => (job as { name: string }).name);
async function goTo(step: "old only" | "both" | "new only") {
    stack.writeFile("step", step);
    const done = await stack.up();
    expect([done.code, done.code === 0 ? "" : done.output]).toEqual([0, ""]);
    return done;
}

describe("moving from Import/Export to Data Box", () => {
    it("orders anew beside the old job, tells what gets lost, and leaves nothing in clear", async () => {
        await goTo("old only");
        const both = await goTo("both");
        expect(names()).toEqual([args.jobName, expect.stringMatching(fittingName)]);
        expect(both.output).toContain("properties.diagnosticsPath: the service chooses");
        expect(both.output).toMatch(/jobName: ".*the order is called "archive-of-the-ph-/);

        const put = emulator
            .requests()
            .find(({ method, path }) => method === "PUT" && path.includes("Microsoft.DataBox"));
        expect(put?.body).toMatchObject({
            location: "westus",
            sku: { name: "DataBoxCustomerDisk" },
            properties: {
                transferType: "ImportToAzure",
                details: {
                    jobDetailsType: "DataBoxCustomerDisk",
                    contactDetails: { contactName: address.recipientName },
                    shippingAddress: { country: "US" },
                    importDiskDetailsCollection: {
                        [drive.driveId]: { bitLockerKey: drive.bitLockerKey },
                    },
                },
            },
        });
        expect(await stack.outputs()).toEqual({ status: "Created", shipped: false });
        const kept = JSON.stringify(await stack.export()) + both.output;
        for (const secret of secrets) expect(kept).not.toContain(secret);
    });

    it("has nothing to change afterwards", async () => {
        const preview = await stack.preview("--expect-no-changes");
        expect(preview.code).toBe(0);
    });

    it("ends with the old job away and the order as it was", async () => {
        await goTo("new only");
        expect(names()).toEqual([expect.stringMatching(fittingName)]);
    });
});
