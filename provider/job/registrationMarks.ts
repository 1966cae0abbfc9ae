/**
 * What the provider processes of one engine tell each other: which resources the program has registered.
 *
 * The engine starts a process for each provider. Where a provider is replaced together with its resources (`--replace '**'`),
 * or a resource that is to be replaced gets another one, `check` goes to the new process and the delete to the old, which would
 * take it for a destroy. So each process notes what it was shown, in a file that counts as long as the process lives.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isOfFiles, ourFolder } from "./creationMarks";
import type { Registered } from "./registered";

/** One line of a file: a resource, or a provider that the program registers anew. */
type Mark = Registered | { readonly provider: string };

/** Where this process stands among those of its engine. */
export interface ProcessOfEngine {
    /** `127.0.0.1:PORT`; undefined: nothing is noted, and nothing found. */
    readonly engine?: string | undefined;
    /** The URN of the provider that the process is; a dynamic one is not told. */
    readonly provider?: string | undefined;
    /** Whether a program has registered the provider: an update, and no destroy. A dynamic one is not told. */
    readonly hasProgram?: boolean;
}

export class RegistrationMarks {
    private isSwept = false;

    constructor(private readonly place: ProcessOfEngine = {}) {}

    /** Notes what the program has registered with this process. Where that is not possible the others do not learn of it. */
    note(mark: Mark): void {
        if (this.place.engine === undefined) return;
        try {
            this.sweepOnce();
            const file = path.join(folder(), `${this.key}${process.pid}`);
            fs.appendFileSync(file, `${JSON.stringify(mark)}\n`, { mode: 0o600 });
        } catch (error) {
            if (!isOfFiles(error)) throw error;
        }
    }

    /** Whether it is known that a program runs. */
    get hasProgram(): boolean {
        return this.place.hasProgram ?? false;
    }

    /** The resources that the program has registered with other processes of this engine. */
    get ofOthers(): Registered[] {
        return this.marksOfOthers.flatMap((mark) => ("provider" in mark ? [] : [mark]));
    }

    /** Whether the program has this very provider made anew, in a process of its own. */
    get isProviderReplaced(): boolean {
        const { provider } = this.place;
        if (provider === undefined) return false;
        return this.marksOfOthers.some((mark) => "provider" in mark && mark.provider === provider);
    }

    private get marksOfOthers(): Mark[] {
        if (this.place.engine === undefined) return [];
        try {
            return fs
                .readdirSync(folder())
                .filter((name) => name.startsWith(this.key) && pidOf(name) !== process.pid)
                .filter(isOfLiving)
                .flatMap((name) => lines(path.join(folder(), name)));
        } catch (error) {
            if (!isOfFiles(error)) throw error;
            return [];
        }
    }

    /** Begins the names of the files of one engine's processes. */
    private get key(): string {
        return `${machine}${this.place.engine!.replace(/[^\w.]/g, "_")}-`;
    }

    /** Files of processes that were killed are left, and removed by a later one. */
    private sweepOnce(): void {
        if (this.isSwept) return;
        this.isSwept = true;
        fs.mkdirSync(folder(), { recursive: true, mode: 0o700 });
        const ours = fs.readdirSync(folder()).filter((name) => name.startsWith(machine));
        for (const name of ours) {
            if (!isOfLiving(name)) fs.rmSync(path.join(folder(), name), { force: true });
        }
    }
}

const folder = () => ourFolder("registered");
/** Machines and containers that share a home cannot tell whether each other's processes live. */
const machine = `${os.hostname()}@`;
const pidOf = (name: string) => Number(name.slice(name.lastIndexOf("-") + 1));

function isOfLiving(name: string): boolean {
    try {
        return process.kill(pidOf(name), 0);
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/** The last line may be half written. */
function lines(file: string): Mark[] {
    const whole = fs.readFileSync(file, "utf8").split("\n").slice(0, -1);
    return whole.map((line) => JSON.parse(line) as Mark);
}
