// Marks in the lifecycle tables what a report has seen on a real Azure: npm run live -- --read report.json
import fs from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SetupError } from "../progress.mjs";
import { allCells } from "./cells.mjs";
import { KNOWN_CLOUDS } from "./provider.mjs";
import { reportVersion } from "./report.mjs";
import { services } from "./services.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Where each table has its observations. */
const files = {
    importExport: "provider/importexport/lifecycleObserved.ts",
    dataBox: "provider/databox/lifecycleObserved.ts",
};

/**
 * Adds the confirmed cells of a report to the tables; a refuted one is only told, since its verdict is for a person to
 * change.
 *
 * @param root the repository whose tables are marked
 * @returns the exit code: 2 where a cell is refuted
 * @throws SetupError for a report that is none, or that is not about one of Azure's own clouds
 */
export async function markObserved(file, { say, root = repository }) {
    const report = await readReport(file);
    const refuted = report.cells.filter(({ result }) => result === "refuted");
    for (const [service, target] of Object.entries(files)) {
        const confirmed = report.cells.filter((cell) => cell.service === service && isNew(cell));
        if (confirmed.length === 0) continue;
        const place = path.join(root, target);
        await fs.writeFile(
            place,
            withCells(
                await fs.readFile(place, "utf8"),
                confirmed.map((cell) => entryOf(cell, report)),
            ),
        );
        for (const { row, operation } of confirmed)
            say(`${services[service].word}: ${operation} while ${row} is marked as observed.`);
    }
    for (const { service, row, operation, verdict, answers } of refuted) {
        const answered = answers
            .map(({ request, status, code }) => `${request}: ${status} ${code ?? ""}`.trim())
            .join("; ");
        say(
            `REFUTED: ${services[service].word}: ${operation} while ${row}. The table says "${verdict}", Azure answered ${answered}. Change the table by hand.`,
        );
    }
    say("Next: npm run build, npm run docs, npm test.");
    return refuted.length > 0 ? 2 : 0;
}

/** Assumed so far: what the documents say needs no mark, and what is marked has one. */
const isNew = ({ result, service, row, operation }) =>
    result === "confirmed" &&
    allCells().some(
        (cell) =>
            cell.service === service &&
            cell.row === row &&
            cell.operation === operation &&
            cell.evidence === "assumed",
    );

const entryOf = ({ service, row, operation }, { apiVersions, month, location }) =>
    Object.entries({ row, operation, apiVersion: apiVersions[service], month, location }).map(
        ([name, value]) => `        ${name}: ${JSON.stringify(value)},\n`,
    );

/** The file with these entries at the end of its list, in the form that prettier leaves alone. */
function withCells(text, entries) {
    const missing = entries.filter(([row, operation]) => !text.includes(row + operation));
    const added = missing.map((lines) => `    {\n${lines.join("")}    },\n`).join("");
    return text.replace(/\n?\];\s*$/, `\n${added}];\n`);
}

async function readReport(file) {
    let report;
    try {
        report = JSON.parse(await fs.readFile(file, "utf8"));
    } catch (error) {
        throw new SetupError(`${file} is not a report: ${error.message}`);
    }
    if (report?.reportVersion !== reportVersion || !Array.isArray(report.cells)) {
        throw new SetupError(`${file} is not a report of this version of the kit.`);
    }
    if (!Object.hasOwn(KNOWN_CLOUDS, report.cloud)) {
        throw new SetupError(
            `${file} is not about Azure (${report.cloud}): an emulator confirms nothing.`,
        );
    }
    const wrong = report.cells.find(
        ({ service, row, operation }) =>
            !allCells().some(
                (cell) =>
                    cell.service === service && cell.row === row && cell.operation === operation,
            ),
    );
    if (wrong)
        throw new SetupError(
            `${file} has a cell that no table has: ${wrong.service} ${wrong.row} ${wrong.operation}.`,
        );
    for (const text of [
        report.month,
        report.location,
        ...Object.values(report.apiVersions ?? {}),
    ]) {
        if (!/^[\w-]{1,40}$/.test(text ?? ""))
            throw new SetupError(`${file} has "${text}" where a plain word is expected.`);
    }
    return report;
}
