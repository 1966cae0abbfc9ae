import fs from "node:fs";
import { format, resolveConfig } from "prettier";
import { blows, blowNames, type BlowName } from "./blows";
import type { Outcome } from "./crash";
import { faultKinds, type FaultReport } from "./faults";
import { operations } from "./operations";
import { pointName } from "./points";
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

/** The table: a row an operation, a column a blow, each cell `survived/tried`. */
export function crashTable(outcomes: readonly Outcome[]): string {
    const rows = Object.keys(operations).map((operation) => {
        const cells = blowNames.map((blow) => cell(outcomes, operation, blow));
        return `| ${operation} | ${cells.join(" | ")} |`;
    });
    const { tried, survived } = survivors(outcomes);
    const counts = problemKinds.map(
        (kind) =>
            `${outcomes.flatMap(({ problems }) => problems).filter((one) => one.kind === kind).length} ${kind}`,
    );
    return [
        `| operation | ${blowNames.join(" | ")} |`,
        `|---|${blowNames.map(() => "---:|").join("")}`,
        ...rows,
        "",
        `${tried} points tried, ${survived} survived: ${counts.join(", ")}.`,
    ].join("\n");
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

/** What the matrix of faults came to. */
export function faultSummary({ points, riddenOut, told, problems }: FaultReport): string {
    const kinds = Object.keys(faultKinds).join(", ");
    return `${points.length} faults tried: ${riddenOut} ridden out or harmless, ${told} told in a message, ${problems.length} problems. Kinds: ${kinds}.`;
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
