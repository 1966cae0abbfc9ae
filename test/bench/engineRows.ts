/**
 * What a resource costs: up, no-change preview, refresh and destroy of N of them, against N
 * `dynamic.Resource`s that do nothing; against N resources that leave the same checkpoint and know no
 * Azure, the floor under any resource that keeps so much; and against a bare SDK script that sends
 * the same requests at the engine's concurrency.
 */
import { execFile } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator, type EmulatorOptions } from "azure-importexport-emulator";
import { createStack, type Stack } from "../harness/stack";
import { summary, type Row } from "./measure";
import { empty, sameCheckpoint, type Program, type StoredResource } from "./programs";

/** How many resources Pulumi works on at a time, when it is not told. */
export const concurrency = 4 * os.availableParallelism();
const operations = ["up", "preview", "refresh", "destroy"] as const;
export type Operation = (typeof operations)[number];

/** Resources of one kind, and what is measured of them. */
export interface Measured {
    /** Plural, for the rows. */
    what: string;
    program: (count: number) => Program;
    /** The script beside this file that sends the same requests with the SDK alone. */
    bareScript: string;
    emulator?: EmulatorOptions;
    counts: readonly number[];
    /** The highest ratios to empty resources at 300. */
    goals?: Partial<Record<Operation, number>>;
    /** What is to be said of an operation's time beside that. */
    note?: (operation: Operation, count: number) => string | undefined;
}

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

/** A resource as the checkpoint has it. */
async function storedResource(emulator: Emulator, program: Program): Promise<StoredResource> {
    const stack = await createStack({ env: { ...emulator.env }, ...program });
    try {
        await stack.succeeds(["up", "--yes", "--skip-preview"]);
        const [resource] = await stack.resources("--show-secrets");
        if (!resource) throw new Error("The stack has no resource.");
        await stack.succeeds(["destroy", "--yes", "--skip-preview"]);
        return resource;
    } finally {
        await stack.dispose();
    }
}

async function bare(
    emulator: Emulator,
    count: number,
    bareScript: string,
): Promise<Record<string, number>> {
    const run = async (operation: string) => {
        const script = path.join(__dirname, bareScript);
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

/** Rows for up, preview, refresh and destroy of N resources, each beside three baselines of the same run. */
export async function engineRows(measured: Measured): Promise<Row[]> {
    const emulator = await startEmulator({ throttling: "off", ...measured.emulator });
    try {
        const stored = await storedResource(emulator, measured.program(1));
        const rows: Row[] = [];
        for (const count of measured.counts) {
            rows.push(...(await rowsOf(emulator, measured, stored, count)));
        }
        return rows;
    } finally {
        await emulator.stop();
    }
}

async function rowsOf(
    emulator: Emulator,
    { what, program, bareScript, goals, note }: Measured,
    stored: StoredResource,
    count: number,
): Promise<Row[]> {
    const runs: Record<"ours" | "empty" | "same" | "bare", Record<string, number>[]> = {
        ours: [],
        empty: [],
        same: [],
        bare: [],
    };
    for (let run = 0; run < Number(process.env.BENCH_RUNS ?? 3); run++) {
        // Interleaved, so that a slow minute of the machine hits all of them.
        runs.empty.push(await once(emulator, empty(count)));
        runs.ours.push(await once(emulator, program(count)));
        runs.same.push(await once(emulator, sameCheckpoint(count, stored)));
        runs.bare.push(await bare(emulator, count, bareScript));
    }
    const of = (kind: keyof typeof runs, operation: Operation) =>
        summary(runs[kind].map((each) => each[operation] ?? NaN));
    return operations.flatMap((operation): Row[] => {
        const ours: Pick<Row, "what" | "unit" | "value" | "spread"> = {
            what: `${operation} of ${count} ${what}`,
            unit: "s",
            ...of("ours", operation),
        };
        const wire = of("bare", operation).value;
        const notes = [
            ...(Number.isNaN(wire) ? [] : [`bare SDK script, same requests: ${wire.toFixed(2)} s`]),
            ...[note?.(operation, count) ?? []].flat(),
        ];
        return [
            {
                ...ours,
                baseline: {
                    what: `${count} empty dynamic.Resources`,
                    value: of("empty", operation).value,
                },
                goal: count === 300 ? goals?.[operation] : undefined,
                note: notes.length > 0 ? notes.join("; ") : undefined,
            },
            {
                ...ours,
                baseline: { what: "same checkpoint, no Azure", value: of("same", operation).value },
            },
        ];
    });
}

/** How many resources are measured, unless the environment says otherwise. */
export function countsOr(standard: string): number[] {
    return (process.env.BENCH_COUNTS ?? standard).split(",").map(Number);
}
