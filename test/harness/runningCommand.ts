import { ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";

/** What a command left: exit code (128 + signal number where a signal ended it), its output, its duration. */
export interface CommandResult {
    code: number;
    stdout: string;
    stderr: string;
    /** stdout and stderr in the order in which they came. */
    output: string;
    seconds: number;
}

/** A command that may still be running. */
export class RunningCommand {
    /** Resolves when the command has ended, with any exit code; rejects only where it could not be started. */
    readonly result: Promise<CommandResult>;

    /** stdout and stderr so far. */
    output = "";

    private readonly child: ChildProcess;
    private readonly watchers = new Set<() => void>();
    private ended = false;

    constructor(command: string, args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }) {
        const started = Date.now();
        let [stdout, stderr] = ["", ""];
        const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
            stdout += text;
            this.append(text);
        });
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
            stderr += text;
            this.append(text);
        });
        this.child = child;
        this.result = new Promise((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (code, signal) => {
                this.ended = true;
                this.watchers.forEach((watcher) => watcher());
                resolve({
                    code: code ?? 128 + (signal ? constants.signals[signal] : 0),
                    stdout,
                    stderr,
                    output: this.output,
                    seconds: (Date.now() - started) / 1000,
                });
            });
        });
    }

    /** Ctrl-C, as a terminal sends it: plugins have process groups of their own and get none. */
    interrupt(): void {
        this.child.kill("SIGINT");
    }

    /** A signal to the command itself, which may tidy up. */
    signal(signal: NodeJS.Signals): void {
        this.child.kill(signal);
    }

    /** Ends the command itself at once, with no chance to tidy up. Its children are not touched. */
    kill(): void {
        this.child.kill("SIGKILL");
    }

    /** Resolves when `text` has been printed; rejects with the whole output where the command ends without it. */
    async waitFor(text: string | RegExp): Promise<void> {
        const seen = () =>
            typeof text === "string" ? this.output.includes(text) : text.test(this.output);
        while (!seen()) {
            if (this.ended) throw new Error(`ended without printing ${text}:\n${this.output}`);
            await new Promise<void>((resolve) => {
                this.watchers.add(resolve);
            });
            this.watchers.clear();
        }
    }

    private append(text: string): void {
        this.output += text;
        this.watchers.forEach((watcher) => watcher());
    }
}
