// The report of a run, as data and to be read: what it says can be posted.
import { KNOWN_CLOUDS } from "./provider.mjs";
import { allCells, cellsOf } from "./cells.mjs";
import { withoutIds } from "./record.mjs";
import { services } from "./services.mjs";

/** What a reader of reports has to know of their shape. */
export const reportVersion = 1;

/** The report as data. `endpoint` is said only where it is one of Azure's own. */
export function reportOf({ endpoint, place, wanted, record, permissions, interrupted }) {
    const [cloud] = Object.entries(KNOWN_CLOUDS).find(
        ([, known]) => known.endpoint === endpoint,
    ) ?? ["other"];
    const report = {
        reportVersion,
        month: new Date().toISOString().slice(0, 7),
        cloud,
        location: place.location,
        apiVersions: Object.fromEntries(
            Object.entries(services).map(([word, { apiVersion }]) => [word, apiVersion]),
        ),
        wanted,
        interrupted,
        cells: cellsOf(record.steps),
        permissions,
        steps: record.steps,
        left: record.left,
    };
    // A second net under that of the record.
    return JSON.parse(withoutIds(JSON.stringify(report)));
}

const resultWords = { confirmed: "confirmed", refuted: "**refuted**", notSeen: "not seen" };
const verdictWords = { allowed: "yes", satisfied: "nothing to do", refused: "no" };

/** The same as Markdown, for an issue. */
export function reportPage(report) {
    const { cells, steps, permissions, left, apiVersions } = report;
    const count = (result) => cells.filter((cell) => cell.result === result).length;
    const lacking = permissions.filter(({ isGranted }) => isGranted === false);
    return `# Seen on ${report.cloud === "other" ? "another endpoint than Azure's" : `Azure (${report.cloud})`}

- Month: ${report.month}; location asked for: ${report.location}
- API versions: Microsoft.ImportExport ${apiVersions.importExport}, Microsoft.DataBox ${apiVersions.dataBox}
- Run: ${report.wanted.join(", ")}${report.interrupted ? "; **interrupted**" : ""}
- Cells: ${count("confirmed")} confirmed, ${count("refuted")} refuted, ${count("notSeen")} not seen, of ${allCells().length} in both tables

## The cells of the lifecycle tables

Every assumed cell, and those of the documents that were tried.

${table(
    ["service", "where", "operation", "the table says", "result", "answers"],
    cells.map(({ service, row, operation, verdict, evidence, result, answers }) => [
        services[service].word,
        row,
        operation,
        `${verdictWords[verdict]} (${evidence})`,
        resultWords[result],
        answers.map(answerInWords).join("; "),
    ]),
)}

## Every request

${table(
    ["service", "step", "request", "answer", "what it comes to"],
    steps.map((step) => [
        services[step.service]?.word ?? "Azure",
        step.step,
        step.request ?? "",
        [step.status ?? (step.request ? "none" : ""), step.code].filter(Boolean).join(" "),
        [step.note, step.said].filter(Boolean).join(" – "),
    ]),
)}

## Permissions

${permissionsInWords(permissions, lacking)}

## Left behind

${left.length === 0 ? "Nothing." : left.map((sentence) => `- ${sentence}`).join("\n")}
`;
}

function permissionsInWords(permissions, lacking) {
    if (permissions.every(({ isGranted }) => isGranted === undefined))
        return "They could not be read.";
    if (lacking.length === 0) return "The login has every action of the documented roles.";
    return `The login lacks: ${lacking.map(({ action }) => action).join(", ")}.`;
}

const answerInWords = ({ request, status, code }) =>
    `${request}: ${[status ?? "no answer", code].filter(Boolean).join(" ")}`;

function table(head, rows) {
    const line = (cells) =>
        `| ${cells
            .map((cell) =>
                String(cell)
                    .replace(/\s*\n\s*/g, " ")
                    .replaceAll("|", "\\|"),
            )
            .join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
