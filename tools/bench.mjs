// npm run bench [-- --json FILE] [--only NAME] [--write]
//
// Every benchmark, each in a process of its own, one after the other; one table at the end. With --write each puts its
// table into docs/performance.md as soon as it has ended.

import { fork } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import prettier from "prettier";
import { locatePeer } from "./azapi/locate.mjs";
import { npmCommand, runQuietly } from "./childProcess.mjs";
import { runTool, say, SetupError } from "./progress.mjs";
import { repository, setUp } from "./setup.mjs";

const benchmarks = [
    { name: "engine", file: "engine.bench.ts", minutes: 7 },
    { name: "before", file: "before.bench.ts", minutes: 6 },
    { name: "peers", file: "peers.bench.ts", minutes: 40 },
    { name: "growth", file: "growth.bench.ts", minutes: 8 },
    { name: "databox", file: "databox.bench.ts", minutes: 10 },
    { name: "throttled", file: "throttled.bench.mjs", minutes: 12 },
    { name: "waiting", file: "waiting.bench.ts", minutes: 1 },
    { name: "policies", file: "policies.bench.mjs", minutes: 1 },
    { name: "emulator", file: "emulator.bench.ts", minutes: 1 },
];

const columns = ["what", "median", "lowest to highest", "beside", "ratio", "goal", "note"];

await runTool(async () => {
    const { values: wish } = parseArgs({
        options: {
            json: { type: "string" },
            only: { type: "string" },
            write: { type: "boolean", default: false },
        },
    });
    const chosen = benchmarks.filter(({ name }) => wish.only === undefined || name === wish.only);
    if (chosen.length === 0) {
        const names = benchmarks.map(({ name }) => name).join(", ");
        throw new SetupError(`There is no benchmark "${wish.only}". There are: ${names}.`);
    }
    await setUp();
    const results = [];
    for (const { name, file, minutes } of chosen) {
        if (name === "peers" && !(await givePeer())) continue;
        say(`Benchmark ${name}, about ${minutes} min`);
        const result = { name, rows: await rowsOf(file) };
        results.push(result);
        if (wish.write) await writeSection(result);
        if (wish.write && name === "peers") await drawPlots(result);
    }
    if (wish.json)
        fs.writeFileSync(wish.json, JSON.stringify({ machine: machine(), results }, null, 4));
    console.log(`\n${machine()}\n\n${asTable(results)}`);
});

/** The peer's programs, for the benchmark; undefined, and said why, where they cannot be had. */
async function givePeer() {
    try {
        process.env.BENCH_PEER = JSON.stringify(await locatePeer());
        return true;
    } catch (error) {
        if (!(error instanceof SetupError)) throw error;
        say(`The rows beside azapi are left out. ${error.message}`);
        return false;
    }
}

/** The rows that a benchmark sends to its parent: see test/bench/measure.ts. */
function rowsOf(file) {
    return new Promise((resolve, reject) => {
        const isTypeScript = file.endsWith(".ts");
        // Not for the others: what they start would inherit it.
        const compiler = { TS_NODE_PROJECT: path.join(repository, "test/tsconfig.json") };
        const child = fork(path.join(repository, "test/bench", file), [], {
            cwd: repository,
            execArgv: isTypeScript ? ["--require", "ts-node/register/transpile-only"] : [],
            env: { ...process.env, ...(isTypeScript ? compiler : {}) },
            stdio: ["ignore", "inherit", "inherit", "ipc"],
        });
        let rows;
        child.on("message", (sent) => (rows = sent));
        child.on("error", reject);
        child.on("exit", (code) => {
            if (rows && code === 0) resolve(rows);
            else
                reject(
                    new SetupError(
                        `The benchmark ${file} ended with ${code} and reported nothing.`,
                    ),
                );
        });
    });
}

/** The plots of docs/performance.md, and the figures they are drawn from. Their library is installed for them alone. */
async function drawPlots(result) {
    const [plots, folder] = ["tools/plots", "docs/bench"].map((at) => path.join(repository, at));
    fs.mkdirSync(folder, { recursive: true });
    const figures = path.join(folder, "peers.json");
    const kept = JSON.stringify({ machine: machine(), results: [result] }, null, 4);
    fs.writeFileSync(figures, await formatted(kept, figures));
    const [npm, ...npmArgs] = npmCommand();
    for (const [command, args] of [
        [npm, [...npmArgs, "ci", "--ignore-scripts", "--prefix", plots]],
        [process.execPath, [path.join(plots, "plots.mjs"), figures, folder]],
    ]) {
        const { code, stderr } = await runQuietly(command, args);
        if (code !== 0) throw new SetupError(`The plots are not drawn:\n${stderr.trim()}`);
    }
}

function machine() {
    const [cpu] = os.cpus();
    const memory = Math.round(os.totalmem() / 2 ** 30);
    const date = new Date().toISOString().slice(0, 10);
    return `${date}: ${os.availableParallelism()} × ${cpu?.model.trim() ?? os.arch()}, ${memory} GiB, ${os.platform()}, Node ${process.version}`;
}

function asTable(results) {
    const rows = results.flatMap(({ rows }) =>
        rows.map(({ what, unit, value, spread, baseline, goal, note }) => [
            what,
            `${figure(value)} ${unit}`,
            `${figure(spread[0])} to ${figure(spread[1])}`,
            baseline ? `${baseline.what}: ${figure(baseline.value)}` : "",
            baseline ? (value / baseline.value).toFixed(2) : "",
            goal === undefined
                ? ""
                : `≤ ${goal} ${value / baseline.value <= goal ? "met" : "missed"}`,
            note ?? "",
        ]),
    );
    const lines = [columns, columns.map(() => "---"), ...rows];
    return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function figure(value) {
    return Math.abs(value) >= 100 ? String(Math.round(value)) : value.toFixed(2);
}

/** Puts a benchmark's table into docs/performance.md; the words around it are written by hand. */
async function writeSection(result) {
    const page = path.join(repository, "docs/performance.md");
    const text = fs.readFileSync(page, "utf8");
    const begin = `<!-- generated: bench ${result.name} -->`;
    const end = `<!-- end of bench ${result.name} -->`;
    const [before, rest] = text.split(begin);
    const after = rest?.split(end)[1];
    if (after === undefined) throw new SetupError(`docs/performance.md has no place for ${begin}.`);
    const section = `${begin}\n\n${machine()}\n\n${asTable([result])}\n\n${end}`;
    fs.writeFileSync(page, await formatted(before + section + after, page));
    say(`Wrote the table of ${result.name} into docs/performance.md`);
}

/** As `npm run check` wants the file. */
async function formatted(text, file) {
    const options = await prettier.resolveConfig(file);
    return await prettier.format(text, { ...options, filepath: file });
}
