// How the story looks: short lines that fit the terminal, colours only on one.

import Table from "cli-table3";
import pc from "picocolors";
import wrapAnsi from "wrap-ansi";

const widest = 100;
const narrowest = 40;

/** Below this the table is a list. */
const narrowestTable = 76;
const [jobWidth, commandWidth, outcomeWidth] = [8, 12, 26];

/** Prints the story to `out`. Without a terminal 80 columns are taken for its width. */
export function makeTeller(out = process.stdout) {
    const colours = pc.createColors(Boolean(out.isTTY) && pc.isColorSupported);
    const width = Math.max(narrowest, Math.min(widest, out.columns ?? 80));
    const print = (line = "") => out.write(`${line}\n`);
    /** Text in lines no longer than the terminal, each after `margin`; a text's own indentation stays. */
    const block = (text, margin, colour = (line) => line) => {
        const lead = margin + /^ */.exec(text)[0];
        const lines = wrapAnsi(text.trim(), width - lead.length, { hard: true }).split("\n");
        for (const line of lines) print(lead + colour(line));
    };
    return {
        paragraph: (text) => {
            print();
            block(text, "");
        },
        /** Something to type, on a line of its own that nothing breaks. */
        hint: (text) => print(`    ${colours.cyan(text)}`),
        step: (label, { title, why }) => {
            print();
            block(`${label}  ${title}`, "", colours.bold);
            block(why, "    ");
        },
        command: (text) => block(`$ ${text}`, "    ", colours.cyan),
        engine: (line) => {
            const colour = /^\s*error:/.test(line) ? colours.red : colours.dim;
            block(line, "    │ ", colour);
        },
        event: (text) => block(`→ ${text}`, "    ", colours.green),
        table: (rows) => {
            print();
            print(table(rows, width));
        },
        failure: (text) => {
            print();
            block(text, "", colours.red);
        },
        raw: (text) => print(text),
    };
}

function table(rows, width) {
    const lines = rows.map((row, index) => [
        row.job === rows[index - 1]?.job ? "" : row.job,
        row.command,
        row.outcome,
        row.requests.join(", "),
    ]);
    if (width < narrowestTable) return rows.map(stacked).join("\n");
    // Borders and padding take 3 characters a column, and one more.
    const taken = 4 * 3 + 1 + jobWidth + commandWidth + outcomeWidth;
    const made = new Table({
        head: ["job", "pulumi", "what happened", "requests"],
        colWidths: [jobWidth, commandWidth, outcomeWidth, width - taken].map((text) => text + 2),
        wordWrap: true,
        chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
        style: { head: [], border: [] },
    });
    made.push(...lines);
    return made.toString();
}

function stacked({ job, command, outcome, requests }) {
    return `${job}  ${command}\n  ${outcome}\n  ${requests.join(", ")}`;
}
