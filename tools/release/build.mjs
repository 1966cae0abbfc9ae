// Builds all that is published, into one folder: npm packages, the Python wheel and source archive, the Go module,
// plugin archives, the bill of materials, and checksums of all of them.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { npmCommand } from "../childProcess.mjs";
import { repository } from "../setup.mjs";
import { writePluginArchives } from "./pluginArchives.mjs";
import { pythonTool } from "./pythonTools.mjs";
import { succeeds } from "./succeeds.mjs";
import { version } from "./versions.mjs";

/** @returns the folders that were filled: `{ npm, python, go, plugins }` */
export async function buildRelease(out, log) {
    const folders = Object.fromEntries(
        ["npm", "python", "go", "plugins"].map((name) => [name, path.join(out, name)]),
    );
    await fs.rm(out, { recursive: true, force: true });
    for (const folder of Object.values(folders)) await fs.mkdir(folder, { recursive: true });

    log("npm packages");
    const workspaces = ["provider", "policies", "emulator"].flatMap((name) => [
        "--workspace",
        name,
    ]);
    await npm(["pack", ...workspaces, "--pack-destination", folders.npm], repository);

    log("SDKs");
    const sdk = path.join(out, "sdk");
    const languages = ["python", "go", "nodejs"];
    await succeeds(process.execPath, ["tools/sdk.mjs", ...languages, "--out", sdk], {
        cwd: repository,
    });
    for (const language of languages) await describe(path.join(sdk, language));
    await packNodeSdk(path.join(sdk, "nodejs"), folders.npm);
    await pythonTool("build", ["--outdir", folders.python, path.join(sdk, "python")]);
    await pythonTool("twine", ["check", "--strict", ...(await filesOf(folders.python))]);
    await fs.rename(path.join(sdk, "go"), folders.go);
    await fs.rm(sdk, { recursive: true });

    log("plugin archives");
    await writePluginArchives(await version(), folders.plugins);

    log("bill of materials");
    const bom = path.join(out, "sbom.cdx.json");
    await npm(["run", "--silent", "sbom", "--", "--output-file", bom], repository);
    await writeChecksums(out, [folders.npm, folders.python, folders.plugins]);
    return folders;
}

/** The generators leave to whoever publishes what the package's page and its licence say. */
async function describe(folder) {
    await fs.copyFile(path.join(repository, "LICENSE"), path.join(folder, "LICENSE"));
    const readme = path.join(repository, "tools/release/SDK.md");
    await fs.copyFile(readme, path.join(folder, "README.md"));
}

/** Compiled with the repository's TypeScript and types: what is generated has no packages of its own yet. */
async function packNodeSdk(folder, destination) {
    await fs.symlink(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
    const tsc = path.join(repository, "node_modules/typescript/bin/tsc");
    await succeeds(process.execPath, [tsc, "-p", folder]);
    await fs.unlink(path.join(folder, "node_modules"));
    const file = path.join(folder, "package.json");
    const manifest = JSON.parse(await fs.readFile(file, "utf8"));
    const published = Object.assign(manifest, {
        scripts: undefined,
        devDependencies: undefined,
        description: "The packaged Azure Import/Export provider of Pulumi, for Node.js",
        main: "bin/index.js",
        types: "bin/index.d.ts",
        files: ["bin"],
        repository: { type: "git", url: `git+${manifest.repository}.git` },
        publishConfig: { access: "public", provenance: true },
    });
    await fs.writeFile(file, JSON.stringify(published, null, 4));
    // It looks for its own version beside the compiled files.
    await fs.copyFile(file, path.join(folder, "bin/package.json"));
    await npm(["pack", "--pack-destination", destination], folder);
}

async function writeChecksums(out, folders) {
    const files = (await Promise.all(folders.map(filesOf))).flat().sort();
    const lines = await Promise.all(
        files.map(async (file) => {
            const sum = createHash("sha256").update(await fs.readFile(file));
            return `${sum.digest("hex")}  ${path.relative(out, file)}\n`;
        }),
    );
    await fs.writeFile(path.join(out, "SHA256SUMS"), lines.join(""));
}

async function filesOf(folder) {
    return (await fs.readdir(folder)).map((name) => path.join(folder, name));
}

async function npm(args, cwd) {
    const [command, ...first] = npmCommand();
    return succeeds(command, [...first, ...args], { cwd });
}
