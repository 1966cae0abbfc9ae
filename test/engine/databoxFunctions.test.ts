import { FunctionsProgram } from "./functionsProgram";

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

const program = FunctionsProgram.about("Microsoft.DataBox", (storageAccountId) => ({
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
                        storageAccountId,
                    },
                },
            ],
        },
    },
}));

describe("getCustomerDiskJob", () => {
    it("gives the order's stage, the service's flags, and its details", async () => {
        await program.is(`exports.job = pulumi.secret(azure.getCustomerDiskJob(photos));`);
        await program.up();
        expect(await program.stack.outputs("--show-secrets")).toMatchObject({
            job: {
                id: program.idOf("photos"),
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

    it("fails for a job that is not there, in words, once", () =>
        program.expectSaidOnce(
            'azure.getCustomerDiskJob({ ...photos, jobName: "no-such-job" }).then((job) => job.status)',
            'There is no Data Box job "no-such-job" in resource group "disks"',
        ));
});

describe("the Output forms", () => {
    it("keep people, disks and keys secret, and show the stage, the flags and the id", async () => {
        await program.is(`
            const input = pulumi.output("photos");
            const job = azure.getCustomerDiskJobOutput({ ...photos, jobName: input });
            exports.whole = job;
            exports.details = job.details;
            exports.systemData = job.systemData;
            exports.status = job.status;
            exports.isDeletable = job.isDeletable;
            exports.id = job.id;
            exports.jobs = azure.listCustomerDiskJobsOutput({ resourceGroupName: pulumi.output("disks") });
            exports.keys = azure.listCustomerDiskCredentials(photos);
            exports.keysOutput = azure.listCustomerDiskCredentialsOutput({ ...photos, jobName: input });
            exports.address = azure.getDataCenterAddressOutput({ location: pulumi.output("westus") })
                .supportedCarriersForReturnShipment.apply((carriers) => carriers.length > 0);
            exports.skus = azure.listAvailableSkusOutput({
                resourceGroupName: "disks",
                location: pulumi.output("westus"),
                country: "US",
                transferType: "ImportToAzure",
            }).apply((skus) => skus.map(({ name, enabled }) => [name, enabled]));
        `);
        const { output, code } = await program.stack.up();
        expect(code).toBe(0);

        const hidden = "[secret]";
        expect(await program.stack.outputs()).toEqual({
            whole: hidden,
            details: hidden,
            systemData: hidden,
            jobs: hidden,
            keys: hidden,
            keysOutput: hidden,
            status: "ShippedToAzureDC",
            isDeletable: false,
            id: program.idOf("photos"),
            address: true,
            skus: [["DataBoxCustomerDisk", true]],
        });
        const keys = [{ diskSerialNumber: "SERIAL4242", bitLockerKey }];
        expect(await program.stack.outputs("--show-secrets")).toMatchObject({
            keys,
            keysOutput: keys,
            whole: { status: "ShippedToAzureDC", details: { contactDetails } },
            jobs: [{ name: "photos" }],
        });
        const kept = JSON.stringify(await program.stack.export()) + output;
        for (const secret of secrets) expect(kept).not.toContain(secret);
    });
});

describe("listCustomerDiskCredentials", () => {
    it("fails for a job that is not there, in words", async () => {
        await program.is(
            `exports.keys = azure.listCustomerDiskCredentials({ ...photos, jobName: "no-such-job" });`,
        );
        const { code, output } = await program.stack.up();
        expect(code).not.toBe(0);
        expect(output).toContain('There is no Data Box job "no-such-job"');
    });
});

describe("lists and offers", () => {
    it("have every page of customer-disk orders and no other SKU's, and what a location offers", async () => {
        for (let i = 0; i < 130; i++)
            program.emulator.plant(program.idOf(`order-${i}`, "tapes"), {});
        program.emulator.plant(program.idOf("device", "tapes"), { sku: { name: "DataBox" } });
        await program.is(`
            const count = (args) => azure.listCustomerDiskJobs(args).then((jobs) => jobs.length);
            exports.all = count();
            exports.disks = count({ resourceGroupName: "disks" });
            const offer = { resourceGroupName: "disks", location: "westus", country: "US", transferType: "ExportFromAzure" };
            exports.every = azure.listAvailableSkus({ ...offer, skuNames: [] }).then((skus) => skus.length > 1);
            exports.one = azure.listAvailableSkus(offer).then((skus) => skus.map((sku) => sku.name));
            exports.address = azure.getDataCenterAddress({ location: "westus", storageLocation: "eastus" })
                .then((address) => address.datacenterAddressType);
        `);
        await program.up();
        expect(await program.stack.outputs()).toEqual({
            all: 131,
            disks: 1,
            every: true,
            one: ["DataBoxCustomerDisk"],
            address: expect.stringMatching(/^DatacenterAddress/) as unknown,
        });
    });
});
