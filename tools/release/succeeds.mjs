// A command of the release that must succeed.

import path from "node:path";
import { runQuietly } from "../childProcess.mjs";
import { SetupError } from "../progress.mjs";

/** @returns what it printed. Throws a SetupError with its words where it fails. */
export async function succeeds(command, args, options) {
    const { code, stdout, stderr, error } = await runQuietly(command, args, options);
    if (code === 0) return stdout;
    const called = [path.basename(command), ...args].join(" ");
    const why = error ? ` (${error.message})` : "";
    throw new SetupError(`${called} failed${why}:\n${stdout}${stderr}`.trim());
}
