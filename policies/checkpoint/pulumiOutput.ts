import { spawn, type ChildProcess } from "node:child_process";

/** What a Pulumi command printed, and how it ended. */
export interface PulumiOutput {
    readonly code: number | undefined;
    readonly stdout: string;
    readonly stderr: string;
    /** Why it could not be started, or was ended. */
    readonly failure: string | undefined;
    /** It was waited for as long as it may take, and ended then: another try would take as long again. */
    readonly tookTooLong: boolean;
}

export interface PulumiOutputOptions {
    readonly cwd?: string | undefined;
    readonly env?: NodeJS.ProcessEnv;
    /** Default: waits for ever. */
    readonly giveUpAfterSeconds?: number;
    /** A process group of its own, so that a signal to ours reaches it only through us. */
    readonly ownGroup?: boolean;
    /** Is given the process as soon as it runs. */
    readonly onStart?: (child: ChildProcess) => void;
}

/** How long a command that is told to end may take for it: it may hold the stack's lock. */
const secondsToEnd = 10;

/** Runs a Pulumi command that asks nothing, in silence. Never rejects. */
export function pulumiOutput(
    command: string,
    args: readonly string[],
    options: PulumiOutputOptions = {},
): Promise<PulumiOutput> {
    const { cwd, env = process.env, giveUpAfterSeconds, ownGroup = false, onStart } = options;
    return new Promise((resolve) => {
        const stdout: Buffer[] = [];
        const stderr: Buffer[] = [];
        const timers: NodeJS.Timeout[] = [];
        let tookTooLong = false;
        const end = (code?: number, failure?: string) => {
            timers.forEach(clearTimeout);
            resolve({
                code: tookTooLong ? undefined : code,
                stdout: Buffer.concat(stdout).toString(),
                stderr: Buffer.concat(stderr).toString(),
                failure: tookTooLong ? `no answer within ${giveUpAfterSeconds} seconds` : failure,
                tookTooLong,
            });
        };
        const child = spawn(command, [...args, "--non-interactive", "--color", "never"], {
            cwd,
            env: withoutOptions(env),
            stdio: ["ignore", "pipe", "pipe"],
            detached: ownGroup,
        });
        if (giveUpAfterSeconds !== undefined) {
            const after = (seconds: number, work: () => void) =>
                timers.push(setTimeout(work, seconds * 1000));
            after(giveUpAfterSeconds, () => {
                tookTooLong = true;
                child.kill("SIGTERM");
            });
            after(giveUpAfterSeconds + secondsToEnd, () => child.kill("SIGKILL"));
            // A grandchild may hold the pipes open after that.
            after(giveUpAfterSeconds + secondsToEnd + 1, () => end());
        }
        child.stdout.on("data", (data: Buffer) => stdout.push(data));
        child.stderr.on("data", (data: Buffer) => stderr.push(data));
        child.on("error", (error) => end(undefined, error.message));
        child.on("close", (code, signal) =>
            end(code ?? undefined, signal ? `ended by ${signal}` : undefined),
        );
        onStart?.(child);
    });
}

/** Flags by environment (`PULUMI_OPTION_VERSION`, `_FILE`, …) are meant for the user's command, not for one that reads. */
function withoutOptions(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return Object.fromEntries(
        Object.entries(env).filter(([variable]) => !variable.startsWith("PULUMI_OPTION_")),
    );
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
