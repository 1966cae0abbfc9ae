/**
 * What the resource costs: up, no-change preview, refresh and destroy of N jobs, against N
 * `dynamic.Resource`s that do nothing; against N resources that leave the same checkpoint and know no
 * Azure, the floor under any resource that keeps so much; and against a bare SDK script that sends
 * the same requests at the engine's concurrency.
 */
import { execFile } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "azure-importexport-emulator";
import { createStack, type Stack } from "../engine/stack";
import { report, summary, type Row } from "./measure";
import { empty, jobs, sameCheckpoint, type Program, type StoredResource } from "./programs";

/** How many resources Pulumi works on at a time, when it is not told. */
const concurrency = 4 * os.availableParallelism();
const operations = ["up", "preview", "refresh", "destroy"] as const;
type Operation = (typeof operations)[number];

/** Design goals at 300 jobs; a prototype without Azure came to 0.53, 0.9 and 0.44. */
const goals: Partial<Record<Operation, number>> = { up: 0.85, preview: 0.95, destroy: 0.75 };

async function timed(stack: Stack): Promise<Record<Operation, number>> {
    const seconds = {} as Record<Operation, number>;
    for (const operation of operations) {
        const result = await stack[operation]();
        if (result.code !== 0) throw new Error(`${operation} failed:\n${result.output}`);
        seconds[operation] = result.seconds;
    }
    return seconds;
}

async function once(emulator: Emulator, program: Program): Promise<Record<Operation, number>> {
    const stack = await createStack({ env: { ...emulator.env }, ...program });
    try {
        return await timed(stack);
    } finally {
        await stack.dispose();
    }
}

/** A job as the checkpoint has it. */
async function storedJob(emulator: Emulator): Promise<StoredResource> {
    const stack = await createStack({ env: { ...emulator.env }, ...jobs(1) });
    try {
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        const [job] = await stack.resources("--show-secrets");
        if (!job) throw new Error("The stack has no job.");
        await stack.succeeds(["destroy", "--yes", "--skip-preview"]);
        return job;
    } finally {
        await stack.dispose();
    }
}

async function bare(emulator: Emulator, count: number): Promise<Record<string, number>> {
    const run = async (operation: string) => {
        const script = path.join(__dirname, "bareClient.cjs");
        const args = [script, operation, String(count), String(concurrency)];
        const env = { ...process.env, ...emulator.env };
        return Number((await promisify(execFile)(process.execPath, args, { env })).stdout);
    };
    return {
        up: await run("create"),
        refresh: await run("read"),
        destroy: await run("delete"),
    };
}

async function main(): Promise<void> {
    const counts = (process.env.BENCH_COUNTS ?? "10,100,300").split(",").map(Number);
    const runs = Number(process.env.BENCH_RUNS ?? 3);
    const emulator = await startEmulator({ throttling: "off" });
    const rows: Row[] = [];
    const stored = await storedJob(emulator);
    try {
        for (const count of counts) {
            const measured = { jobs: [], empty: [], same: [], bare: [] } as Record<
                string,
                Record<string, number>[]
            >;
            for (let run = 0; run < runs; run++) {
                // Interleaved, so that a slow minute of the machine hits all of them.
                measured.empty?.push(await once(emulator, empty(count)));
                measured.jobs?.push(await once(emulator, jobs(count)));
                measured.same?.push(await once(emulator, sameCheckpoint(count, stored)));
                measured.bare?.push(await bare(emulator, count));
            }
            const of = (kind: string, operation: string) =>
                summary((measured[kind] ?? []).map((each) => each[operation] ?? NaN));
            for (const operation of operations) {
                const job = of("jobs", operation);
                const nothing = of("empty", operation);
                const wire = of("bare", operation);
                const same = of("same", operation);
                rows.push({
                    what: `${operation} of ${count} jobs`,
                    unit: "s",
                    ...job,
                    baseline: { what: `${count} empty dynamic.Resources`, value: nothing.value },
                    goal: count === 300 ? goals[operation] : undefined,
                    note: Number.isNaN(wire.value)
                        ? undefined
                        : `bare SDK script, same requests: ${wire.value.toFixed(2)} s`,
                });
                rows.push({
                    what: `${operation} of ${count} jobs`,
                    unit: "s",
                    ...job,
                    baseline: { what: "same checkpoint, no Azure", value: same.value },
                });
            }
        }
        report(rows);
    } finally {
        await emulator.stop();
    }
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
