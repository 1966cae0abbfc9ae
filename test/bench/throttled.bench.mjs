// 1,000 jobs under Resource Manager's token buckets, in real time: created and deleted by the client with everything
// at once, by a bare script on the official SDK, and by a real stack. Each against the time that the buckets dictate.
//
//     node test/bench/throttled.bench.mjs [--jobs 1000] [--only client|sdk|engine] [--parallel N] [--json FILE]
//
// Takes about ten minutes for 1,000 jobs, most of it waiting for tokens.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const require = createRequire(import.meta.url);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const { startEmulator } = require("azure-importexport-emulator");

/** What Azure documents (and not what the provider believes): at once, and more with every second. */
const buckets = { GET: [250, 25], PUT: [200, 10], DELETE: [200, 10] };

const { values: options } = parseArgs({
    options: {
        jobs: { type: "string", default: "1000" },
        parallel: { type: "string" },
        only: { type: "string" },
        json: { type: "string" },
    },
});
const jobCount = Number(options.jobs);

/** The least time for so many requests of each kind, in seconds. */
function dictated(requests) {
    const seconds = Object.entries(buckets).map(([method, [atOnce, perSecond]]) => {
        const count = requests.filter(
            (request) => request.method === method && request.status !== 429,
        );
        return Math.max(0, count.length - atOnce) / perSecond;
    });
    return Math.max(...seconds);
}

function measured(name, seconds, requests, failures, left) {
    const jobRequests = requests.filter(({ path: where }) => /\/jobs\//.test(where));
    const limit = dictated(jobRequests);
    return {
        name,
        jobs: jobCount,
        seconds: round(seconds),
        dictatedSeconds: round(limit),
        ratio: round(seconds / limit, 3),
        requests: jobRequests.length,
        answered429: jobRequests.filter(({ status }) => status === 429).length,
        failures,
        left,
    };
}

/** Buckets that are full again, so that the second half is not charged for the first. */
async function fullBuckets() {
    if (jobCount > 100) await new Promise((resolve) => setTimeout(resolve, 20_000));
}

const round = (value, digits = 1) => Number(value.toFixed(digits));

async function withEmulator(run) {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "throttled-bench-"));
    const emulator = await startEmulator({ dir });
    try {
        return await run(emulator, dir);
    } finally {
        await emulator.stop();
        fs.rmSync(dir, { recursive: true, force: true });
    }
}

/** Runs a command to its end. A command that fails is a failure to report, not an error of the benchmark. */
function runs(command, args, settings) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { ...settings, stdio: ["ignore", "pipe", "pipe"] });
        let output = "";
        child.stdout.on("data", (text) => (output += text));
        child.stderr.on("data", (text) => (output += text));
        child.on("error", reject);
        child.on("exit", (code) => resolve({ code, output }));
    });
}

/** Everything at once, as a client that knows no limit of its own would ask. */
async function benchClient() {
    return await withEmulator(async (emulator) => {
        const results = [];
        for (const what of ["create", "delete"]) {
            const before = emulator.requests().length;
            const started = performance.now();
            const child = path.join(root, "test/bench/manyJobs.cjs");
            const { output } = await runs(process.execPath, [child, what, String(jobCount)], {
                env: { PATH: process.env.PATH, ...emulator.env },
            });
            const seconds = (performance.now() - started) / 1_000;
            const told = JSON.parse(output.trim().split("\n").at(-1));
            for (const line of told.lines) console.error(`  ${line}`);
            const requests = emulator.requests().slice(before);
            const name = `client, all at once: ${what}`;
            results.push(measured(name, seconds, requests, told.failures, emulator.jobs().length));
            await fullBuckets();
        }
        return results;
    });
}

/** The peer: a bare script on the official SDK, which rides out what its own four tries ride out. */
async function benchSdk() {
    return await withEmulator(async (emulator) => {
        const results = [];
        for (const what of ["create", "delete"]) {
            const before = emulator.requests().length;
            const script = path.join(root, "test/bench/bareClient.cjs");
            const count = String(jobCount);
            const { code, output } = await runs(
                process.execPath,
                [script, what, count, count, "may-fail"],
                { env: { ...process.env, ...emulator.env } },
            );
            if (code !== 0) throw new Error(output);
            const told = JSON.parse(output.trim().split("\n").at(-1));
            const requests = emulator.requests().slice(before);
            const name = `bare SDK script, all at once: ${what}`;
            const left = emulator.jobs().length;
            // A job that was never made cannot fail to be deleted.
            const failures = what === "delete" ? left : told.failures;
            const peer = measured(name, told.seconds, requests, failures, left);
            results.push({ ...peer, isPeer: true });
            await fullBuckets();
        }
        return results;
    });
}

async function benchEngine() {
    return await withEmulator(async (emulator, dir) => {
        const project = path.join(dir, "project");
        fs.mkdirSync(path.join(dir, "state"));
        fs.mkdirSync(project);
        fs.writeFileSync(
            path.join(project, "Pulumi.yaml"),
            JSON.stringify({
                name: "bench",
                runtime: { name: "nodejs", options: { typescript: false } },
            }),
        );
        fs.writeFileSync(path.join(project, "package.json"), JSON.stringify({ main: "index.js" }));
        fs.writeFileSync(
            path.join(project, "index.js"),
            `const { Job } = require("pulumi-azure-importexport");
            const { jobArgs } = require(${JSON.stringify(path.join(root, "test/bench/jobArgs.cjs"))});
            for (let i = 0; i < ${jobCount}; i++) new Job("job-" + i, jobArgs("job-" + i));`,
        );
        fs.symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"));
        const env = {
            PATH: process.env.PATH,
            ...emulator.env,
            PULUMI_HOME: path.join(dir, "home"),
            PULUMI_BACKEND_URL: `file://${path.join(dir, "state")}`,
            PULUMI_CONFIG_PASSPHRASE: "bench",
            PULUMI_SKIP_UPDATE_CHECK: "true",
        };
        const pulumi = (args) =>
            runs(process.execPath, [path.join(root, "tools/pulumi.mjs"), ...args, "-C", project], {
                env,
            });
        const made = await pulumi(["stack", "init", "dev"]);
        if (made.code !== 0) throw new Error(made.output);
        const parallel = options.parallel ? ["--parallel", options.parallel] : [];
        const results = [];
        for (const command of ["up", "destroy"]) {
            const before = emulator.requests().length;
            const started = performance.now();
            const args = [command, "--yes", "--skip-preview", "--non-interactive", ...parallel];
            const { code, output } = await pulumi(args);
            const seconds = (performance.now() - started) / 1_000;
            if (code !== 0) console.error(output.slice(-3_000));
            const waits = output.split("\n").filter((line) => line.includes("Waiting for Azure"));
            for (const line of new Set(waits)) console.error(`  ${line.trim()}`);
            const requests = emulator.requests().slice(before);
            const name = `stack: pulumi ${command}`;
            results.push(
                measured(name, seconds, requests, code === 0 ? 0 : 1, emulator.jobs().length),
            );
            await fullBuckets();
        }
        return results;
    });
}

const parts = { client: benchClient, sdk: benchSdk, engine: benchEngine };
const results = [];
for (const [name, part] of Object.entries(parts)) {
    if (options.only === undefined || options.only === name) results.push(...(await part()));
}
console.table(results);
if (options.json) fs.writeFileSync(options.json, JSON.stringify(results, null, 4));
if (process.send) process.send(results.map(rowOf));
const isMet = results.every(
    ({ ratio, failures, isPeer }) => isPeer || (ratio <= 1.05 && failures === 0),
);
console.log(isMet ? "Goal met: at most 1.05 times the dictated time, no failure." : "Goal missed.");
// Under `npm run bench` a missed goal is a row of its table, and no failure of the run.
process.exitCode = isMet || process.send ? 0 : 1;

/** The same figures as a row of test/bench/measure.ts. */
function rowOf({ name, jobs, seconds, dictatedSeconds, requests, answered429, failures, isPeer }) {
    return {
        what: `${jobs} jobs under ARM's token buckets; ${name}`,
        unit: "s",
        value: seconds,
        spread: [seconds, seconds],
        baseline: { what: "what the buckets alone dictate", value: dictatedSeconds },
        goal: isPeer ? undefined : 1.05,
        note: `${requests} requests (${(requests / jobs).toFixed(1)} a job), ${answered429} of them 429, ${failures} failures`,
    };
}
