/**
 * Marks of the creations that are under way on this machine: a file each, in the folder of Pulumi.
 *
 * Where the provider's process dies and Pulumi lives on – killed, or Ctrl-C twice – the engine calls the creation failed and
 * takes it out of the checkpoint, and what Azure has made meanwhile could not be proved to be this stack's. A mark says which
 * checkpoint the creation is of; it is gone when the creation ends in any way that the engine hears of.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Leaves a mark. Where that is not possible nothing will be proved, and the job is not taken over. */
export function markCreation(identity: string, checkpoint: string): void {
    const file = fileOf(identity);
    try {
        fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        fs.writeFileSync(file, checkpoint, { mode: 0o600 });
    } catch (error) {
        if (!isOfFiles(error)) throw error;
    }
}

/** Takes a mark away. @returns why it is still there; undefined: it is not */
export function unmarkCreation(identity: string): string | undefined {
    try {
        fs.rmSync(fileOf(identity), { force: true });
        return undefined;
    } catch (error) {
        if (!isOfFiles(error)) throw error;
        return error.message;
    }
}

/** The checkpoint that a marked creation is of; undefined: there is no mark. */
export function markedCheckpoint(identity: string): string | undefined {
    try {
        return fs.readFileSync(fileOf(identity), "utf8");
    } catch (error) {
        if (!isOfFiles(error)) throw error;
        return undefined;
    }
}

function fileOf(identity: string): string {
    return path.join(ourFolder("creations"), identity);
}

/** A folder of this provider's in that of Pulumi. */
export function ourFolder(name: string): string {
    const home = process.env.PULUMI_HOME || path.join(os.homedir(), ".pulumi");
    return path.join(home, "azure-importexport", name);
}

export function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
    return error instanceof Error && "syscall" in error;
}
