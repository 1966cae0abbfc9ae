// npm run crash [-- --only databox,up,delete-shipping,faults] [--blow "CLI SIGKILL"] [--door packaged]: every point with
// every blow, then the faults, and the tables of docs/reliability.md. A choice of services, commands, operations or
// blows is tried alone, and its table only shown, as the packaged provider's is, which has no table of faults. Ctrl-C shows the table of what was tried so far.

import path from "node:path";
import { parseArgs } from "node:util";
import type { Door } from "../../fixtures/jobStack";
import { blowNames, type BlowName } from "./blows";
import { crash, type Outcome } from "./crash";
import { tryFaults, type FaultReport } from "./faults";
import { commands, type Command } from "./operations";
import { batchesOf, pointsOf, type Point } from "./points";
import { blowList, crashTables, faultTable, lineFor, writeSection } from "./report";
import { allServices, services, type Service } from "./services";

const documentFile = path.resolve(__dirname, "../../../docs/reliability.md");

const doors: readonly Door[] = ["dynamic", "packaged"];

/** One blow at the points that it can strike together. */
interface Strike {
    command: Command;
    blow: BlowName;
    batch: Point[];
}

async function main(): Promise<number> {
    const { values } = parseArgs({
        options: {
            only: { type: "string" },
            blow: { type: "string" },
            door: { type: "string", default: "dynamic" },
        },
    });
    const [door] = choose(doors, values.door);
    const isWhole = !values.only && !values.blow && door === "dynamic";
    const choices = [
        ...Object.keys(services),
        ...commands,
        ...allServices.flatMap((service) => Object.keys(service.operations)),
        "faults",
    ];
    const chosen = choose(choices, values.only);
    const outcomes: Outcome[] = [];
    process.on("SIGINT", () => {
        console.log(`\nNot all was tried.\n\n${crashTables(outcomes)}`);
        process.exit(130);
    });
    await strikeAll(await strikesOf(chosen, choose(blowNames, values.blow), door), outcomes, door);
    if (outcomes.length > 0) {
        const table = crashTables(outcomes);
        console.log(`\n${table}`);
        if (isWhole) await writeSection(documentFile, "crash table", `${blowList()}\n\n${table}`);
    }
    const faults =
        isChosen(chosen, "faults") && !values.blow && door === "dynamic"
            ? await faultsTried(chosen, isWhole)
            : [];
    return [...outcomes, ...faults].some(({ problems }) => problems.length > 0) ? 1 : 0;
}

async function strikesOf(
    chosen: readonly string[],
    chosenBlows: readonly BlowName[],
    door?: Door,
): Promise<Strike[]> {
    const strikes: Strike[] = [];
    for (const service of servicesIn(chosen)) {
        for (const command of commands) {
            const wanted = Object.entries(service.operations)
                .filter(([, operation]) => operation.command === command)
                .map(([name]) => name)
                .filter((name) => isChosen(chosen, command, name));
            if (wanted.length === 0) continue;
            const batches = batchesOf(await pointsOf(command, wanted, door));
            strikes.push(
                ...chosenBlows.flatMap((blow) =>
                    batches.map((batch) => ({ command, blow, batch })),
                ),
            );
        }
    }
    return strikes;
}

/** The services among the choices; where none is, both. */
function servicesIn(chosen: readonly string[]): readonly Service[] {
    const named = Object.entries(services).filter(([name]) => chosen.includes(name));
    return named.length > 0 ? named.map(([, service]) => service) : allServices;
}

/** A service alone is all of its operations, and its faults. */
function isChosen(chosen: readonly string[], ...names: string[]): boolean {
    const narrower = chosen.filter((one) => !(one in services));
    return narrower.length === 0 || names.some((name) => narrower.includes(name));
}

/** How many stacks are struck at a time: much of a strike is waiting. */
const atOnce = 2;

/** Strikes all, and says after each how far it is. */
async function strikeAll(
    strikes: readonly Strike[],
    outcomes: Outcome[],
    door?: Door,
): Promise<void> {
    const all = strikes.reduce((sum, { batch }) => sum + batch.length, 0);
    const started = Date.now();
    const waiting = [...strikes];
    let done = 0;
    const worker = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
            const outcome = await tried(next.command, next.blow, next.batch, door);
            outcomes.push(outcome);
            done += next.batch.length;
            const strikesDone = outcomes.length / strikes.length;
            const left = ((Date.now() - started) / 60_000) * (1 / strikesDone - 1);
            const progress = `${done} of ${all} points, about ${Math.ceil(left)} min to go`;
            console.log(`${lineFor(outcome)} [${progress}]`);
            for (const { kind, point, what } of outcome.problems) {
                console.log(`    ${kind}${point ? ` at ${point}` : ""}: ${what}`);
            }
        }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
}

async function faultsTried(chosen: readonly string[], isWhole: boolean): Promise<FaultReport[]> {
    const reports: FaultReport[] = [];
    for (const service of servicesIn(chosen)) {
        const report = await tryFaults(service);
        reports.push(report);
        console.log(`\n${faultTable([report])}`);
        report.problems.forEach((problem) => console.log(`    ${problem}`));
    }
    if (isWhole) await writeSection(documentFile, "fault table", faultTable(reports));
    return reports;
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
async function tried(
    command: Command,
    blow: BlowName,
    points: Point[],
    door?: Door,
): Promise<Outcome> {
    try {
        return await crash(command, blow, points, { door });
    } catch (error) {
        const what = `not struck: ${String(error)}`;
        const problems = [{ kind: "stuck" as const, what }];
        const nothing = { askedFor: [], repeats: 0, code: -1, output: "" };
        return { command, blow, points, problems, ...nothing };
    }
}

void main().then((code) => process.exit(code));
