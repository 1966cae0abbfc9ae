// npm run model [-- --minutes 20] [--longest 10] [--fast] [--seed N --path P] [--script FILE]: two stacks under random commands,
// until the time is up. --fast: providers and Azure as they are, and an engine of our own instead of the CLI. FC_SEED stands for --seed. What breaks is shrunk, and printed as a script to run again.

import fs from "node:fs";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { FastSites } from "./fastStack";
import { commandSite, noCounts, runScript, type Counts } from "./run";
import { scripts, type Script } from "./steps";

async function main(): Promise<number> {
    const { values } = parseArgs({
        options: {
            minutes: { type: "string" },
            longest: { type: "string" },
            seed: { type: "string" },
            path: { type: "string" },
            script: { type: "string" },
            fast: { type: "boolean", default: false },
        },
    });
    const counts = noCounts();
    const sites = values.fast ? new FastSites() : undefined;
    const run = async (script: Script) =>
        await runScript(script, counts, (await sites?.of(script.service)) ?? commandSite);
    try {
        return await tried(values, counts, run);
    } finally {
        await sites?.close();
    }
}

async function tried(
    values: {
        [name: string]: string | boolean | undefined;
        script?: string;
        minutes?: string;
        longest?: string;
        seed?: string;
        path?: string;
    },
    counts: Counts,
    run: (script: Script) => Promise<void>,
): Promise<number> {
    if (values.script !== undefined) {
        await run(JSON.parse(fs.readFileSync(values.script, "utf8")) as Script);
        console.log("It holds.", counts);
        return 0;
    }
    const minutes = numberOf("--minutes", values.minutes ?? "5");
    const longest = numberOf("--longest", values.longest ?? "10");
    const given = values.seed ?? process.env.FC_SEED;
    const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
    if (!Number.isInteger(seed))
        throw new Error("--seed is a whole number, as a failing run prints it");
    const heartbeat = setInterval(() => console.log(JSON.stringify(counts)), 60_000);
    const property = fc.asyncProperty(scripts(longest), run);
    const details = await fc.check(property, {
        seed,
        ...(values.path === undefined ? {} : { path: values.path }),
        numRuns: 1_000_000,
        interruptAfterTimeLimit: minutes * 60_000,
        markInterruptAsFailure: false,
    });
    clearInterval(heartbeat);
    console.log(`Seed ${details.seed}:`, JSON.stringify(counts));
    if (!details.failed || !details.counterexample) return 0;
    console.error(String(details.errorInstance));
    console.error(`\nThe script, for --script:\n${JSON.stringify(details.counterexample[0])}`);
    const path = details.counterexamplePath ?? "0";
    console.error(
        `Again: FC_SEED=${details.seed} npm run model -- ${values.fast ? "--fast " : ""}--longest ${longest} --path ${path}`,
    );
    return 1;
}

function numberOf(name: string, given: string): number {
    const number = Number(given);
    if (!(number > 0)) throw new Error(`${name} is a number above 0`);
    return number;
}

void main().then(
    (code) => process.exit(code),
    (error: unknown) => {
        console.error(error);
        process.exit(1);
    },
);
