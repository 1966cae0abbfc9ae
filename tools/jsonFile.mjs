import fs from "node:fs/promises";

/** What a file holds; undefined where there is none. */
export async function readJson(file) {
    try {
        return JSON.parse(await fs.readFile(file, "utf8"));
    } catch (error) {
        if (error.code === "ENOENT") return undefined;
        throw error;
    }
}
