// The set-up's second step: the packages compiled to JavaScript.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { npmCommand, runQuietly } from "./childProcess.mjs";
import { SetupError, withHeartbeat } from "./progress.mjs";

/** Compiles the packages, unless nothing changed since the last time. Throws a SetupError with tsc's errors. */
export async function buildPackages({ repository, log }) {
    const stampFile = path.join(
        repository,
        "node_modules/.cache/pulumi-azure-importexport/build.sha256",
    );
    const workspaces = await readWorkspaces(repository);
    const sources = await hashSources(repository, workspaces);
    const stamp = await fs.readFile(stampFile, "utf8").catch(() => undefined);
    if (stamp === sources && (await allBuilt(workspaces))) return;

    const [npm, ...npmArgs] = npmCommand();
    const { code, stdout, stderr } = await withHeartbeat(
        "Compiling the packages with tsc (about 15 seconds)",
        () => runQuietly(npm, [...npmArgs, "run", "--silent", "build"], { cwd: repository }),
        log,
    );
    if (code !== 0) {
        throw new SetupError(`Compiling failed (npm run build):\n${`${stdout}\n${stderr}`.trim()}`);
    }
    // npm links a package's commands when it installs it, and only those that exist: not before the first build.
    const link = [...npmArgs, "rebuild", "--workspaces", "--ignore-scripts"];
    const linked = await runQuietly(npm, link, { cwd: repository });
    if (linked.code !== 0) throw new SetupError(`npm rebuild failed:\n${linked.stderr.trim()}`);
    await fs.mkdir(path.dirname(stampFile), { recursive: true });
    await fs.writeFile(stampFile, sources);
}

/** The workspaces: folder and the files that their package.json promises. */
async function readWorkspaces(repository) {
    const readManifest = async (folder) =>
        JSON.parse(await fs.readFile(path.join(folder, "package.json"), "utf8"));
    const { workspaces } = await readManifest(repository);
    return Promise.all(
        workspaces.map(async (name) => {
            const folder = path.join(repository, name);
            const { main, types, bin = {} } = await readManifest(folder);
            const promised = [main, types, ...Object.values(bin)].filter((file) =>
                file?.includes("dist/"),
            );
            return { folder, promised: promised.map((file) => path.join(folder, file)) };
        }),
    );
}

async function allBuilt(workspaces) {
    const files = workspaces.flatMap(({ promised }) => promised);
    const there = await Promise.all(
        files.map((file) =>
            fs.access(file).then(
                () => true,
                () => false,
            ),
        ),
    );
    return !there.includes(false);
}

/** One hash of everything that the compiler's output depends on. */
async function hashSources(repository, workspaces) {
    const files = ["package.json", "package-lock.json", "tsconfig.json"].map((file) =>
        path.join(repository, file),
    );
    for (const { folder } of workspaces) files.push(...(await sourcesOf(folder)));
    const hash = createHash("sha256");
    for (const file of files.sort()) {
        hash.update(path.relative(repository, file)).update(await fs.readFile(file));
    }
    return hash.digest("hex");
}

async function sourcesOf(folder) {
    const found = [];
    for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
        if (["dist", "node_modules"].includes(entry.name)) continue;
        const file = path.join(folder, entry.name);
        if (entry.isDirectory()) found.push(...(await sourcesOf(file)));
        else if (/\.([cm]?ts|json)$/.test(entry.name)) found.push(file);
    }
    return found;
}
