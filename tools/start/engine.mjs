// The real Pulumi CLI on the quick start's stack.

import { spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

/** Pulumi takes the first Ctrl-C as "finish what you are doing", and waits; the second as "now". */
const betweenInterruptsMs = 300;

/**
 * Runs one command to its end.
 *
 * @param stack `{ command, cwd, env }`: the CLI, the project's folder and the whole environment
 * @param args without those that make it print plainly and ask nothing
 * @param onLine takes each line while it comes
 * @param signal aborted: the command is ended, what it started included, and then the reason is thrown
 * @returns `{ code, output }`; code is 128 + the signal's number where a signal ended it
 */
export async function runPulumi(stack, args, { onLine = () => {}, signal } = {}) {
    signal?.throwIfAborted();
    const child = spawn(stack.command, [...args, "--non-interactive", "--color", "never"], {
        cwd: stack.cwd,
        env: stack.env,
        stdio: ["ignore", "pipe", "pipe"],
        // A process group of its own: a terminal's Ctrl-C reaches us alone, and we pass it on.
        detached: true,
    });
    const interrupt = () => void interruptTwice(child);
    signal?.addEventListener("abort", interrupt);
    let output = "";
    const take = (line) => {
        output += `${line}\n`;
        onLine(line);
    };
    for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on("line", take);
    }
    try {
        const code = await new Promise((resolve, reject) => {
            child.once("error", reject);
            child.once("close", (exitCode, name) =>
                resolve(exitCode ?? 128 + constants.signals[name]),
            );
        });
        signal?.throwIfAborted();
        return { code, output };
    } finally {
        signal?.removeEventListener("abort", interrupt);
    }
}

async function interruptTwice(child) {
    child.kill("SIGINT");
    await pause(betweenInterruptsMs);
    child.kill("SIGINT");
}
