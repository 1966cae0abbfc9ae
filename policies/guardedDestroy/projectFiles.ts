import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";

const projectFile = /^Pulumi\.(yaml|yml|json)$/;
const anyFile = /^Pulumi\.(.+\.)?(yaml|yml|json)$/;

/**
 * A fingerprint of the project's and its stacks' settings, and so of what a program or a provider is
 * told: the files beside the nearest `Pulumi.yaml` at or above the folder; empty where there is none.
 */
export async function projectFingerprint(folder = process.cwd()): Promise<string> {
    for (let here = folder; ; here = path.dirname(here)) {
        const names = (await fs.readdir(here)).sort();
        if (names.some((name) => projectFile.test(name))) {
            const hash = createHash("sha256");
            for (const name of names.filter((one) => anyFile.test(one))) {
                hash.update(`${name}\0`).update(await fs.readFile(path.join(here, name)));
            }
            return hash.digest("hex");
        }
        if (path.dirname(here) === here) return "";
    }
}
