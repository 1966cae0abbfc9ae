// A stand-in for the plugin of @pulumi/azure-native, which cannot be downloaded everywhere: just enough of it to
// put jobs and Data Box orders of its types into a checkpoint, and to see what the engine asks it to delete. It is no
// copy of the real plugin's behaviour. What it deletes or refuses to delete is written to the file STAND_IN_LOG.

const fs = require("node:fs");
const { main } = require("@pulumi/pulumi/provider");

const isOrder = (urn) => urn.split("::")[2].includes(":databox");

const jobId = (urn, { resourceGroupName, jobName }) =>
    `/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/${resourceGroupName}/providers/Microsoft.${isOrder(urn) ? "DataBox" : "ImportExport"}/jobs/${jobName}`;

/** What Azure says of a new one. */
const outputsOf = (urn, { jobName, location, properties, sku, transferType, details }) =>
    isOrder(urn)
        ? {
              name: jobName,
              type: "Microsoft.DataBox/jobs",
              location,
              sku,
              transferType,
              details,
              status: "Created",
              isCancellable: true,
              isDeletable: false,
              isCancellableWithoutFee: true,
          }
        : {
              name: jobName,
              type: "Microsoft.ImportExport/jobs",
              location,
              properties: { ...properties, state: "Creating" },
          };

/** What Azure says of a DELETE. For an order that is not deletable no document does; this is the likely answer. */
const isDeletable = (urn, { properties, isDeletable }) =>
    isOrder(urn) ? isDeletable === true : ["Creating", "Completed"].includes(properties.state);

const log = (line) => fs.appendFileSync(process.env.STAND_IN_LOG, `${line}\n`);

const provider = {
    version: "3.28.0",
    async check(urn, olds, news) {
        return { inputs: news };
    },
    async diff(id, urn, olds, news) {
        const now = jobId(urn, news).toLowerCase();
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
        log(`created ${inputs.jobName}`);
        return { id: jobId(urn, inputs), outs: outputsOf(urn, inputs) };
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
