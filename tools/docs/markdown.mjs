/** A Markdown table. Cells are one line each; a `|` in them is escaped. */
export function table(head, rows) {
    const line = (cells) =>
        `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** First line of every generated page. */
export const doNotEdit = (source) =>
    `<!-- Made from ${source} by \`npm run docs\`. Change it there. -->`;

/** How a cell's evidence shows in the tables. */
export const evidenceMarks = { documented: "", assumed: " †", observed: " ‡" };
