import { spawn } from "node:child_process";
import { pulumiOutput, type PulumiOutput } from "../checkpoint/pulumiOutput";
import { backendInWords, backendSeconds, watchBackend } from "./backendWatch";
import type { Interruption } from "./interruption";
import { NotDestroyed } from "./notDestroyed";

const pulumi = "pulumi";
const ownGroup = process.platform !== "win32";

/** Runs Pulumi's commands, one after the other, and none after a signal. */
export class Commands {
    /**
     * @param environment of every command
     * @param interruption hears the signals; each command gets them through it
     */
    constructor(
        private readonly environment: NodeJS.ProcessEnv,
        readonly interruption: Interruption,
    ) {}

    /** The same, with other variables added. */
    with(variables: NodeJS.ProcessEnv): Commands {
        return new Commands({ ...this.environment, ...variables }, this.interruption);
    }

    /**
     * Runs a command in silence.
     *
     * @param giveUpAfterSeconds how long its answer may take
     * @param letEnd a signal lets it come to its own end
     * @throws NotDestroyed when a signal came, before or meanwhile
     */
    async ask(
        args: readonly string[],
        giveUpAfterSeconds: number,
        letEnd = false,
    ): Promise<PulumiOutput> {
        const name = `"${nameOf(args)}"`;
        let isBackendGone = () => false;
        this.interruption.requireNone(name);
        const output = await pulumiOutput(pulumi, args, {
            env: this.environment,
            giveUpAfterSeconds,
            ownGroup,
            onStart: (child) => {
                this.interruption.follow(child, letEnd);
                if (giveUpAfterSeconds > backendSeconds) {
                    isBackendGone = watchBackend(child, this.environment);
                }
            },
        });
        this.interruption.requireNone(name);
        if (isBackendGone()) throw this.backendGone(args);
        return output;
    }

    /**
     * Runs a command for the user to see. What it did while a signal came is the caller's to tell.
     *
     * @param isEnded it deletes nothing, so it is ended where its backend is gone
     * @returns its exit code; 1 where a signal ended it
     * @throws NotDestroyed when a signal came before, it could not be started, or its backend is gone
     */
    show(args: readonly string[], stdout: "stdout" | "stderr", isEnded: boolean): Promise<number> {
        this.interruption.requireNone(`"${nameOf(args)}"`);
        return new Promise((resolve, reject) => {
            const child = spawn(pulumi, args, {
                env: this.environment,
                stdio: ["inherit", stdout === "stderr" ? 2 : "inherit", "inherit"],
                detached: ownGroup,
            });
            this.interruption.follow(child);
            const isBackendGone = isEnded ? watchBackend(child, this.environment) : () => false;
            child.on("error", (error) => reject(notStarted(error.message)));
            child.on("close", (code) => {
                if (isBackendGone()) reject(this.backendGone(args));
                else resolve(code ?? 1);
            });
        });
    }

    /** The backend that the commands ask, in words; undefined before it is settled. */
    get backend(): string | undefined {
        const { PULUMI_BACKEND_URL: url } = this.environment;
        return url ? backendInWords(url) : undefined;
    }

    private backendGone(args: readonly string[]): NotDestroyed {
        return new NotDestroyed(
            `"${nameOf(args)}" was ended, since the backend ${this.backend} no longer answered. Nothing was destroyed. Try again once it answers.`,
        );
    }
}

/** The command without its flags, as a person names it. */
export function nameOf(args: readonly string[]): string {
    const end = args.findIndex((word) => word.startsWith("-"));
    const words = ["pulumi", ...args.slice(0, end < 0 ? undefined : end)];
    // Of a destroy it is the one flag that makes another command of it.
    if (args.includes("--preview-only")) words.push("--preview-only");
    return words.join(" ");
}

function notStarted(why: string): NotDestroyed {
    return new NotDestroyed(
        `The Pulumi CLI could not be started: ${why}. Install it, and put it on PATH. Nothing was destroyed.`,
    );
}
