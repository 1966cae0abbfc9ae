// The client in a process of its own, as in real life: Node reads NODE_EXTRA_CA_CERTS when it starts, and the login
// comes from the environment. Started by clientProcess.ts, which sends one message a call.
const { inspect } = require("node:util");
const { readSettings } = require("../../../provider/dist/settings/config.js");
const { systemClock } = require("../../../provider/dist/arm/clock.js");
const { RETRY_LIMITS } = require("../../../provider/dist/arm/retryLimits.js");
const { openArm } = require("../../../provider/dist/arm/client.js");
const { contextOf } = require("../../../provider/dist/arm/context.js");
const { importExportClient } = require("../../../provider/dist/importexport/armJobsClient.js");

let client;

async function open({ config, subscriptionId, patience }) {
    const settings = readSettings({ get: (key) => config[key] }, process.env);
    const context = contextOf({ clock: systemClock, say: () => {} });
    const limits = { ...RETRY_LIMITS, ...patience };
    return importExportClient(
        await openArm(settings, subscriptionId, systemClock, limits),
        context,
    );
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
