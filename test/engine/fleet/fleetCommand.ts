import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** What a run of the command came to. */
export interface Ran {
    code: number | null;
    stdout: string;
    stderr: string;
}

const bin = path.resolve(__dirname, "../../../provider/dist/fleet/command.js");
const atSomeMoment = path.join(__dirname, "fleetChild.cjs");

/** The command as npx starts it, with nothing of the user's environment. */
export function startFleetCommand(
    args: readonly string[],
    { env, cwd, now }: { env: NodeJS.ProcessEnv; cwd?: string; now?: number },
): ChildProcess {
    const moment = now === undefined ? {} : { TEST_NOW: String(now) };
    return spawn(process.execPath, [now === undefined ? bin : atSomeMoment, ...args], {
        cwd: cwd ?? __dirname,
        env: { PATH: process.env.PATH, ...env, ...moment },
        stdio: ["ignore", "pipe", "pipe"],
    });
}

/** Runs it to its end. @param how.now the time of day that it sees; default: the real one */
export async function fleetCommand(
    args: readonly string[],
    how: { env: NodeJS.ProcessEnv; cwd?: string; now?: number },
): Promise<Ran> {
    const child = startFleetCommand(args, how);
    const printed = { stdout: "", stderr: "" };
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (printed.stdout += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (printed.stderr += text));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, ...printed };
}
