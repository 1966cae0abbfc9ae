import fs from "node:fs";
import { format, resolveConfig } from "prettier";
import { blows, blowNames, type BlowName } from "./blows";
import type { Outcome } from "./crash";
import { faultKinds } from "./faultKinds";
import type { FaultReport } from "./faults";
import { pointName } from "./points";
import { allServices, type Service } from "./services";
import { problemKinds } from "./verdict";

/** One line on screen for a blow that struck. */
export function lineFor(outcome: Outcome): string {
    const { command, blow, points, problems, askedFor, repeats } = outcome;
    const asked = askedFor.length > 0 ? `, after ${askedFor.join(", ")}` : "";
    const result = problems.length === 0 ? "survived" : `${problems.length} PROBLEMS`;
    const again = `${repeats} more ${repeats === 1 ? "run" : "runs"}${asked}`;
    return `${command}, ${blow}: ${points.length} points, ${again}: ${result}`;
}

/** A point survives when neither it nor its run as a whole has a problem. */
function survivors(outcomes: readonly Outcome[]): { tried: number; survived: number } {
    let [tried, survived] = [0, 0];
    for (const { points, problems } of outcomes) {
        const wholeRun = problems.some(({ point }) => point === undefined);
        const hit = new Set(problems.map(({ point }) => point));
        tried += points.length;
        survived += points.filter((point) => !wholeRun && !hit.has(pointName(point))).length;
    }
    return { tried, survived };
}

/** A table for each service that was tried, and what all of them came to. */
export function crashTables(outcomes: readonly Outcome[]): string {
    const tables = allServices.flatMap((service) => {
        const rows = rowsOf(outcomes, service);
        return rows.length === 0 ? [] : [[`**${service.title}**\n`, ...head, ...rows].join("\n")];
    });
    const { tried, survived } = survivors(outcomes);
    const counts = problemKinds.map(
        (kind) =>
            `${outcomes.flatMap(({ problems }) => problems).filter((one) => one.kind === kind).length} ${kind}`,
    );
    const sum = `${tried} points tried, ${survived} survived: ${counts.join(", ")}.`;
    return [...tables, sum].join("\n\n");
}

const head = [
    `| operation | ${blowNames.join(" | ")} |`,
    `|---|${blowNames.map(() => "---:|").join("")}`,
];

/** A row an operation that was tried, a column a blow, each cell `survived/tried`. */
function rowsOf(outcomes: readonly Outcome[], { operations }: Service): string[] {
    const tried = new Set(outcomes.flatMap(({ points }) => points.map((one) => one.operation)));
    return Object.keys(operations)
        .filter((operation) => tried.has(operation))
        .map((operation) => {
            const cells = blowNames.map((blow) => cell(outcomes, operation, blow));
            return `| ${operation} | ${cells.join(" | ")} |`;
        });
}

function cell(outcomes: readonly Outcome[], operation: string, blow: BlowName): string {
    const own = outcomes
        .filter((outcome) => outcome.blow === blow)
        .map((outcome) => ({
            ...outcome,
            points: outcome.points.filter((point) => point.operation === operation),
        }));
    const { tried, survived } = survivors(own);
    return tried === 0 ? "–" : `${survived}/${tried}`;
}

/** What the blows are, for the document. */
export function blowList(): string {
    return blowNames.map((name) => `- **${name}**: ${blows[name].what}.`).join("\n");
}

/** What the matrices of faults came to, a row a service. */
export function faultTable(reports: readonly FaultReport[]): string {
    const rows = reports.map(({ service, points, riddenOut, told, problems }) => {
        const cells = [points.length, riddenOut, told, problems.length];
        return `| ${service.title} | ${cells.join(" | ")} |`;
    });
    return [
        "| faults at requests of | tried | ridden out or harmless | told in a message | problems |",
        "|---|---:|---:|---:|---:|",
        ...rows,
        "",
        `Kinds: ${Object.keys(faultKinds).join(", ")}.`,
    ].join("\n");
}

/** Puts a text between the markers `<!-- NAME -->` and `<!-- end of NAME -->` of a document. */
export async function writeSection(file: string, name: string, text: string): Promise<void> {
    const document = fs.readFileSync(file, "utf8");
    const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [document.indexOf(begin), document.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`${file} has no section "${name}".`);
    const whole = `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
    const style = await resolveConfig(file);
    fs.writeFileSync(file, await format(whole, { ...style, parser: "markdown" }));
}
