// npm run soak [-- --minutes 20] [--seed N]: new random cases until the time is up.

import { parseArgs } from "node:util";
import fc from "fast-check";
import { Soak } from "./soak";

async function main(): Promise<number> {
    const { values } = parseArgs({
        options: { minutes: { type: "string" }, seed: { type: "string" } },
    });
    const minutes = Number(values.minutes ?? "5");
    if (!(minutes > 0)) throw new Error("--minutes is a number above 0, such as 20");
    const seed = values.seed === undefined ? undefined : Number(values.seed);
    const soak = await Soak.open();
    const heartbeat = setInterval(() => console.log(soak.counts), 30_000);
    try {
        const details = await fc.check(soak.property(), {
            ...(seed === undefined ? {} : { seed }),
            numRuns: 1_000_000,
            interruptAfterTimeLimit: minutes * 60_000,
            markInterruptAsFailure: false,
        });
        console.log(soak.counts);
        if (!details.failed) {
            console.log(`Clean. Seed: ${details.seed}`);
            return 0;
        }
        console.error(String(details.errorInstance));
        console.error(`Again: npm run soak -- --seed ${details.seed}`);
        return 1;
    } finally {
        clearInterval(heartbeat);
        await soak.close();
    }
}

void main().then((code) => process.exit(code));
