/**
 * The provider's process and what it leaves: how long it takes to answer, how much memory it takes
 * at its peak, and how many bytes a job adds to the checkpoint. Beside an empty dynamic provider.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { startEmulator } from "azure-importexport-emulator";
import { createStack } from "../engine/stack";
import { report, summary, type Row } from "./measure";

// Shared with benchmarks that are no TypeScript.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { jobArgs } = require("./jobArgs.cjs") as { jobArgs: (name: string) => unknown };
const serverScript = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
const runs = 5;

/** Milliseconds from the start of a dynamic-provider process until it listens, with `preload` loaded. */
function startMs(preload: string[]): Promise<number> {
    const begin = performance.now();
    const args = [
        ...preload.flatMap((module) => ["--require", module]),
        serverScript,
        "127.0.0.1:1",
    ];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
    return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.stdout.once("data", () => {
            child.kill();
            resolve(performance.now() - begin);
        });
    });
}

/** Writes each node process's own peak memory when it ends. */
const recorder = `
    process.on("exit", () => require("node:fs").appendFileSync(process.env.BENCH_MEMORY_LOG,
        JSON.stringify([process.argv[1], process.resourceUsage().maxRSS]) + "\\n"));
    for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(1));`;

async function peakMemory(program: string, env: Record<string, string>) {
    const stack = await createStack({ program, env, files: { "recorder.js": recorder } });
    const log = path.join(stack.folder, "memory.log");
    const recorderFile = path.join(stack.programFolder, "recorder.js");
    try {
        const up = await stack.run(["up", "--yes", "--skip-preview"], {
            NODE_OPTIONS: `--require ${recorderFile}`,
            BENCH_MEMORY_LOG: log,
        });
        if (up.code !== 0) throw new Error(up.output);
        const lines = fs.readFileSync(log, "utf8").trim().split("\n");
        const own = lines
            .map((line) => JSON.parse(line) as [string, number])
            .find(([script]) => script?.includes("dynamic-provider"));
        const checkpoint = JSON.stringify(await stack.export());
        return { megabytes: (own?.[1] ?? NaN) / 1024, bytes: checkpoint.length };
    } finally {
        await stack.dispose();
    }
}

async function main(): Promise<void> {
    const crud = require.resolve("pulumi-azure-importexport/crud");
    const starts = { empty: [] as number[], ours: [] as number[] };
    for (let run = 0; run < runs; run++) {
        starts.empty.push(await startMs([]));
        starts.ours.push(await startMs([crud]));
    }
    const emulator = await startEmulator({ throttling: "off" });
    try {
        const jobs = (count: number) => `
            const { Job } = require("pulumi-azure-importexport");
            for (const args of ${JSON.stringify(Array.from({ length: count }, (_, i) => jobArgs(`job-${i}`)))})
                new Job(args.jobName, args);`;
        const empty = (count: number) => `
            const { dynamic } = require("@pulumi/pulumi");
            const provider = { create: async () => ({ id: "x", outs: {} }), delete: async () => {} };
            for (let i = 0; i < ${count}; i++) new dynamic.Resource(provider, "r" + i, {});`;
        const count = Number(process.env.BENCH_JOBS ?? 1000);
        const ours = await peakMemory(jobs(count), { ...emulator.env });
        const nothing = await peakMemory(empty(count), { ...emulator.env });
        const rows: Row[] = [
            {
                what: "provider process until it listens",
                unit: "ms",
                ...summary(starts.ours),
                baseline: { what: "without our code", value: summary(starts.empty).value },
            },
            {
                what: `provider process, peak memory, ${count} jobs`,
                unit: "MB",
                ...summary([ours.megabytes]),
                baseline: { what: "empty resources", value: nothing.megabytes },
            },
            {
                what: "checkpoint, a job of two drives",
                unit: "bytes",
                ...summary([ours.bytes / count]),
                baseline: { what: "an empty dynamic.Resource", value: nothing.bytes / count },
            },
        ];
        report(rows);
    } finally {
        await emulator.stop();
    }
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
