/**
 * The same jobs by Terraform's azapi and by this provider, in turn, on the same emulator: create, preview with and
 * without reads, destroy. Seconds of the processor, which a busy machine changes less than the clock's; those, the
 * requests and what failed stand in the note.
 *
 * BENCH_PEER: the two programs (tools/azapi/locate.mjs). BENCH_COUNTS, default 10,50,300,1000; the last once more under
 * Resource Manager's token buckets. BENCH_RUNS, default 3, from 300 jobs on 1.
 */
import { startEmulator, type Emulator } from "azure-importexport-emulator";
import { report, summary, type Row } from "./measure";
import { PulumiContestant } from "./pulumiContestant";
import { operations, TerraformPeer, type Operation, type PeerPrograms } from "./terraformPeer";
import type { Timed } from "./timedCommand";
import { jobProperties } from "./jobArgs.cjs";

const counts = (process.env.BENCH_COUNTS ?? "10,50,300,1000").split(",").map(Number);
const programs = JSON.parse(process.env.BENCH_PEER ?? "null") as PeerPrograms | null;

interface Cost extends Timed {
    requests: number;
    /** Jobs that are not as the operation leaves them. */
    failures: number;
}
type Costs = Partial<Record<Operation, Cost[]>>;

interface Contestant {
    run(operation: Operation): Promise<Timed>;
    dispose(): void | Promise<void>;
}

/** How this provider is used, and how much of azapi's processor time it may take for a small stack. */
const doors = { yaml: "YAML, packaged", javascript: "JavaScript, dynamic" } as const;
const goals = { yaml: 1.3, javascript: 1.6 } as const;

async function costsOf(emulator: Emulator, contestant: Contestant, count: number): Promise<Costs> {
    const costs: Costs = {};
    try {
        for (const operation of operations) {
            const asked = emulator.requests().length;
            const timed = await contestant.run(operation);
            const left = emulator.jobs().length;
            const failures = operation === "destroy" ? left : count - left;
            const requests = emulator.requests().length - asked;
            if (timed.code !== 0 && failures === 0) throw new Error(timed.output.slice(-3_000));
            costs[operation] = [{ ...timed, requests, failures }];
        }
        return costs;
    } finally {
        await contestant.dispose();
    }
}

async function rowsOf(count: number, throttling: "off" | "realTime"): Promise<Row[]> {
    const runs = count < 300 ? Number(process.env.BENCH_RUNS ?? 3) : 1;
    const all: Record<string, Costs> = {};
    for (let run = 0; run < runs; run++) {
        for (const name of ["azapi", "yaml", "javascript"] as const) {
            // Of its own, so that each begins with full buckets.
            const emulator = await startEmulator({ throttling });
            try {
                const contestant =
                    name === "azapi"
                        ? new TerraformPeer(programs!, emulator, count, jobProperties("job"))
                        : await PulumiContestant.start(name, emulator, count);
                add((all[name] ??= {}), await costsOf(emulator, contestant, count));
            } finally {
                await emulator.stop();
            }
        }
    }
    const where = throttling === "off" ? "" : " under token buckets";
    return operations.flatMap((operation) =>
        (["yaml", "javascript"] as const).map((door): Row => {
            const peer = all.azapi?.[operation] ?? [];
            const ours = all[door]?.[operation] ?? [];
            const cpu = (costs: Cost[]) => summary(costs.map(({ cpuSeconds }) => cpuSeconds));
            return {
                what: `${operation} of ${count} jobs${where}: ${doors[door]}`,
                unit: "s",
                ...cpu(ours),
                baseline: { what: "azapi", value: cpu(peer).value },
                goal: operation === "up" && count <= 50 ? goals[door] : undefined,
                note: `${inWords(ours)}; azapi ${inWords(peer)}`,
            };
        }),
    );
}

function add(all: Costs, costs: Costs): void {
    for (const operation of operations) {
        all[operation] = [...(all[operation] ?? []), ...(costs[operation] ?? [])];
    }
}

function inWords(costs: Cost[]): string {
    const clock = summary(costs.map(({ seconds }) => seconds)).value.toFixed(1);
    const most = (pick: (cost: Cost) => number) => Math.max(...costs.map(pick));
    const failed = most(({ failures }) => failures);
    const requests = most((cost) => cost.requests);
    return `${clock} s by the clock, ${requests} requests${failed > 0 ? `, ${failed} failed` : ""}`;
}

async function main(): Promise<void> {
    if (!programs) throw new Error("BENCH_PEER is missing: run this by `npm run bench`.");
    const rows: Row[] = [];
    for (const count of counts) rows.push(...(await rowsOf(count, "off")));
    rows.push(...(await rowsOf(counts.at(-1) ?? 0, "realTime")));
    report(rows);
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
