// npm run soak [-- --minutes 20] [--only databox|importexport] [--seed N --path P]: new random cases until the time is
// up. Seed and path are those of a failing run: the path goes straight to its case.

import { parseArgs } from "node:util";
import fc from "fast-check";
import { customerDisks } from "./customerDisks";
import { importExport } from "./importExport";
import type { SoakService } from "./service";
import { Soak } from "./soak";

/** By the names that `--only` takes. */
const soaks = {
    importexport: (wish: Wish) => soakOf(importExport, wish),
    databox: (wish: Wish) => soakOf(customerDisks, wish),
};

interface Wish {
    minutes: number;
    seed?: number;
    path?: string;
}

/** What a soak found, and what finds it again. */
interface Found {
    what: string;
    seed: number;
    path: string;
}

async function main(): Promise<number> {
    const { values } = parseArgs({
        options: {
            minutes: { type: "string" },
            only: { type: "string" },
            seed: { type: "string" },
            path: { type: "string" },
        },
    });
    const minutes = Number(values.minutes ?? "5");
    if (!(minutes > 0)) throw new Error("--minutes is a number above 0, such as 20");
    const seed = values.seed === undefined ? undefined : Number(values.seed);
    if (Number.isNaN(seed)) throw new Error("--seed is a number, as a failing run prints it");
    const chosen = Object.entries(soaks).filter(([name]) => (values.only ?? name) === name);
    if (chosen.length === 0) {
        throw new Error(`There is no service "${values.only}": ${Object.keys(soaks).join(", ")}`);
    }
    for (const [name, soak] of chosen) {
        const problem = await soak({ minutes: minutes / chosen.length, seed, path: values.path });
        if (problem === undefined) continue;
        console.error(problem.what);
        console.error(
            `Again: npm run soak -- --only ${name} --seed ${problem.seed} --path ${problem.path}`,
        );
        return 1;
    }
    return 0;
}

/** @returns what it found; undefined: nothing */
async function soakOf<W>(
    service: SoakService<W>,
    { minutes, seed, path }: Wish,
): Promise<Found | undefined> {
    console.log(`${service.title}, ${minutes} min`);
    const soak = await Soak.open(service);
    const heartbeat = setInterval(() => console.log(soak.counts), 30_000);
    try {
        const details = await fc.check(soak.property(), {
            ...(seed === undefined ? {} : { seed }),
            ...(path === undefined ? {} : { path }),
            numRuns: 1_000_000,
            interruptAfterTimeLimit: minutes * 60_000,
            markInterruptAsFailure: false,
        });
        console.log(soak.counts);
        if (details.failed) {
            const { errorInstance, seed, counterexamplePath } = details;
            return { what: String(errorInstance), seed, path: counterexamplePath ?? "0" };
        }
        console.log(`Clean. Seed: ${details.seed}`);
        return undefined;
    } finally {
        clearInterval(heartbeat);
        await soak.close();
    }
}

void main().then((code) => process.exit(code));
