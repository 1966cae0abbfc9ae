// Creates or deletes many jobs at once, each as the provider does: look, then act. In a process of its own, as Node
// reads NODE_EXTRA_CA_CERTS when it starts. The last line printed is JSON.
const { readSettings } = require("../../provider/dist/config.js");
const { connect } = require("../../provider/dist/importexport/jobsClient.js");
const { systemClock } = require("../../provider/dist/arm/clock.js");
const { jobProperties } = require("./jobArgs.cjs");

const [what, count] = process.argv.slice(2);
const lines = [];

async function main() {
    const settings = readSettings({ get: () => undefined }, process.env);
    const { subscriptionId } = settings;
    const surroundings = { clock: systemClock, say: (line) => lines.push(line) };
    const client = await connect(settings, subscriptionId, surroundings);
    const jobs = Array.from({ length: Number(count) }, (_, i) => ({
        subscriptionId,
        resourceGroupName: "bench",
        jobName: `job-${i}`,
    }));
    const ended = await Promise.allSettled(jobs.map((job) => act(client, job)));
    const failed = ended.filter(({ status }) => status === "rejected");
    for (const { reason } of failed.slice(0, 3)) lines.push(String(reason));
    console.log(JSON.stringify({ failures: failed.length, lines }));
}

async function act(client, job) {
    const found = await client.getJob(job);
    if (what === "delete") return await client.deleteJob(job);
    if (found !== "gone") throw new Error(`${job.jobName} exists`);
    return await client.createJob(job, {
        location: "westus",
        properties: jobProperties(job.jobName),
    });
}

void main();
