import { open, readFile, rename, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { Change, Journal } from "./store";

/** A journal longer than this is written anew with what is still there. */
const compactAboveBytes = 64 * 1024 * 1024;

/**
 * An append-only file of changes. Every line is what happened together, and is either whole or not
 * there: a line without its end is what a killed process left, and nobody was told of it.
 *
 * Changes that wait while the disk is busy go into one line with one sync, so that many writers at
 * once cost little more than one.
 */
export class FileJournal implements Journal {
    private waiting: Change[] = [];
    private flushing: Promise<void> = Promise.resolve();
    private scheduled: Promise<void> | undefined;

    private constructor(
        private readonly file: string,
        private handle: FileHandle,
        private size: number,
        /** Everything that is there now, as changes that lead to it. */
        private readonly snapshot: () => readonly Change[],
    ) {}

    /**
     * Reads the journal, gives every change to `restore`, and writes it anew without what is past.
     *
     * @throws when the file is damaged elsewhere than at its end.
     */
    static async open(
        file: string,
        restore: (change: Change) => void,
        snapshot: () => readonly Change[],
    ): Promise<FileJournal> {
        for (const change of await readChanges(file)) restore(change);
        const { handle, size } = await writeAnew(file, snapshot());
        return new FileJournal(file, handle, size, snapshot);
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
        await this.durable();
        await this.handle.close();
    }

    private async flush(): Promise<void> {
        const changes = this.waiting;
        this.waiting = [];
        if (changes.length === 0) return;
        if (this.size > compactAboveBytes) {
            const past = this.handle;
            // The snapshot holds the waiting changes too: memory is ahead of the disk.
            ({ handle: this.handle, size: this.size } = await writeAnew(
                this.file,
                this.snapshot(),
            ));
            await past.close();
            return;
        }
        const line = Buffer.from(`${JSON.stringify(changes)}\n`);
        await this.handle.appendFile(line);
        await this.handle.datasync();
        this.size += line.length;
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
    return lines.flatMap((line, index) => {
        try {
            return JSON.parse(line) as Change[];
        } catch {
            throw new Error(
                `The emulator's state in "${file}" is damaged at line ${index + 1}. ` +
                    "Remove the file to start empty.",
            );
        }
    });
}

async function writeAnew(
    file: string,
    changes: readonly Change[],
): Promise<{ handle: FileHandle; size: number }> {
    const draft = `${file}.tmp`;
    // The state holds BitLocker keys: for the owner's eyes only.
    const handle = await open(draft, "w", 0o600);
    const text = Buffer.from(changes.map((change) => `${JSON.stringify([change])}\n`).join(""));
    await handle.appendFile(text);
    await handle.sync();
    await rename(draft, file);
    await syncFolder(path.dirname(file));
    return { handle, size: text.length };
}

async function syncFolder(folder: string): Promise<void> {
    const handle = await open(folder, "r");
    try {
        await handle.sync();
    } finally {
        await handle.close();
    }
}
