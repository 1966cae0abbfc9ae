/**
 * What this version takes beside c86402a, which had three ARM SDKs and a client for each service: requests, and seconds of
 * the processor, which a busy machine changes less than the clock's. In turn, in one run.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { startEmulator, type Emulator } from "azure-importexport-emulator";
import { findPulumi } from "../harness/pulumiCli";
import { createStack, type Stack } from "../harness/stack";
import { OldPackages } from "../upgrades/c86402a/oldPackages";
import { report, summary, type Row } from "./measure";
import { jobs, orders, type Program } from "./programs";
import { timedCommand } from "./timedCommand";

const repository = path.resolve(__dirname, "../..");
const runs = Number(process.env.BENCH_RUNS ?? 3);
const count = Number(process.env.BENCH_COUNTS ?? 100);
const operations = ["up", "refresh", "destroy"] as const;
const versions = ["before", "now"] as const;

interface Cost {
    readonly cpuSeconds: number;
    readonly requests: number;
}
type Costs = Record<string, Cost[]>;

/** Seconds of the processor that a command and everything that it started took. */
async function cpuSeconds(stack: Stack, operation: string): Promise<number> {
    const pulumi = [
        findPulumi().command,
        operation,
        "--yes",
        "--skip-preview",
        "--non-interactive",
    ];
    const timed = await timedCommand(pulumi, { cwd: stack.programFolder, env: stack.env });
    if (timed.code !== 0) throw new Error(timed.output);
    return timed.cpuSeconds;
}

async function once(
    emulator: Emulator,
    program: Program,
    packages: string,
): Promise<Record<string, Cost>> {
    const stack = await createStack({ env: { ...emulator.env }, ...program });
    try {
        // What the tests preload is not what a user has.
        delete stack.env.NODE_OPTIONS;
        stack.usePackages(packages);
        const costs: Record<string, Cost> = {};
        for (const operation of operations) {
            const asked = emulator.requests().length;
            const spent = await cpuSeconds(stack, operation);
            const requests = emulator.requests().length - asked;
            costs[operation] = { cpuSeconds: spent, requests };
        }
        return costs;
    } finally {
        await stack.dispose();
    }
}

/** Seconds of the processor until a provider's module is loaded, and what its first method needs with it. */
function startSeconds(packages: string): number {
    const told = "console.log(JSON.stringify(process.cpuUsage()))";
    const module = path.join(packages, "pulumi-azure-importexport/dist/importexport/crud.js");
    const script = `require(${JSON.stringify(module)}); ${told}`;
    const { user, system } = JSON.parse(
        execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }),
    ) as NodeJS.CpuUsage;
    return (user + system) / 1e6;
}

async function main(): Promise<void> {
    const old = OldPackages.unpack();
    const packages = { before: old.nodeModules, now: path.join(repository, "node_modules") };
    const emulator = await startEmulator({ throttling: "off", dataBoxOperationPolls: 0 });
    try {
        const rows: Row[] = [];
        const starts = { before: [] as number[], now: [] as number[] };
        for (let run = 0; run < 5 * runs; run++) {
            for (const version of versions) starts[version].push(startSeconds(packages[version]));
        }
        rows.push({
            what: "the provider's module is loaded",
            unit: "s",
            ...summary(starts.now),
            baseline: { what: "c86402a", value: summary(starts.before).value },
            note: "seconds of the processor",
        });
        for (const [what, program] of [
            ["jobs", jobs(count)],
            ["orders", orders(count)],
        ] as const) {
            rows.push(...(await rowsOf(emulator, packages, what, program)));
        }
        report(rows);
    } finally {
        old.dispose();
        await emulator.stop();
    }
}

async function rowsOf(
    emulator: Emulator,
    packages: Record<(typeof versions)[number], string>,
    what: string,
    program: Program,
): Promise<Row[]> {
    const costs: Record<(typeof versions)[number], Costs> = { before: {}, now: {} };
    for (let run = 0; run < runs; run++) {
        for (const version of versions) {
            const cost = await once(emulator, program, packages[version]);
            for (const operation of operations) {
                (costs[version][operation] ??= []).push(cost[operation]!);
            }
        }
    }
    return operations.flatMap((operation): Row[] => {
        const of = (version: (typeof versions)[number], pick: (cost: Cost) => number) =>
            summary((costs[version][operation] ?? []).map(pick));
        const row = (unit: Row["unit"], pick: (cost: Cost) => number, note: string): Row => ({
            what: `${operation} of ${count} ${what}`,
            unit,
            ...of("now", pick),
            baseline: { what: "c86402a", value: of("before", pick).value },
            note,
        });
        return [
            row("requests", ({ requests }) => requests, "requests to Azure"),
            row("s", ({ cpuSeconds }) => cpuSeconds, "seconds of the processor, CLI included"),
        ];
    });
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
