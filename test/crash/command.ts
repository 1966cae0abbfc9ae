// npm run crash [-- --only up,destroy] [--blow "CLI SIGKILL"]: every point with every blow, and the
// table of docs/reliability.md. With a choice of commands or blows the table is only shown.

import path from "node:path";
import { parseArgs } from "node:util";
import { blowNames, type BlowName } from "./blows";
import { crash, type Outcome } from "./crash";
import { tryFaults, type FaultReport } from "./faults";
import { commands, type Command } from "./operations";
import { batchesOf, pointsOf, type Point } from "./points";
import { blowList, crashTable, faultSummary, lineFor, writeSection } from "./report";

const documentFile = path.resolve(__dirname, "../../docs/reliability.md");

async function main(): Promise<number> {
    const { values } = parseArgs({
        options: { only: { type: "string" }, blow: { type: "string" } },
    });
    const chosenCommands = choose(commands, values.only);
    const chosenBlows = choose(blowNames, values.blow);
    const outcomes: Outcome[] = [];
    for (const command of chosenCommands) {
        const batches = batchesOf(await pointsOf(command));
        for (const blow of chosenBlows) {
            for (const batch of batches) {
                const outcome = await tried(command, blow, batch);
                outcomes.push(outcome);
                console.log(lineFor(outcome));
                for (const { kind, point, what } of outcome.problems) {
                    console.log(`    ${kind}${point ? ` at ${point}` : ""}: ${what}`);
                }
            }
        }
    }
    const table = crashTable(outcomes);
    console.log(`\n${table}`);
    if (!values.only && !values.blow) {
        await writeSection(documentFile, "crash table", `${blowList()}\n\n${table}`);
    }
    const faults = values.only || values.blow ? undefined : await faultsTried();
    return [...outcomes, faults].some((one) => (one?.problems.length ?? 0) > 0) ? 1 : 0;
}

async function faultsTried(): Promise<FaultReport> {
    const report = await tryFaults();
    const summary = faultSummary(report);
    console.log(`\n${summary}`);
    report.problems.forEach((problem) => console.log(`    ${problem}`));
    await writeSection(documentFile, "fault table", summary);
    return report;
}

function choose<T extends string>(all: readonly T[], wanted: string | undefined): readonly T[] {
    if (wanted === undefined) return all;
    return wanted.split(",").map((name) => {
        const found = all.find((one) => one === name);
        if (!found) throw new Error(`"${name}" is none of: ${all.join(", ")}`);
        return found;
    });
}

/** A blow that could not be struck is a problem of its points: the table counts it, and the others go on. */
async function tried(command: Command, blow: BlowName, points: Point[]): Promise<Outcome> {
    try {
        return await crash(command, blow, points);
    } catch (error) {
        const what = `not struck: ${String(error)}`;
        const problems = [{ kind: "stuck" as const, what }];
        const nothing = { askedFor: [], repeats: 0, code: -1, output: "" };
        return { command, blow, points, problems, ...nothing };
    }
}

void main().then((code) => process.exit(code));
