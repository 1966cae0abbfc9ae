// The same requests as the provider sends for N jobs, by a bare script on the official SDK: the
// price of the HTTPS exchanges alone. Arguments: operation, number of jobs, concurrency; and "may-fail"
// where failures are counted and no error.
const { StorageImportExport } = require("@azure/arm-storageimportexport");
const { ManagedIdentityCredential } = require("@azure/identity");

const [operation, count, concurrency, mode] = process.argv.slice(2);
const mayFail = mode === "may-fail";
const endpoint = process.env.AZURE_IMPORTEXPORT_ENDPOINT;
const subscriptionId = process.env.ARM_SUBSCRIPTION_ID;
const client = new StorageImportExport(new ManagedIdentityCredential(), subscriptionId, {
    endpoint,
    credentialScopes: `${endpoint}/.default`,
});
const group = "rg-bare";
const job = (number) => `bare-${number}`;
const missing = (error) => {
    if (error.statusCode !== 404) throw error;
};
const body = {
    location: "westus",
    tags: { "pulumi-owner": "bare" },
    properties: {
        storageAccountId: `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/archive`,
        jobType: "Import",
        driveList: [
            {
                driveId: "9CA995BB",
                bitLockerKey: "key",
                manifestFile: "\\DriveManifest.xml",
                manifestHash: "109B21108597EF36D5785F08303F3638",
            },
        ],
    },
};

const operations = {
    create: async (number) => {
        await client.jobs.get(job(number), group).catch(missing);
        await client.jobs.create(job(number), group, body);
    },
    read: (number) => client.jobs.get(job(number), group),
    delete: async (number) => {
        await client.jobs.get(job(number), group);
        await client.jobs.delete(job(number), group);
    },
};

async function main() {
    const waiting = Array.from({ length: Number(count) }, (_, number) => number);
    const start = performance.now();
    let failures = 0;
    const worker = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            const done = operations[operation](next);
            // Under throttling it is counted what the SDK's own tries do not ride out.
            await (mayFail ? done.catch(() => (failures += 1)) : done);
        }
    };
    await Promise.all(Array.from({ length: Number(concurrency) }, worker));
    const seconds = (performance.now() - start) / 1000;
    console.log(mayFail ? JSON.stringify({ failures, seconds }) : seconds);
}

main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
