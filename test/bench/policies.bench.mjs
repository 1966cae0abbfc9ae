// How dear the policy pack is: its start, and its analysis of 1,000 jobs, each beside an empty pack. Prints seconds
// and ratios. Uses the CLI that `npm run setup` found; needs no Azure and no emulator.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const record = path.join(repository, "node_modules/.cache/pulumi-azure-importexport/pulumi.json");
const cli = JSON.parse(fs.readFileSync(record, "utf8"));
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const jobType = "pulumi-nodejs:dynamic/importexport:Job";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-policies-bench-"));
const rows = [];
try {
    const packs = { empty: emptyPack(), ours: path.join(repository, "policies") };
    for (const [what, jobs] of [
        ["pack start (analysis of 1 resource)", 0],
        ["analysis of 1,000 jobs", 1000],
    ]) {
        const file = checkpointWith(jobs);
        const seconds = { empty: [], ours: [] };
        // In turns, so that a busy machine is busy for both.
        for (let round = 0; round < rounds; round++) {
            for (const [name, pack] of Object.entries(packs))
                seconds[name].push(analyse(pack, file));
        }
        rows.push(rowOf(what, seconds));
        const [empty, ours] = [median(seconds.empty), median(seconds.ours)];
        console.log(
            `${what}: empty pack ${empty.toFixed(2)} s, ours ${ours.toFixed(2)} s, ratio ${(ours / empty).toFixed(2)}`,
        );
    }
} finally {
    fs.rmSync(folder, { recursive: true, force: true });
}
if (process.send) process.send(rows);

/** The same figures as a row of test/bench/measure.ts. */
function rowOf(what, { empty, ours }) {
    return {
        what: `policy pack: ${what}`,
        unit: "s",
        value: median(ours),
        spread: [Math.min(...ours), Math.max(...ours)],
        baseline: { what: "an empty pack", value: median(empty) },
    };
}

function emptyPack() {
    const pack = path.join(folder, "empty");
    fs.mkdirSync(pack);
    fs.symlinkSync(
        path.join(repository, "node_modules"),
        path.join(pack, "node_modules"),
        "junction",
    );
    fs.writeFileSync(path.join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\n");
    const packageFile = { name: "empty", version: "0.0.1", main: "index.js" };
    fs.writeFileSync(path.join(pack, "package.json"), JSON.stringify(packageFile));
    fs.writeFileSync(
        path.join(pack, "index.js"),
        'new (require("@pulumi/policy").PolicyPack)("empty", { policies: [] });\n',
    );
    return pack;
}

/** A checkpoint as `pulumi stack export` writes it, in which every policy of the pack is content. */
function checkpointWith(jobs) {
    const root = {
        urn: "urn:pulumi:dev::bench::pulumi:pulumi:Stack::bench-dev",
        custom: false,
        type: "pulumi:pulumi:Stack",
    };
    const resources = Array.from({ length: jobs }, (_, index) => {
        const jobName = `job-${index}`;
        const properties = {
            jobType: "Import",
            driveList: [{ driveId: "D", manifestHash: "a".repeat(32) }],
        };
        const inputs = { jobName, resourceGroupName: "rg", location: "westus", properties };
        return {
            urn: `urn:pulumi:dev::bench::${jobType}::${jobName}`,
            custom: true,
            id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.ImportExport/jobs/${jobName}`,
            type: jobType,
            inputs,
            outputs: { ...inputs, name: jobName, state: "Completed" },
        };
    });
    const manifest = { time: "2026-11-22T00:00:00Z", magic: "", version: "" };
    const file = path.join(folder, `${jobs}.json`);
    fs.writeFileSync(
        file,
        JSON.stringify({ version: 3, deployment: { manifest, resources: [root, ...resources] } }),
    );
    return file;
}

function analyse(pack, file) {
    const started = process.hrtime.bigint();
    execFileSync(cli.command, ["policy", "analyze", "--policy-pack", pack, "--file", file], {
        cwd: folder,
        stdio: ["ignore", "ignore", "inherit"],
        env: {
            ...process.env,
            PATH: [cli.binFolder, path.dirname(process.execPath), process.env.PATH].join(
                path.delimiter,
            ),
            PULUMI_HOME: path.join(folder, "home"),
            PULUMI_SKIP_UPDATE_CHECK: "true",
        },
    });
    return Number(process.hrtime.bigint() - started) / 1e9;
}

function median(numbers) {
    return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}
