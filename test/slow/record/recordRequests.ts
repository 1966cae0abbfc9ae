// Plays every scenario with the packages of a folder, and writes down what Azure was asked: see README.md.

import fs from "node:fs";
import path from "node:path";
import { plays, recordFile, type RequestRecord } from "./recorded";
import { Theatre } from "./scenario";
import type { RecordedStep } from "./stage";

async function record(folder: string): Promise<void> {
    const all: RequestRecord = {};
    for (const { service, kind, scenarios } of plays) {
        const theatre = await Theatre.open({ kind, folder });
        all[service] = {};
        try {
            for (const scenario of scenarios) {
                all[service][scenario.name] = await theatre.play(scenario);
            }
        } finally {
            await theatre.close();
        }
    }
    fs.writeFileSync(recordFile, `${written(all)}\n`);
}

/** A line for each request, so that a difference is read at a glance. */
function written(all: RequestRecord): string {
    const step = ({ does, comes, requests }: RecordedStep) =>
        `{ "does": ${JSON.stringify(does)}, "comes": ${JSON.stringify(comes)}, "requests": ${list(requests.map((one) => JSON.stringify(one)))} }`;
    return object(all, (scenarios) => object(scenarios, (steps) => list(steps.map(step))));
}

function list(items: readonly string[]): string {
    return items.length === 0 ? "[]" : `[\n${items.join(",\n")}\n]`;
}

function object<T>(record: Record<string, T>, value: (one: T) => string): string {
    const entries = Object.entries(record).map(([k, one]) => `${JSON.stringify(k)}: ${value(one)}`);
    return `{\n${entries.join(",\n")}\n}`;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Which folder's packages? One with node_modules in it.");
record(path.resolve(folder)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
