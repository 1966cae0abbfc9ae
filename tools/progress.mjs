// What the tools tell the person who waits: one line a step, on stderr, so that stdout stays with the command.

import { readFileSync } from "node:fs";
import { clearInterval, setInterval } from "node:timers";

/** The version of this repository, which is that of its packages. */
export const { version } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

/** Thrown for what the reader can put right; printed without a stack trace. */
export class SetupError extends Error {}

/** Prints one line. */
export function say(line) {
    console.error(line);
}

/**
 * Prints `line`, runs `work`, and prints every 30 seconds that it is still running, so that nobody
 * takes a slow step for a dead one.
 */
export async function withHeartbeat(line, work, log = say) {
    const started = Date.now();
    log(line);
    const heartbeat = setInterval(() => {
        const seconds = Math.round((Date.now() - started) / 1000);
        log(`  … after ${seconds} seconds: ${line.replace(/ \(.*|, once .*/, "")}`); // two steps may run side by side
    }, 30_000);
    try {
        return await work();
    } finally {
        clearInterval(heartbeat);
    }
}

/**
 * Runs a tool's main function: a SetupError, and what `parseArgs` refuses, is printed as it is, and the exit code is 1.
 *
 * @param help what `--help` prints; the tool then answers `--version` too. Default: the tool gets both itself
 */
export async function runTool(main, help) {
    const [flag, ...more] = process.argv.slice(2);
    if (help !== undefined && more.length === 0) {
        if (flag === "--help" || flag === "-h") return console.log(help);
        if (flag === "--version") return console.log(version);
    }
    try {
        process.exitCode = (await main()) ?? 0;
    } catch (error) {
        const isOfFlags = String(error?.code).startsWith("ERR_PARSE_ARGS");
        if (!isOfFlags && !(error instanceof SetupError)) throw error;
        say(error.message);
        process.exitCode = 1;
    }
}
