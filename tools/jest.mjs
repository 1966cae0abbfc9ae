import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { runInForeground } from "./childProcess.mjs";
import { readJson } from "./jsonFile.mjs";

/**
 * Runs jest in `repository` with its own progress lines, then prints jest's counts: "N passed, N failed".
 * Returns jest's exit code, and never 0 where not a single test ran.
 */
export async function runJest({ repository, args }) {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "importexport-test-"));
    try {
        const countsFile = path.join(folder, "counts.json");
        const code = await startJest(repository, args, countsFile);
        const counts = await readJson(countsFile);
        if (!counts) return code; // no test ran: jest was interrupted, or asked for --listTests
        console.log(`${counts.passed} passed, ${counts.failed} failed`);
        return counts.passed + counts.failed === 0 ? code || 1 : code;
    } finally {
        await fs.rm(folder, { recursive: true, force: true });
    }
}

function startJest(repository, args, countsFile) {
    const jest = path.join(repository, "node_modules/jest/bin/jest.js");
    const reporters = ["default", path.join(repository, "tools/jestCounts.mjs")];
    return runInForeground(
        process.execPath,
        // Last: jest takes what follows --reporters for one more reporter.
        [jest, ...args, ...reporters.map((reporter) => `--reporters=${reporter}`)],
        { cwd: repository, env: { ...process.env, AZURE_IMPORTEXPORT_TEST_COUNTS: countsFile } },
    );
}
