/**
 * How cost grows from 10 to 1,000 jobs, and what the provider's process takes meanwhile: how long until
 * it answers, its memory at the peak, and the bytes that a job adds to the checkpoint. Beside empty
 * dynamic resources, in the same run.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { startEmulator } from "azure-importexport-emulator";
import { createStack, type Stack } from "../harness/stack";
import { report, summary, type Row, runBench } from "./measure";
import { empty, jobs, type Program } from "./programs";

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
    if (process.argv[1]?.includes("dynamic-provider"))
        for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(1));`;

/** What N resources cost, all together. */
interface Cost {
    upSeconds: number;
    destroySeconds: number;
    /** Of the provider's process, at its peak during the up. */
    megabytes: number;
    checkpointBytes: number;
}

async function costOf({ program, files }: Program, env: Record<string, string>): Promise<Cost> {
    const stack = await createStack({ program, env, files: { ...files, "recorder.js": recorder } });
    try {
        const log = path.join(stack.folder, "memory.log");
        const up = await done(stack, ["up", "--yes", "--skip-preview"], {
            NODE_OPTIONS: `--require ${path.join(stack.programFolder, "recorder.js")}`,
            BENCH_MEMORY_LOG: log,
        });
        const checkpoint = JSON.stringify(await stack.export());
        const destroySeconds = await done(stack, ["destroy", "--yes", "--skip-preview"]);
        return {
            upSeconds: up,
            destroySeconds,
            megabytes: providerMegabytes(log),
            checkpointBytes: checkpoint.length,
        };
    } finally {
        await stack.dispose();
    }
}

async function done(stack: Stack, args: string[], env?: Record<string, string>): Promise<number> {
    const { code, output, seconds } = await stack.run(args, env);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${output}`);
    return seconds;
}

function providerMegabytes(log: string): number {
    const lines = fs.readFileSync(log, "utf8").trim().split("\n");
    const [, kilobytes] =
        lines
            .map((line) => JSON.parse(line) as [string | null, number])
            .find(([script]) => script?.includes("dynamic-provider")) ?? [];
    return (kilobytes ?? NaN) / 1024;
}

/** What each job costs when there are so many, beside the same for an empty resource. */
function growthRows(count: number, ours: Cost, nothing: Cost): Row[] {
    const row = (operation: "up" | "destroy", pick: (cost: Cost) => number): Row => ({
        what: `${operation}, per job, ${count} jobs`,
        unit: "ms",
        ...summary([(pick(ours) / count) * 1000]),
        baseline: {
            what: "per empty dynamic.Resource",
            value: (pick(nothing) / count) * 1000,
        },
        note: `${pick(ours).toFixed(1)} s in all`,
    });
    return [
        row("up", ({ upSeconds }) => upSeconds),
        row("destroy", ({ destroySeconds }) => destroySeconds),
    ];
}

async function main(): Promise<void> {
    const crud = require.resolve("pulumi-azure-importexport/crud");
    const starts = { empty: [] as number[], ours: [] as number[] };
    for (let run = 0; run < runs; run++) {
        starts.empty.push(await startMs([]));
        starts.ours.push(await startMs([crud]));
    }
    const rows: Row[] = [
        {
            what: "provider process until it listens",
            unit: "ms",
            ...summary(starts.ours),
            baseline: { what: "without our code", value: summary(starts.empty).value },
        },
    ];
    const counts = (process.env.BENCH_GROWTH ?? "10,100,1000").split(",").map(Number);
    const emulator = await startEmulator({ throttling: "off" });
    try {
        for (const count of counts) {
            const nothing = await costOf(empty(count), { ...emulator.env });
            const ours = await costOf(jobs(count), { ...emulator.env });
            rows.push(...growthRows(count, ours, nothing));
            if (count !== counts.at(-1)) continue;
            rows.push(
                {
                    what: `provider process, peak memory, ${count} jobs`,
                    unit: "MB",
                    ...summary([ours.megabytes]),
                    baseline: { what: "empty dynamic.Resources", value: nothing.megabytes },
                },
                {
                    what: `checkpoint, a job of one drive`,
                    unit: "bytes",
                    ...summary([ours.checkpointBytes / count]),
                    baseline: {
                        what: "an empty dynamic.Resource",
                        value: nothing.checkpointBytes / count,
                    },
                },
            );
        }
        report(rows);
    } finally {
        await emulator.stop();
    }
}

runBench(main);
