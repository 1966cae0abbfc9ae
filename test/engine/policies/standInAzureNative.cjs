// A stand-in for the plugin of @pulumi/azure-native, which cannot be downloaded everywhere: just enough of it to
// put jobs, Data Box orders and storage accounts of its types into a checkpoint, and to see what the engine asks it to delete. It is no
// copy of the real plugin's behaviour. What it deletes or refuses to delete is written to the file STAND_IN_LOG.

const fs = require("node:fs");
const { main } = require("@pulumi/pulumi/provider");

const subscription = process.env.AZURE_SUBSCRIPTION_ID ?? "11111111-1111-4111-8111-111111111111";

const isOf = (urn, module) => urn.split("::")[2].includes(`:${module}`);
const isOrder = (urn) => isOf(urn, "databox");
const isAccount = (urn) => isOf(urn, "storage");

const placeOf = (urn, { jobName, accountName }) => {
    if (isAccount(urn)) return `Microsoft.Storage/storageAccounts/${accountName}`;
    return `Microsoft.${isOrder(urn) ? "DataBox" : "ImportExport"}/jobs/${jobName}`;
};
const idOf = (urn, inputs) =>
    `/subscriptions/${subscription}/resourceGroups/${inputs.resourceGroupName}/providers/${placeOf(urn, inputs)}`;

/** What Azure says of a new one. */
const outputsOf = (urn, inputs) => {
    const { jobName, accountName, location, properties, sku, transferType, details } = inputs;
    if (isAccount(urn)) return { name: accountName, type: "Microsoft.Storage/storageAccounts" };
    if (isOrder(urn)) {
        const flags = { isCancellable: true, isDeletable: false, isCancellableWithoutFee: true };
        const type = "Microsoft.DataBox/jobs";
        const order = { name: jobName, type, location, sku, transferType, details };
        return { ...order, status: "Created", ...flags };
    }
    const type = "Microsoft.ImportExport/jobs";
    return { name: jobName, type, location, properties: { ...properties, state: "Creating" } };
};

/** What Azure says of a DELETE. For an order that is not deletable no document does; this is the likely answer. */
const isDeletable = (urn, { properties, isDeletable }) => {
    if (isAccount(urn)) return true;
    if (isOrder(urn)) return isDeletable === true;
    return ["Creating", "Completed"].includes(properties.state);
};

const log = (line) => fs.appendFileSync(process.env.STAND_IN_LOG, `${line}\n`);

const provider = {
    version: "3.28.0",
    async check(urn, olds, news) {
        return { inputs: news };
    },
    async diff(id, urn, olds, news) {
        const now = idOf(urn, news).toLowerCase();
        const replaces = [
            ...(now === id.toLowerCase() ? [] : ["jobName"]),
            ...(news.location === olds.location ? [] : ["location"]),
        ];
        return {
            changes: replaces.length > 0,
            replaces,
            deleteBeforeReplace: true,
        };
    },
    async create(urn, inputs) {
        log(`created ${inputs.jobName ?? inputs.accountName}`);
        return { id: idOf(urn, inputs), outs: outputsOf(urn, inputs) };
    },
    async read(id, urn, props) {
        return { id, props };
    },
    async delete(id, urn, props) {
        if (!isDeletable(urn, props)) {
            throw new Error(`stand-in for Azure: refused to delete "${props.name}"`);
        }
        log(`deleted ${props.name}`);
    },
};

void main(provider, process.argv.slice(2));
