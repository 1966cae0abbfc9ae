import { spawn } from "node:child_process";

/** What a Pulumi command printed, and how it ended. */
export interface PulumiOutput {
    readonly code: number | undefined;
    readonly stdout: string;
    readonly stderr: string;
    /** Why it could not be started, or was ended. */
    readonly failure: string | undefined;
}

/** Runs a Pulumi command that asks nothing, in silence. Never rejects. */
export function pulumiOutput(
    command: string,
    args: readonly string[],
    options: { cwd?: string; giveUpAfterSeconds?: number } = {},
): Promise<PulumiOutput> {
    const { cwd, giveUpAfterSeconds } = options;
    return new Promise((resolve) => {
        const stdout: Buffer[] = [];
        const stderr: Buffer[] = [];
        const end = (code?: number, failure?: string) =>
            resolve({
                code,
                stdout: Buffer.concat(stdout).toString(),
                stderr: Buffer.concat(stderr).toString(),
                failure,
            });
        const child = spawn(command, [...args, "--non-interactive", "--color", "never"], {
            cwd,
            stdio: ["ignore", "pipe", "pipe"],
            timeout: giveUpAfterSeconds && giveUpAfterSeconds * 1000,
            killSignal: "SIGKILL",
        });
        child.stdout.on("data", (data: Buffer) => stdout.push(data));
        child.stderr.on("data", (data: Buffer) => stderr.push(data));
        child.on("error", (error) => end(undefined, error.message));
        child.on("close", (code, signal) =>
            end(code ?? undefined, signal ? `ended by ${signal}` : undefined),
        );
    });
}

/**
 * The CLI's own words about why it failed, on one line and cut short. Addresses are left out: a
 * backend's may hold a login.
 */
export function pulumiError({ stderr, stdout, failure, code }: PulumiOutput): string {
    const lines = `${stderr}\n${stdout}`
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean);
    const first = lines.findIndex((line) => line.startsWith("error:"));
    const words = first >= 0 ? lines.slice(first) : lines.slice(0, 1);
    const said = words
        .join(" ")
        .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, (url) => `${url.slice(0, url.indexOf(":"))}://…`)
        .slice(0, 600);
    return failure ?? (said || `exit code ${code}`);
}
