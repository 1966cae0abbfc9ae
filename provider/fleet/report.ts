/** The report as text for people: a table where the terminal is wide enough for one, or a block a job. */
import Table from "cli-table3";
import { createColors } from "picocolors";
import { kindOf } from "./conditions";
import type { JobStatus } from "./jobStatus";
import type { Found } from "./knownJob";
import { deadlineText, drivesText, isUrgent, range, stateText } from "./reportWords";
import { serviceNamed } from "./services";

/** How the text is laid out. */
export interface Layout {
    /** Characters in a line; undefined: lines are never broken, as for a file or a pipe. */
    readonly columns: number | undefined;
    readonly colours: boolean;
}

type Colours = ReturnType<typeof createColors>;

/** Below this the last column would break after every other word. */
const leastReasonWidth = 36;
const gap = 2;
const bordersOff = Object.fromEntries(
    [
        ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left"],
        ...["bottom-right", "left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
    ].map((part) => [part, ""]),
);

/** What is said of how the jobs were found: full sentences, printed last. */
export type Remarks = Pick<Found, "warnings" | "notes">;

/** The whole report. */
export function report(jobs: readonly JobStatus[], remarks: Remarks, layout: Layout): string {
    const colours = createColors(layout.colours);
    const said = [...remarks.notes.map(colours.dim), ...remarks.warnings.map(colours.yellow)];
    if (jobs.length === 0) return joinParts(["No jobs.", ...said]);
    const table: Drawing = { ...drawn(byDeadline(jobs)), layout, colours };
    const body = wholeTable(table) ?? tableAndReasons(table) ?? blocks(table);
    return joinParts([body, ...legend(jobs).map(colours.dim), ...said]);
}

/** What runs out first comes first; jobs without a deadline keep their order, behind the others. */
function byDeadline(jobs: readonly JobStatus[]): JobStatus[] {
    const days = ({ daysToExpiry, daysToPurge }: JobStatus) =>
        daysToExpiry ?? daysToPurge?.atLeast ?? Infinity;
    return [...jobs].sort((one, other) => {
        const [first, second] = [days(one), days(other)];
        return first === second ? 0 : first - second;
    });
}

function joinParts(parts: readonly string[]): string {
    return `${parts.join("\n")}\n`;
}

/** What is drawn, and how. */
interface Drawing {
    readonly headings: readonly string[];
    readonly rows: readonly Row[];
    readonly layout: Layout;
    readonly colours: Colours;
}

/** A job: a cell under each heading. */
interface Row {
    readonly cells: readonly string[];
    readonly status: JobStatus;
}

/** The columns in their order; the reason is the last. Which service it is stands there where several have jobs. */
const columns: readonly (readonly [heading: string, text: (status: JobStatus) => string])[] = [
    ["JOB", ({ resourceGroupName, name }) => `${resourceGroupName}/${name}`],
    ["SERVICE", ({ service }) => serviceNamed(service).title],
    ["STATE", stateText],
    ["DAYS", ({ daysInState }) => (daysInState === null ? "–" : range(daysInState))],
    ["DEADLINE", deadlineText],
    ["DRIVES", drivesText],
    ["DESTROY", ({ destroy }) => destroy.action],
    ["WHY", ({ destroy }) => destroy.reason],
];

function drawn(jobs: readonly JobStatus[]): Pick<Drawing, "headings" | "rows"> {
    const isMixed = new Set(jobs.map(({ service }) => service)).size > 1;
    const shown = columns.filter(([heading]) => isMixed || heading !== "SERVICE");
    return {
        headings: shown.map(([heading]) => heading),
        rows: jobs.map((status) => ({
            cells: shown.map(([, text]) => printable(text(status))),
            status,
        })),
    };
}

/** Undefined where the lines are too short for it. */
function wholeTable(drawing: Drawing): string | undefined {
    const widths = naturalWidths(drawing);
    const { columns: width } = drawing.layout;
    if (width !== undefined) {
        const left = width - sum(widths.slice(0, -1));
        if (left < leastReasonWidth) return undefined;
        widths[widths.length - 1] = Math.min(left, widths.at(-1) ?? left);
    }
    return drawTable(drawing, widths);
}

/** The reasons stand below the table, which is narrow then. Undefined where the lines are too short even so. */
function tableAndReasons(drawing: Drawing): string | undefined {
    const { rows, layout, colours } = drawing;
    const { columns: width = Infinity } = layout;
    const widths = naturalWidths(drawing).slice(0, -1);
    if (sum(widths) > width) return undefined;
    const reasons = rows.flatMap(({ cells }) => [
        colours.bold(cells[0] ?? ""),
        drawGrid([["", cells.at(-1) ?? ""]], [gap, width - gap]),
    ]);
    return [drawTable(drawing, widths), "", ...reasons].join("\n");
}

/** The columns one below the other. */
function blocks(drawing: Drawing): string {
    const { headings, rows, layout, colours } = drawing;
    const { columns: width = 80 } = layout;
    const labelWidth = gap + Math.max(...headings.map(({ length }) => length)) + gap;
    const widths = [labelWidth, Math.max(width - labelWidth, 12)];
    return rows
        .flatMap((row) => {
            const lines = coloured(row, drawing).map((cell, column) => [
                colours.dim(`  ${headings[column]?.toLowerCase()}`),
                cell,
            ]);
            return [colours.bold(row.cells[0] ?? ""), drawGrid(lines.slice(1), widths)];
        })
        .join("\n");
}

function naturalWidths({ headings, rows }: Drawing): number[] {
    return headings.map(
        (heading, column) =>
            gap + Math.max(heading.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
    );
}

/** As many columns as there are widths. */
function drawTable(drawing: Drawing, widths: number[]): string {
    const { headings, rows, colours } = drawing;
    const lines = [headings.map(colours.dim), ...rows.map((row) => coloured(row, drawing))];
    return drawGrid(
        lines.map((line) => line.slice(0, widths.length)),
        widths,
    );
}

/** Cells side by side, broken between words. */
function drawGrid(lines: string[][], widths: number[]): string {
    const grid = new Table({
        colWidths: widths,
        wordWrap: true,
        chars: bordersOff,
        style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    });
    grid.push(...lines);
    return grid
        .toString()
        .split("\n")
        .map((line) => line.trimEnd())
        .join("\n");
}

function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, number) => total + number, 0);
}

function coloured({ cells, status }: Row, { headings, colours }: Drawing): string[] {
    return cells.map((cell, column) => {
        const heading = headings[column];
        if (heading === "STATE") return stateColour(status, colours)(cell);
        if (heading === "DEADLINE" && isUrgent(status)) return colours.red(cell);
        if (heading === "DESTROY" && cell === "refuse") return colours.red(cell);
        return cell;
    });
}

function stateColour(status: JobStatus, colours: Colours): (text: string) => string {
    if (status.isGone) return colours.dim;
    const kind = kindOf(status);
    if (kind === "endedWell") return colours.green;
    if (kind === "new" || status.daysToExpiry !== null) return (text) => text;
    return kind === "bad" ? colours.red : colours.cyan;
}

function legend(jobs: readonly JobStatus[]): string[] {
    const isBounded = ({ daysInState, daysToPurge }: JobStatus) =>
        daysToPurge !== null ||
        (daysInState !== null && daysInState.atLeast !== daysInState.atMost);
    return [
        jobs.some(isBounded)
            ? "Azure does not say when a state began: days are bounds, from the job's creation and its last update."
            : "",
        jobs.some(({ isFresh }) => !isFresh) ? "* as of the stack's last update or refresh" : "",
    ].filter(Boolean);
}

/** Names and words from elsewhere must not steer the terminal. */
export function printable(text: string): string {
    return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "?");
}
