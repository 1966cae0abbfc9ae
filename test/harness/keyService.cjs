// A key service for the stacks of all tests, for Pulumi's secrets provider `hashivault`. The one with a passphrase derives its
// key at every command, by a million rounds: a quarter of a second of the processor's time, a thousand times over. The key
// that is kept here in clear protects values of tests only; in the checkpoints they are encrypted as with any provider.
const http = require("node:http");
const path = require("node:path");
const { isMainThread, parentPort, Worker } = require("node:worker_threads");

const prefix = "vault:v1:";

/** Vault's `transit/encrypt` and `transit/decrypt`, of which the ciphertext is the plaintext with the usual beginning. */
function answer(path, { plaintext, ciphertext }) {
    if (path.includes("/transit/encrypt/")) return { ciphertext: prefix + plaintext };
    if (path.includes("/transit/decrypt/")) return { plaintext: ciphertext.slice(prefix.length) };
    throw new Error(`The tests' key service knows no ${path}.`);
}

function serve() {
    const server = http.createServer((request, response) => {
        let body = "";
        request.setEncoding("utf8").on("data", (text) => (body += text));
        request.on("end", () => {
            response.setHeader("content-type", "application/json");
            response.end(JSON.stringify({ data: answer(request.url, JSON.parse(body)) }));
        });
    });
    server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
}

/** In a thread: some tests block the one they run in, which is jest's own where there is one file. It ends with jest. */
module.exports = async () => {
    const worker = new Worker(path.join(__dirname, "keyService.cjs"));
    const port = await new Promise((resolve, reject) => {
        worker.once("message", resolve).once("error", reject);
    });
    worker.unref();
    process.env.AZURE_IMPORTEXPORT_TEST_KEYS = `http://127.0.0.1:${port}`;
};

if (!isMainThread) serve();
