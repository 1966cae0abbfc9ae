// A stand-in for the plugin of @pulumi/azure-native, which cannot be downloaded everywhere: just enough of it to
// put jobs of its types into a checkpoint, and to see what the engine asks it to delete. It is no copy of the real
// plugin's behaviour. What it deletes or refuses to delete is written to the file STAND_IN_LOG.

const fs = require("node:fs");
const { main } = require("@pulumi/pulumi/provider");

const jobId = ({ resourceGroupName, jobName }) =>
    `/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/${resourceGroupName}/providers/Microsoft.ImportExport/jobs/${jobName}`;

const outputsOf = ({ jobName, location, properties }, state) => ({
    name: jobName,
    type: "Microsoft.ImportExport/jobs",
    location,
    properties: { ...properties, state },
});

const log = (line) => fs.appendFileSync(process.env.STAND_IN_LOG, `${line}\n`);

const provider = {
    version: "3.28.0",
    async check(urn, olds, news) {
        return { inputs: news };
    },
    async diff(id, urn, olds, news) {
        const now = jobId(news).toLowerCase();
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
        return { id: jobId(inputs), outs: outputsOf(inputs, "Creating") };
    },
    async read(id, urn, props) {
        return { id, props };
    },
    async delete(id, urn, { name, properties }) {
        if (properties.state !== "Creating" && properties.state !== "Completed") {
            throw new Error(`stand-in for Azure: refused to delete "${name}"`);
        }
        log(`deleted ${name}`);
    },
};

void main(provider, process.argv.slice(2));
