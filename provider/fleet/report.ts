/** The report as text for people: a table where the terminal is wide enough for one, or a block a job. */
import Table from "cli-table3";
import { createColors } from "picocolors";
import type { JobStatus } from "./jobStatus";
import type { Days } from "./times";

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

/** The whole report. @param warnings full sentences, printed last */
export function report(
    jobs: readonly JobStatus[],
    warnings: readonly string[],
    layout: Layout,
): string {
    const colours = createColors(layout.colours);
    if (jobs.length === 0) return joinParts(["No import/export jobs.", ...warnings]);
    const rows = jobs.map(rowOf);
    const body =
        wholeTable(rows, layout, colours) ??
        tableAndReasons(rows, layout, colours) ??
        blocks(rows, layout, colours);
    return joinParts([body, ...legend(jobs).map(colours.dim), ...warnings.map(colours.yellow)]);
}

function joinParts(parts: readonly string[]): string {
    return `${parts.join("\n")}\n`;
}

/** What stands in the columns, in their order. */
interface Row {
    readonly job: string;
    readonly state: string;
    readonly days: string;
    readonly deadline: string;
    readonly drives: string;
    readonly destroy: string;
    readonly reason: string;
    readonly status: JobStatus;
}

const headings = ["JOB", "STATE", "DAYS", "DEADLINE", "DRIVES", "DESTROY", "WHY"] as const;

function rowOf(status: JobStatus): Row {
    return {
        job: printable(`${status.resourceGroupName}/${status.name}`),
        state: printable(stateText(status)),
        days: status.daysInState === null ? "–" : range(status.daysInState),
        deadline: deadlineText(status),
        drives: drivesText(status),
        destroy: status.destroy.action,
        reason: printable(status.destroy.reason),
        status,
    };
}

function cells(row: Row): string[] {
    return [row.job, row.state, row.days, row.deadline, row.drives, row.destroy, row.reason];
}

/** Undefined where the lines are too short for it. */
function wholeTable(rows: readonly Row[], layout: Layout, colours: Colours): string | undefined {
    const widths = naturalWidths(rows);
    if (layout.columns !== undefined) {
        const left = layout.columns - sum(widths.slice(0, -1));
        if (left < leastReasonWidth) return undefined;
        widths[widths.length - 1] = Math.min(left, widths.at(-1) ?? left);
    }
    return drawTable(rows, widths, colours);
}

/** The reasons stand below the table, which is narrow then. Undefined where the lines are too short even so. */
function tableAndReasons(
    rows: readonly Row[],
    { columns = Infinity }: Layout,
    colours: Colours,
): string | undefined {
    const widths = naturalWidths(rows).slice(0, -1);
    if (sum(widths) > columns) return undefined;
    const reasons = rows.flatMap((row) => [
        colours.bold(row.job),
        drawGrid([["", row.reason]], [gap, columns - gap]),
    ]);
    return [drawTable(rows, widths, colours), "", ...reasons].join("\n");
}

/** The columns one below the other. */
function blocks(rows: readonly Row[], { columns = 80 }: Layout, colours: Colours): string {
    const labelWidth = gap + Math.max(...headings.map(({ length }) => length)) + gap;
    const widths = [labelWidth, Math.max(columns - labelWidth, 12)];
    return rows
        .flatMap((row) => {
            const lines = coloured(row, colours).map((cell, column) => [
                colours.dim(`  ${headings[column]?.toLowerCase()}`),
                cell,
            ]);
            return [colours.bold(row.job), drawGrid(lines.slice(1), widths)];
        })
        .join("\n");
}

function naturalWidths(rows: readonly Row[]): number[] {
    return headings.map(
        (heading, column) =>
            gap + Math.max(heading.length, ...rows.map((row) => cells(row)[column]?.length ?? 0)),
    );
}

/** As many columns as there are widths. */
function drawTable(rows: readonly Row[], widths: number[], colours: Colours): string {
    const lines = [headings.map(colours.dim), ...rows.map((row) => coloured(row, colours))];
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

function coloured(row: Row, colours: Colours): string[] {
    return cells(row).map((cell, column) => {
        if (headings[column] === "STATE") return stateColour(row.status, colours)(cell);
        if (headings[column] === "DEADLINE" && isUrgent(row.status)) return colours.red(cell);
        if (headings[column] === "DESTROY" && cell === "refuse") return colours.red(cell);
        return cell;
    });
}

function stateText({ state, isGone, isFresh, cancelRequested }: JobStatus): string {
    const word = isGone ? "gone" : (state ?? "(none)");
    const cancelling = cancelRequested && state !== "Completed" ? ", cancelling" : "";
    return `${word}${cancelling}${isFresh ? "" : " *"}`;
}

function stateColour({ state, isGone }: JobStatus, colours: Colours): (text: string) => string {
    if (isGone) return colours.dim;
    if (state === "Completed") return colours.green;
    if (state === "Creating") return (text) => text;
    return state === "Closed" || state === null ? colours.red : colours.cyan;
}

function deadlineText({ daysToExpiry, daysToPurge }: JobStatus): string {
    if (daysToExpiry !== null) {
        return daysToExpiry < 0 ? "expiry is due" : `expires in ${daysToExpiry} d`;
    }
    if (daysToPurge !== null) return `purged in ${range(daysToPurge)} d`;
    return "–";
}

/** Less than three days: a weekend away from losing the order. */
function isUrgent({ daysToExpiry }: JobStatus): boolean {
    return daysToExpiry !== null && daysToExpiry < 3;
}

function drivesText({ drives }: JobStatus): string {
    if (drives === null || drives.total === 0) return "–";
    const remarks = [
        drives.withMoreInfo > 0 ? `${drives.withMoreInfo} with remarks` : "",
        drives.neverReceived > 0 ? `${drives.neverReceived} never received` : "",
    ].filter(Boolean);
    const done = `${drives.done}/${drives.total} done`;
    return remarks.length === 0 ? done : `${done} (${remarks.join(", ")})`;
}

/** `3`, `3–20`, `≤ 20`, `≥ 3` */
function range({ atLeast, atMost }: Days): string {
    if (atMost === null) return `≥ ${atLeast}`;
    if (atLeast === atMost) return String(atMost);
    return atLeast === 0 ? `≤ ${atMost}` : `${atLeast}–${atMost}`;
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
function printable(text: string): string {
    return text.replace(/[\p{Cc}\p{Cf}]/gu, "?");
}
