import { constants, open, readFile, rename, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { changesIn } from "./changeLogLine";
import { NotKeptError, type Change, type ChangeLog } from "./store";

/** A log longer than this is written anew with what is still there. */
const compactAboveBytes = 64 * 1024 * 1024;

/** What the log asks of the memory whose changes it keeps. */
interface Memory {
    restore(change: Change): void;
    /** Everything that is there now, as changes that lead to it. */
    snapshot(): readonly Change[];
    /** So many of the oldest changes are on the disk now. */
    kept(count: number): void;
    /** What is not on the disk has failed. */
    takeBack(): void;
}

/**
 * An append-only file of changes. Every line is what happened together, and is either whole or not
 * there: a line without its end is what a killed process left, and nobody was told of it.
 *
 * Changes that wait while the disk is busy go into one line with one sync, so that many writers at
 * once cost little more than one.
 *
 * A write that fails fails for everyone who waits then, and takes back what they did. The next one
 * begins with a file that is whole again.
 */
export class ChangeLogFile implements ChangeLog {
    private waiting: Change[] = [];
    private flushing: Promise<void> = Promise.resolve();
    private scheduled: Promise<void> | undefined;
    /** What has to be done to the file before the next line. */
    private repair: "cut" | "rewrite" | undefined;

    private constructor(
        private readonly file: string,
        private handle: FileHandle,
        private size: number,
        private readonly memory: Memory,
    ) {}

    /**
     * Reads the log, gives every change to the memory, and writes it anew without what is past.
     *
     * @throws when the file is damaged elsewhere than at its end.
     */
    static async open(file: string, memory: Memory): Promise<ChangeLogFile> {
        for (const change of await readChanges(file)) memory.restore(change);
        const { handle, size } = await writeAnew(file, memory.snapshot());
        return new ChangeLogFile(file, handle, size, memory);
    }

    write(change: Change): void {
        this.waiting.push(change);
    }

    durable(): Promise<void> {
        if (this.waiting.length === 0) return this.scheduled ?? this.flushing;
        this.scheduled ??= this.flushing.then(() => {
            this.scheduled = undefined;
            this.flushing = this.flush();
            return this.flushing;
        });
        return this.scheduled;
    }

    async close(): Promise<void> {
        try {
            await this.durable();
        } finally {
            await this.handle.close();
        }
    }

    private async flush(): Promise<void> {
        const changes = this.waiting;
        this.waiting = [];
        if (changes.length === 0) return;
        try {
            await this.append(changes);
            this.memory.kept(changes.length);
        } catch (error) {
            // What came meanwhile rests on what has failed: it fails with it. Whoever comes now begins anew.
            this.waiting = [];
            this.scheduled = undefined;
            this.flushing = Promise.resolve();
            this.memory.takeBack();
            const why = error instanceof Error ? error.message : String(error);
            process.stderr.write(
                `The emulator could not keep a change in "${this.file}" (${why}), and took it back.\n`,
            );
            throw new NotKeptError(why);
        }
    }

    private async append(changes: readonly Change[]): Promise<void> {
        // The snapshot holds the waiting changes too: memory is ahead of the disk.
        if (this.repair === "rewrite" || this.size > compactAboveBytes) return this.rewrite();
        if (this.repair === "cut") await this.cut();
        const line = Buffer.from(`${JSON.stringify(changes)}\n`);
        this.repair = "cut";
        try {
            await this.handle.appendFile(line);
            await this.handle.datasync();
        } catch (error) {
            // At once, so that a restart does not find what nobody was told of; else before the next line.
            await this.cut().catch(() => undefined);
            throw error;
        }
        this.repair = undefined;
        this.size += line.length;
    }

    /** Takes away what a failed write left behind the last whole line. */
    private async cut(): Promise<void> {
        await this.handle.truncate(this.size);
        this.repair = undefined;
    }

    private async rewrite(): Promise<void> {
        const past = this.handle;
        this.repair = "rewrite";
        ({ handle: this.handle, size: this.size } = await writeAnew(
            this.file,
            this.memory.snapshot(),
        ));
        this.repair = undefined;
        await past.close();
    }
}

async function readChanges(file: string): Promise<Change[]> {
    const text = await readFile(file, "utf8").catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
        throw error;
    });
    const lines = text.split("\n");
    // What follows the last line end is empty, or a line that was never finished.
    lines.pop();
    return lines.flatMap((line, index) => changesIn(line, file, index + 1));
}

async function writeAnew(
    file: string,
    changes: readonly Change[],
): Promise<{ handle: FileHandle; size: number }> {
    const draft = `${file}.tmp`;
    // The state holds BitLocker keys: for the owner's eyes only.
    // Appending: what is cut off after a failed write is written at the new end.
    const { O_WRONLY, O_CREAT, O_TRUNC, O_APPEND } = constants;
    const handle = await open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600);
    try {
        const text = Buffer.from(changes.map((change) => `${JSON.stringify([change])}\n`).join(""));
        await handle.appendFile(text);
        await handle.sync();
        await rename(draft, file);
        await syncFolder(path.dirname(file));
        return { handle, size: text.length };
    } catch (error) {
        await handle.close();
        throw error;
    }
}

async function syncFolder(folder: string): Promise<void> {
    const handle = await open(folder, "r");
    try {
        await handle.sync();
    } finally {
        await handle.close();
    }
}
