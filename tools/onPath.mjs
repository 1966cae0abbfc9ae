// Commands of this machine: where they are looked for, and what their files are called.

import fs from "node:fs/promises";
import path from "node:path";

/** The folders of PATH, in its order. */
export function pathFolders() {
    return (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
}

/** The name of a command's file on this system. */
export function executable(name) {
    return process.platform === "win32" ? `${name}.exe` : name;
}

/** The first of the folders that has the file; undefined where none has. */
export async function folderWith(file, folders = pathFolders()) {
    for (const folder of folders) {
        if (await isFile(path.join(folder, file))) return folder;
    }
    return undefined;
}

export async function isFile(file) {
    const stat = await fs.stat(file).catch(() => undefined);
    return stat?.isFile() ?? false;
}
