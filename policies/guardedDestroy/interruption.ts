import type { ChildProcess } from "node:child_process";
import { NotDestroyed } from "./notDestroyed";

/** What ends a command politely: Ctrl-C, a pipeline that is cancelled, a terminal that is closed, a request to quit. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;
type Signal = (typeof signals)[number];

/** npm, `timeout` and terminals send one signal to the group and to each process; it is one wish. */
const sameWishMs = 1000;

/**
 * Hears the signals that end `guarded-destroy`, for the whole of its run.
 *
 * Our commands run in process groups of their own, so a signal reaches them through us only, and once:
 * to Pulumi a second one means "drop everything", in the middle of a deletion. After the first signal
 * no command is started any more.
 */
export class Interruption {
    private readonly abortion = new AbortController();
    private readonly heard = new Map<Signal, number>();
    private first: Signal | undefined;
    private running: { child: ChildProcess; letEnd: boolean } | undefined;

    /** Aborts at the first signal. */
    readonly signal: AbortSignal = this.abortion.signal;

    /** Starts to listen: from now on no signal ends this process by itself. */
    listen(): void {
        for (const name of signals) process.on(name, () => this.hear(name));
    }

    /** As if the signal had come: for a Ctrl-C that a question on the terminal swallows. */
    hear(name: Signal): void {
        const now = Date.now();
        const before = this.heard.get(name);
        this.heard.set(name, now);
        if (before !== undefined && now - before < sameWishMs) return;
        this.first ??= name;
        this.abortion.abort();
        if (this.running) forward(this.running, name);
    }

    /**
     * Hands signals on to this process until it ends.
     *
     * @param letEnd it changes nothing, takes a moment, and leaves its plugins behind when it is ended
     */
    follow(child: ChildProcess, letEnd = false): void {
        this.running = { child, letEnd };
        child.once("close", () => {
            if (this.running?.child === child) this.running = undefined;
        });
        if (this.first) forward(this.running, this.first);
    }

    /** @throws NotDestroyed when a signal has come. @param during what was being done */
    requireNone(during: string): void {
        if (!this.first) return;
        throw new NotDestroyed(
            `Interrupted by ${this.first} at ${during}. Nothing was destroyed, and nothing more was started.`,
        );
    }

    /** The first signal that came. */
    get by(): Signal | undefined {
        return this.first;
    }
}

const secondsToEnd = 10;

function forward({ child, letEnd }: { child: ChildProcess; letEnd: boolean }, name: Signal): void {
    // On Windows Ctrl-C reaches every process of the console, and kill() knows no politeness.
    if (process.platform === "win32") return;
    // Pulumi tidies up at SIGINT and SIGTERM; any other would end it where it stands.
    const end = () => child.kill(name === "SIGINT" ? name : "SIGTERM");
    if (!letEnd) {
        end();
        return;
    }
    const timer = setTimeout(end, secondsToEnd * 1000);
    child.once("close", () => clearTimeout(timer));
}
