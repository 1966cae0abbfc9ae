// The client in a process of its own, as in real life: Node reads NODE_EXTRA_CA_CERTS when it starts, and the login
// comes from the environment. Started by clientProcess.ts, which sends one message a call.
const { inspect } = require("node:util");
const { readSettings } = require("../../../provider/dist/settings/config.js");
const { systemClock } = require("../../../provider/dist/arm/clock.js");
const { PATIENCE } = require("../../../provider/dist/arm/patience.js");
const { openClient } = require("../../../provider/dist/arm/sdkJobsClient.js");

let client;

async function open({ config, subscriptionId, patience }) {
    const settings = readSettings({ get: (key) => config[key] }, process.env);
    const surroundings = { clock: systemClock, say: () => {} };
    return await openClient(settings, subscriptionId, surroundings, { ...PATIENCE, ...patience });
}

process.on("message", async ({ id, open: how, method, args }) => {
    try {
        if (how) client = await open(how);
        const value = method === undefined ? client.endpoint : await client[method](...args);
        process.send({ id, value });
    } catch (error) {
        const { name, message, kind, status, code, azureMessage, effect } = error;
        const everything = inspect(error, { depth: 20, showHidden: true });
        process.send({
            id,
            error: { name, message, kind, status, code, azureMessage, effect, everything },
        });
    }
});
