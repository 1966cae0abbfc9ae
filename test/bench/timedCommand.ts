/** A command, by the clock and by the processor: a busy machine changes the second less. */
import { spawn } from "node:child_process";

/** What a command and everything that it started and waited for took. */
export interface Timed {
    code: number;
    output: string;
    seconds: number;
    cpuSeconds: number;
}

/** Runs a command to its end, with any exit code. Needs bash, whose `time` counts children too. */
export function timedCommand(
    command: readonly string[],
    settings: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Timed> {
    const script = 'TIMEFORMAT="took %R %U %S"; time "$@" 2>&1';
    return new Promise((resolve, reject) => {
        const child = spawn("bash", ["-c", script, "bash", ...command], {
            ...settings,
            stdio: ["ignore", "pipe", "pipe"],
        });
        let [output, times] = ["", ""];
        child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (times += text));
        child.on("error", reject);
        child.on("close", (code) => {
            const figures = /took ([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(times)?.slice(1).map(Number);
            const [seconds = NaN, user = NaN, system = NaN] = figures ?? [];
            resolve({ code: code ?? 1, output, seconds, cpuSeconds: user + system });
        });
    });
}
