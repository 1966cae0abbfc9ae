// A server process for emulator.bench.ts. argv[2]: memory | journal | bare. Prints its connection as
// one line of JSON, and its resident memory in bytes whenever a line comes in.
const { mkdtempSync, readFileSync, rmSync } = require("node:fs");
const https = require("node:https");
const os = require("node:os");
const path = require("node:path");
const { startEmulator } = require("azure-importexport-emulator");
const { createServerCertificate } = require("../../emulator/dist/certificates");

async function main(kind) {
    const dir = mkdtempSync(path.join(os.tmpdir(), "emulator-bench-"));
    const emulator = await startEmulator({
        throttling: "off",
        dir: kind === "memory" ? undefined : dir,
    });
    let endpoint = emulator.endpoint;
    if (kind === "bare") endpoint = await bareServer(dir);
    const { identityEndpoint, identityHeader, subscriptionId, caCertificatePem: ca } = emulator;
    console.log(
        JSON.stringify({
            endpoint,
            identityEndpoint,
            identityHeader,
            subscriptionId,
            ca,
            resource: emulator.endpoint,
        }),
    );
    process.stdin.on("data", () => {
        globalThis.gc?.();
        console.log(JSON.stringify({ rss: process.memoryUsage().rss }));
    });
    process.stdin.on("end", async () => {
        await emulator.stop();
        rmSync(dir, { recursive: true, force: true });
        process.exit(0);
    });
}

/** What https alone costs here: the same certificate, a constant answer of a job's size. */
async function bareServer(dir) {
    const { authority } = JSON.parse(readFileSync(path.join(dir, "identity.json"), "utf8"));
    const { privateKey: key, certificate: cert } = await createServerCertificate(authority, [
        "localhost",
    ]);
    const body = JSON.stringify({ filler: "x".repeat(2000) });
    const server = https.createServer({ key, cert }, (request, response) => {
        request.resume();
        request.on("end", () => response.end(body));
    });
    await new Promise((resolve) => server.listen(0, "localhost", resolve));
    return `https://localhost:${server.address().port}`;
}

main(process.argv[2]);
