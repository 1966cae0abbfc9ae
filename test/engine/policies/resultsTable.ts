import fs from "node:fs";
import path from "node:path";
import type { Results } from "./scenarios";

const page = path.resolve(__dirname, "../../../docs/policies.md");

/** The results of one service as a Markdown table: a row for each state, below this heading. */
export function tableOf(results: Results, service: string, heading: string): string {
    const headings = Object.keys(results);
    const keys = Object.keys(Object.values(results)[0] ?? {});
    const row = (cells: string[]) => `| ${cells.join(" | ")} |`;
    return [
        row([heading, ...headings]),
        row(["---", ...headings.map(() => "---")]),
        ...keys
            .filter((key) => key.startsWith(`${service}-`))
            .map((key) =>
                row([key.slice(service.length + 1), ...headings.map((one) => results[one]![key]!)]),
            ),
    ].join("\n");
}

/**
 * The table under this title in docs/policies.md, as far as its rows were measured. With UPDATE_RESULTS=1 it is
 * written there first.
 */
export function documentedTable(title: string, measured: string): string {
    const text = fs.readFileSync(page, "utf8");
    const [begin, end] = [`<!-- results: ${title} -->\n`, `\n<!-- end of results -->`];
    const start = text.indexOf(begin) + begin.length;
    const stop = text.indexOf(end, start);
    if (start < begin.length || stop < 0)
        throw new Error(`docs/policies.md has no place for ${title}`);
    if (process.env.UPDATE_RESULTS) {
        fs.writeFileSync(page, `${text.slice(0, start)}\n${measured}\n${text.slice(stop)}`);
        return measured;
    }
    const documented = withoutPadding(text.slice(start, stop).trim()).split("\n");
    const rowsMeasured = measured.split("\n").map(firstCell);
    return documented.filter((row) => rowsMeasured.includes(firstCell(row))).join("\n");
}

const firstCell = (row: string) => row.split("|")[1]!.trim();

/** As {@link tableOf} writes it: prettier pads the columns. */
function withoutPadding(table: string): string {
    return table.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}
