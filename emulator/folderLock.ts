import { randomUUID } from "node:crypto";
import {
    existsSync,
    linkSync,
    readFileSync,
    readdirSync,
    readlinkSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import path from "node:path";

/** Who holds a lock. Two processes are the same one when all of it is equal. */
interface Holder {
    readonly pid: number;
    /** When the process began, in ticks of this boot; a number may be given to another process later. */
    readonly startedAt?: string;
    /** The machine, and the container in it: a process id means something there alone. */
    readonly place: string;
}

/**
 * The right to write in a folder: one process has it at a time, and it ends with that process, however it ends.
 *
 * Every taking of the lock is a file `lock-<number>`, one number higher than the last. A file system gives a name to
 * one process alone (`wx`), so that of several which find the last holder gone, one gets the next number. The newest
 * file is never taken away, only marked as free; so nobody can take a lower number without seeing it.
 */
export class FolderLock {
    private constructor(private readonly file: string) {}

    /** @throws when a living process has it: its message names the process. */
    static take(folder: string): FolderLock {
        for (;;) {
            const numbers = numbersIn(folder);
            const last = numbers.at(-1) ?? 0;
            if (last > 0) refuseIfHeld(folder, last);
            const file = fileOf(folder, last + 1);
            if (!created(file)) continue; // somebody else was quicker: look again
            if (numbersIn(folder).at(-1) !== last + 1) {
                rmSync(file, { force: true });
                continue;
            }
            for (const past of numbers) rmSync(fileOf(folder, past), { force: true });
            return new FolderLock(file);
        }
    }

    /** Lets the next one in. */
    release(): void {
        // The folder may have been taken away by now, and the lock with it.
        if (existsSync(this.file)) writeFileSync(this.file, free);
    }
}

const free = "free\n";

function fileOf(folder: string, number: number): string {
    return path.join(folder, `lock-${number}`);
}

function numbersIn(folder: string): number[] {
    return readdirSync(folder)
        .flatMap((name) => /^lock-(\d{1,15})$/.exec(name)?.[1] ?? [])
        .map(Number)
        .sort((a, b) => a - b);
}

function created(file: string): boolean {
    // Under another name first: whoever sees the lock sees whose it is.
    const draft = path.join(path.dirname(file), `draft-${randomUUID()}`);
    writeFileSync(draft, JSON.stringify(thisProcess()), { mode: 0o600 });
    try {
        linkSync(draft, file);
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
        throw error;
    } finally {
        rmSync(draft);
    }
}

function refuseIfHeld(folder: string, number: number): void {
    const text = readIfThere(fileOf(folder, number));
    const holder = text === undefined ? undefined : holderIn(text);
    if (holder === undefined || !isAlive(holder)) return;
    throw new Error(
        `An emulator is running in "${folder}" already, as process ${holder.pid}. ` +
            "Stop it first, or use another folder.",
    );
}

/** Undefined: free, or damaged by a loss of power, which no process outlives. */
function holderIn(text: string): Holder | undefined {
    try {
        return text === free ? undefined : (JSON.parse(text) as Holder);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

function isAlive({ pid, startedAt, place }: Holder): boolean {
    // A process of another machine or container cannot be looked at; whether its emulator answers is asked elsewhere.
    if (place !== placeOfThisProcess()) return false;
    try {
        process.kill(pid, 0);
    } catch (error) {
        // EPERM: it is there, and somebody else's.
        if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    }
    const { hasEnded, startedAt: now } = lifeOf(pid);
    return !hasEnded && (startedAt === undefined || now === undefined || now === startedAt);
}

function thisProcess(): Holder {
    const { startedAt } = lifeOf(process.pid);
    return { pid: process.pid, startedAt, place: placeOfThisProcess() };
}

/** Nothing is known where the system has no /proc: then the process id alone has to do. */
function lifeOf(pid: number): { startedAt?: string; hasEnded?: boolean } {
    const stat = readIfThere(`/proc/${pid}/stat`);
    const boot = readIfThere("/proc/sys/kernel/random/boot_id")?.trim();
    if (stat === undefined) return {};
    // The name, in parentheses, may hold blanks. Behind it: the state, and as the 20th field the start.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { startedAt: `${boot}/${fields[19]}`, hasEnded: /^[ZX]/.test(fields[0] ?? "") };
}

function placeOfThisProcess(): string {
    try {
        return `${hostname()}/${readlinkSync("/proc/self/ns/pid")}`;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return hostname();
        throw error;
    }
}

function readIfThere(file: string): string | undefined {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // ESRCH: the process went while its file was read.
        if (code === "ENOENT" || code === "ESRCH") return undefined;
        throw error;
    }
}
