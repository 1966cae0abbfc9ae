// The packaged provider as `pulumi plugin install --server URL` and GitHub releases want it: an archive for each platform.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import * as tar from "tar";
import { repository } from "../setup.mjs";

const name = "pulumi-resource-azure-importexport";
const built = path.join(repository, "provider/dist/plugin");
const systems = ["linux", "darwin", "windows"];
const architectures = ["amd64", "arm64"];

/** Names an archive as the CLI asks for it. @param platform such as `linux-amd64` */
export const archiveName = (version, platform) => `${name}-v${version}-${platform}.tar.gz`;

/** The platforms, in the words of Go, as the CLI asks for them. */
export const platforms = systems.flatMap((system) =>
    architectures.map((architecture) => `${system}-${architecture}`),
);

/**
 * Writes the archives, and a file with their SHA-256 checksums in the format of `sha256sum`.
 * The same plugin makes the same bytes: times and owners are left out.
 *
 * @returns the files' names
 */
export async function writePluginArchives(version, folder) {
    await fs.mkdir(folder, { recursive: true });
    const staged = await fs.mkdtemp(path.join(folder, "staged-"));
    try {
        const files = await stage(staged);
        const archives = [];
        for (const platform of platforms) {
            // Windows runs no file by its first line, and the others need no .cmd.
            const own = files.filter(
                (file) => platform.startsWith("windows") || !file.endsWith(".cmd"),
            );
            const archive = archiveName(version, platform);
            const file = path.join(folder, archive);
            const fixed = { portable: true, mtime: new Date(0), gzip: { level: 9 } };
            await tar.create({ cwd: staged, file, ...fixed }, own);
            archives.push(archive);
        }
        const sums = await Promise.all(archives.map((archive) => checksumLine(folder, archive)));
        const checksums = `azure-importexport-v${version}-checksums.txt`;
        await fs.writeFile(path.join(folder, checksums), sums.join(""));
        return [...archives, checksums];
    } finally {
        await fs.rm(staged, { recursive: true, force: true });
    }
}

/** @returns what belongs into an archive, copied into `folder` */
async function stage(folder) {
    const plugin = [name, `${name}.LEGAL.txt`, `${name}.cmd`];
    for (const file of plugin) await fs.copyFile(path.join(built, file), path.join(folder, file));
    await fs.chmod(path.join(folder, name), 0o755);
    await fs.copyFile(path.join(repository, "LICENSE"), path.join(folder, "LICENSE"));
    return [...plugin, "LICENSE"];
}

async function checksumLine(folder, archive) {
    const content = await fs.readFile(path.join(folder, archive));
    return `${createHash("sha256").update(content).digest("hex")}  ${archive}\n`;
}
