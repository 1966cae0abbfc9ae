// npm run matrix [-- --only TEXT] [--write]: every Node, package manager and version of Pulumi's SDK that we support,
// each with a fresh install of the packed packages without our lockfile, ending in up and destroy against the emulator.

import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { cellsOf } from "./matrix/cells.mjs";
import { packedPackages, runCell } from "./matrix/cell.mjs";
import { writeTable } from "./matrix/table.mjs";
import { runTool, say, SetupError } from "./progress.mjs";
import { repository, setUp } from "./setup.mjs";

await runTool(async () => {
    const { values: wanted } = parseArgs({
        options: { only: { type: "string" }, write: { type: "boolean", default: false } },
    });
    const cells = cellsOf().filter(({ name }) => name.includes(wanted.only ?? ""));
    if (cells.length === 0) throw new SetupError(`No cell has "${wanted.only}" in its name.`);
    const pulumi = await setUp();
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "importexport-matrix-"));
    try {
        const tarballs = await packedPackages(folder);
        const results = [];
        for (const cell of cells) {
            const outcome = await runCell(cell, { folder, tarballs, pulumi });
            say(`${outcome.ok ? "works " : "FAILS "} ${cell.name}: ${outcome.said}`);
            results.push({ ...cell, ...outcome });
        }
        if (wanted.write) await writeTable(path.join(repository, "docs/compatibility.md"), results);
        const wrong = results.filter(({ ok, expected }) => ok !== (expected === "works"));
        say(`${results.length - wrong.length} of ${results.length} cells are as documented.`);
        return wrong.length === 0 ? 0 : 1;
    } finally {
        await fs.rm(folder, { recursive: true, force: true });
    }
});
