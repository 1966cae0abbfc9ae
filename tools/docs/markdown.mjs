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

/** The commands that give a stack the login of a service principal. */
export const servicePrincipal = (
    namespace,
) => `pulumi config set ${namespace}:subscriptionId 00000000-0000-0000-0000-000000000000
pulumi config set ${namespace}:tenantId 00000000-0000-0000-0000-000000000000
pulumi config set ${namespace}:clientId 00000000-0000-0000-0000-000000000000
pulumi config set --secret ${namespace}:clientSecret`;
