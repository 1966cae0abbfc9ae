// The same requests as the provider sends for N customer-disk jobs, by a bare script on the official SDK and its own
// way to follow an operation. Arguments: operation, number of jobs, concurrency.
const { DataBoxManagementClient } = require("@azure/arm-databox");
const { ManagementLockClient } = require("@azure/arm-locks");
const { ManagedIdentityCredential } = require("@azure/identity");

const [operation, count, concurrency] = process.argv.slice(2);
const endpoint = process.env.AZURE_IMPORTEXPORT_ENDPOINT;
const subscriptionId = process.env.ARM_SUBSCRIPTION_ID;
const options = { endpoint, credentialScopes: `${endpoint}/.default` };
const credential = new ManagedIdentityCredential();
const { jobs } = new DataBoxManagementClient(credential, subscriptionId, options);
const locks = new ManagementLockClient(credential, subscriptionId, {
    ...options,
    $host: endpoint,
});
// The SDK encodes the slashes of a scope.
const plainScope = {
    name: "plainScope",
    sendRequest: (request, next) => {
        request.url = request.url.replace(/%2F/gi, "/");
        return next(request);
    },
};
locks.pipeline.addPolicy(plainScope);

const group = "rg-bare";
const account = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/archive`;
const name = (number) => `bare-${number}`;
const read = (number) => jobs.get(group, name(number), { expand: "details" });

const body = {
    location: "westus",
    tags: { "pulumi-owner": "bare" },
    sku: { name: "DataBoxCustomerDisk" },
    transferType: "ImportToAzure",
    details: {
        jobDetailsType: "DataBoxCustomerDisk",
        contactDetails: {
            contactName: "Ada Example",
            phone: "4250000001",
            emailList: ["ada@example.com"],
        },
        shippingAddress: {
            streetAddress1: "1 Example Street",
            city: "Exampletown",
            stateOrProvince: "Examplestate",
            postalCode: "98007",
            country: "US",
        },
        returnToCustomerPackageDetails: {
            carrierName: "FedEx",
            carrierAccountNumber: "ACC-700",
        },
        importDiskDetailsCollection: {
            "DISK-7700": {
                bitLockerKey: "238810-662376-448998-450120-652806-203390-606320-483076",
                manifestFile: "\\DriveManifest.xml",
                manifestHash: "109B21108597EF36D5785F08303F3638",
            },
        },
        dataImportDetails: [
            { accountDetails: { dataAccountType: "StorageAccount", storageAccountId: account } },
        ],
    },
};

const operations = {
    create: async (number) => {
        await read(number).catch((error) => {
            if (error.statusCode !== 404) throw error;
        });
        await jobs.beginCreateAndWait(group, name(number), body);
    },
    read,
    delete: async (number) => {
        await read(number);
        await jobs.cancel(group, name(number), { reason: "bare" });
        await read(number);
        await jobs.beginDeleteAndWait(group, name(number));
        await locks.managementLocks.listByScope(account.slice(1)).byPage().next();
    },
};

async function main() {
    const waiting = Array.from({ length: Number(count) }, (_, number) => number);
    const start = performance.now();
    const worker = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            await operations[operation](next);
        }
    };
    await Promise.all(Array.from({ length: Number(concurrency) }, worker));
    console.log((performance.now() - start) / 1000);
}

main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
