import { startEmulator, type Emulator } from "azure-importexport-emulator";
import { createStack, type Stack } from "../harness/stack";

const bitLockerKey = "203390-606320-483076-238810-662376-448998-450120-351263";
const contactDetails = {
    contactName: "Bela Beispiel",
    phone: "555 0142",
    emailList: ["bela@example.test"],
};
const shippingAddress = { streetAddress1: "12 Nowhere Lane", city: "Utopolis", country: "US" };
const secrets = [
    contactDetails.contactName,
    contactDetails.phone,
    ...contactDetails.emailList,
    shippingAddress.streetAddress1,
    shippingAddress.city,
    bitLockerKey,
    "SERIAL4242",
];

let emulator: Emulator;
let stack: Stack;

beforeAll(async () => {
    emulator = await startEmulator();
});
beforeEach(() => {
    emulator.reset();
    emulator.plant(idOf("photos"), {
        tags: { team: "archive" },
        state: "ShippedToAzureDC",
        properties: {
            transferType: "ImportToAzure",
            details: {
                jobDetailsType: "DataBoxCustomerDisk",
                contactDetails,
                shippingAddress,
                returnToCustomerPackageDetails: { carrierName: "FedEx" },
                importDiskDetailsCollection: {
                    SERIAL4242: {
                        manifestFile: "\\DriveManifest.xml",
                        manifestHash: "0123456789abcdef0123456789abcdef",
                        bitLockerKey,
                    },
                },
                dataImportDetails: [
                    {
                        accountDetails: {
                            dataAccountType: "StorageAccount",
                            storageAccountId: `/subscriptions/${emulator.subscriptionId}/resourceGroups/disks/providers/Microsoft.Storage/storageAccounts/disks`,
                        },
                    },
                ],
            },
        },
    });
});
afterEach(async () => {
    await stack.dispose();
});
afterAll(async () => {
    await emulator.stop();
});

function idOf(jobName: string, group = "disks"): string {
    return (
        `/subscriptions/${emulator.subscriptionId}/resourceGroups/${group}` +
        `/providers/Microsoft.DataBox/jobs/${jobName}`
    );
}

/** A stack whose program sees the functions as `databox`. */
async function program(source: string): Promise<Stack> {
    stack = await createStack({
        env: emulator.env,
        program: `
            const pulumi = require("@pulumi/pulumi");
            const databox = require("pulumi-azure-importexport");
            const photos = { resourceGroupName: "disks", jobName: "photos" };
            ${source}`,
    });
    return stack;
}

async function outputs(...args: string[]): Promise<Record<string, unknown>> {
    const { stdout } = await stack.succeeds(["stack", "output", "--json", ...args]);
    return JSON.parse(stdout) as Record<string, unknown>;
}

const up = () => stack.succeeds(["up", "--yes", "--skip-preview"]);

describe("getCustomerDiskJob", () => {
    it("gives the order's stage, the service's flags, and its details", async () => {
        await program(`exports.job = pulumi.secret(databox.getCustomerDiskJob(photos));`);
        await up();
        expect(await outputs("--show-secrets")).toMatchObject({
            job: {
                id: idOf("photos"),
                name: "photos",
                type: "Microsoft.DataBox/jobs",
                tags: { team: "archive" },
                sku: { name: "DataBoxCustomerDisk" },
                transferType: "ImportToAzure",
                status: "ShippedToAzureDC",
                isCancellable: false,
                isDeletable: false,
                blockedReason: expect.stringContaining("ShippedToAzureDC") as unknown,
                shipped: expect.any(Boolean) as unknown,
                details: { contactDetails, jobStages: expect.any(Array) as unknown },
            },
        });
    });

    it("fails for a job that is not there, in words, once", async () => {
        await program(`
            exports.status = databox.getCustomerDiskJob({ ...photos, jobName: "no-such-job" }).then((job) => job.status);
        `);
        const { code, output } = await stack.up();
        expect(code).not.toBe(0);
        const sentence = 'There is no Data Box job "no-such-job" in resource group "disks"';
        expect(output.split(sentence)).toHaveLength(2);
        expect(output).not.toMatch(/^\s+at /m);
    });
});

describe("the Output forms", () => {
    it("keep people, disks and keys secret, and show the stage, the flags and the id", async () => {
        await program(`
            const input = pulumi.output("photos");
            const job = databox.getCustomerDiskJobOutput({ ...photos, jobName: input });
            exports.whole = job;
            exports.details = job.details;
            exports.systemData = job.systemData;
            exports.status = job.status;
            exports.isDeletable = job.isDeletable;
            exports.id = job.id;
            exports.jobs = databox.listCustomerDiskJobsOutput({ resourceGroupName: pulumi.output("disks") });
            exports.keys = databox.listCustomerDiskCredentials(photos);
            exports.keysOutput = databox.listCustomerDiskCredentialsOutput({ ...photos, jobName: input });
            exports.address = databox.getDataCenterAddressOutput({ location: pulumi.output("westus") })
                .supportedCarriersForReturnShipment.apply((carriers) => carriers.length > 0);
            exports.skus = databox.listAvailableSkusOutput({
                resourceGroupName: "disks",
                location: pulumi.output("westus"),
                country: "US",
                transferType: "ImportToAzure",
            }).apply((skus) => skus.map(({ name, enabled }) => [name, enabled]));
        `);
        const { output, code } = await stack.up();
        expect(code).toBe(0);

        const hidden = "[secret]";
        expect(await outputs()).toEqual({
            whole: hidden,
            details: hidden,
            systemData: hidden,
            jobs: hidden,
            keys: hidden,
            keysOutput: hidden,
            status: "ShippedToAzureDC",
            isDeletable: false,
            id: idOf("photos"),
            address: true,
            skus: [["DataBoxCustomerDisk", true]],
        });
        const keys = [{ diskSerialNumber: "SERIAL4242", bitLockerKey }];
        expect(await outputs("--show-secrets")).toMatchObject({
            keys,
            keysOutput: keys,
            whole: { status: "ShippedToAzureDC", details: { contactDetails } },
            jobs: [{ name: "photos" }],
        });
        const kept = JSON.stringify(await stack.export()) + output;
        for (const secret of secrets) expect(kept).not.toContain(secret);
    });
});

describe("listCustomerDiskCredentials", () => {
    it("fails for a job that is not there, in words", async () => {
        await program(
            `exports.keys = databox.listCustomerDiskCredentials({ ...photos, jobName: "no-such-job" });`,
        );
        const { code, output } = await stack.up();
        expect(code).not.toBe(0);
        expect(output).toContain('There is no Data Box job "no-such-job"');
    });
});

describe("lists and offers", () => {
    it("have every page of customer-disk orders and no other SKU's, and what a location offers", async () => {
        for (let i = 0; i < 130; i++) emulator.plant(idOf(`order-${i}`, "tapes"), {});
        emulator.plant(idOf("device", "tapes"), { sku: { name: "DataBox" } });
        await program(`
            const count = (args) => databox.listCustomerDiskJobs(args).then((jobs) => jobs.length);
            exports.all = count();
            exports.disks = count({ resourceGroupName: "disks" });
            const offer = { resourceGroupName: "disks", location: "westus", country: "US", transferType: "ExportFromAzure" };
            exports.every = databox.listAvailableSkus({ ...offer, skuNames: [] }).then((skus) => skus.length > 1);
            exports.one = databox.listAvailableSkus(offer).then((skus) => skus.map((sku) => sku.name));
            exports.address = databox.getDataCenterAddress({ location: "westus", storageLocation: "eastus" })
                .then((address) => address.datacenterAddressType);
        `);
        await up();
        expect(await outputs()).toEqual({
            all: 131,
            disks: 1,
            every: true,
            one: ["DataBoxCustomerDisk"],
            address: expect.stringMatching(/^DatacenterAddress/) as unknown,
        });
    });
});
