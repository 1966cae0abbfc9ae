import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** Runs `work` with a folder that only this user can read, and removes it after. */
export async function withPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "guarded-destroy-"));
    try {
        return await work(folder);
    } finally {
        await fs.rm(folder, { recursive: true, force: true });
    }
}

/** Writes a file that only this user can read, and says where. */
export async function privateFile(folder: string, name: string, text: string): Promise<string> {
    const file = path.join(folder, name);
    await fs.writeFile(file, text, { mode: 0o600 });
    return file;
}
