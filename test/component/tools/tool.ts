// The tools are ES modules that run before node_modules exist, so tests run them as a user does: by node.

import { spawn } from "node:child_process";
import path from "node:path";

export const repository = path.resolve(__dirname, "../../..");

/** What the code gave to `answer`, or the message of the error that it threw, and the lines that it logged. */
export interface ToolResult<T> {
    value?: T;
    error?: string;
    isSetupError?: boolean;
    log: string[];
}

/**
 * Runs `code` with everything that the module `tools/<name>` exports as `tool`, and `log` to collect lines:
 * `return tool.isAtLeast("3.1.0", "3.0.0")`. `env` is the whole environment, without the user's own.
 */
export async function runWithTool<T>(
    name: string,
    code: string,
    env: NodeJS.ProcessEnv = { PATH: process.env.PATH },
): Promise<ToolResult<T>> {
    const importOf = (module: string) => JSON.stringify(path.join(repository, "tools", module));
    const script = `
        import * as tool from ${importOf(name)};
        import { SetupError } from ${importOf("progress.mjs")};
        const lines = [];
        const log = (line) => lines.push(line);
        const run = async () => { ${code} };
        const result = await run().then(
            (value) => ({ value }),
            (error) => ({ error: error.message, isSetupError: error instanceof SetupError }),
        );
        console.log(JSON.stringify({ ...result, log: lines }));
    `;
    const {
        code: exitCode,
        stdout,
        stderr,
    } = await runNode(["--input-type=module", "-e", script], env);
    if (exitCode !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as ToolResult<T>;
}

/** Runs node to its end. */
export function runNode(
    args: string[],
    env: NodeJS.ProcessEnv,
    options: { cwd?: string } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, args, { env, ...options });
        let [stdout, stderr] = ["", ""];
        child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
        child.on("error", reject);
        child.on("close", (code) => resolve({ code, stdout, stderr }));
    });
}
