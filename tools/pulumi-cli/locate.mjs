// Finds a Pulumi CLI, or makes one. The order: the one that AZURE_IMPORTEXPORT_PULUMI names, the one on PATH, one
// that was downloaded or built before, a download of the official release, a build from Go modules.

import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runQuietly } from "../childProcess.mjs";
import { executable, folderWith, isFile, pathFolders } from "../onPath.mjs";
import { SetupError, say } from "../progress.mjs";
import { buildPulumi, builtCommand } from "./build.mjs";
import { cacheFolder } from "./cacheFolder.mjs";
import { downloadOfficial, officialCommand } from "./official.mjs";
import { isAtLeast, oldestVersion, parseVersion } from "./version.mjs";

const languageHost = "pulumi-language-nodejs";
const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Tests find the CLI here without a search: the JSON of what `findPulumi` returned last. */
const recordFile = path.join(
    repository,
    "node_modules/.cache/pulumi-azure-importexport/pulumi.json",
);

/**
 * Finds a Pulumi CLI that is new enough.
 *
 * @param log takes one line of text; default: stderr
 * @param allowBuild false: neither downloads nor builds, and throws where there is none yet; default true
 * @returns `{ command, version, source, binFolder }`: absolute paths, a version without "v", and "path",
 *     "official" or "built". `binFolder` belongs first on PATH: the language host is in it.
 * @throws SetupError that says what to install
 */
export async function findPulumi({ log = say, allowBuild = true } = {}) {
    const found =
        (await named()) ??
        (await onPath(log)) ??
        (await existing(officialCommand(), "official")) ??
        (await existing(await builtCommand(), "built")) ??
        (allowBuild ? await make(log) : undefined);
    if (!found) throw new SetupError("There is no Pulumi CLI here yet. Run: npm run setup");
    return found;
}

/** Records what `findPulumi` found. `record` is the file; default: where tests look. */
export async function recordPulumi(found, record = recordFile) {
    await fs.mkdir(path.dirname(record), { recursive: true });
    await fs.writeFile(record, JSON.stringify(found, undefined, 4) + "\n");
}

/** One line that says which CLI it is and where it comes from. */
export function describePulumi({ version, source, command }) {
    const origin = {
        path: `from PATH (${command})`,
        official: "the official release, kept in the cache folder",
        built: "built on this machine from its source, kept in the cache folder",
    };
    return `Pulumi CLI v${version}: ${origin[source]}`;
}

async function named() {
    const command = process.env.AZURE_IMPORTEXPORT_PULUMI;
    if (!command) return undefined;
    const found = await examine(command, "path");
    if (!found.problem) return found;
    throw new SetupError(
        `AZURE_IMPORTEXPORT_PULUMI names ${command}, which cannot be used: ${found.problem}. ` +
            "Name the file of a Pulumi CLI, or unset it.",
    );
}

async function onPath(log) {
    for (const folder of pathFolders()) {
        const command = path.join(folder, executable("pulumi"));
        if (!(await isFile(command))) continue;
        const found = await examine(command, "path");
        if (!found.problem) return found;
        log(`pulumi on PATH (${command}) is passed over: ${found.problem}`);
    }
    return undefined;
}

async function existing(command, source) {
    if (!(await isFile(command))) return undefined;
    const found = await examine(command, source);
    return found.problem ? undefined : found;
}

async function make(log) {
    const official = await downloadOfficial({ log });
    const found = official.command && (await existing(official.command, "official"));
    if (found) return found;
    log(`The official Pulumi CLI cannot be had here (${official.reason ?? "it does not start"}).`);
    const built = await examine(await buildPulumi({ log }), "built");
    if (!built.problem) return built;
    throw new SetupError(
        `The Pulumi CLI that was built cannot be used: ${built.problem}. Remove ${cacheFolder()} and run the command again.`,
    );
}

/** The CLI that `command` is, or `{ problem }`: why it is none for us. */
async function examine(command, source) {
    const real = await fs.realpath(command).catch(() => command);
    // The command of the npm package downloads a release wherever PULUMI_HOME is new, as in every test.
    if (/[\\/]node_modules[\\/]pulumi[\\/]run\.js$/.test(real)) {
        return {
            problem: "it is the npm package, which downloads the CLI again for each PULUMI_HOME",
        };
    }
    // Asking for a version is no reason to write into the user's own ~/.pulumi, which each command does.
    const home = await fs.mkdtemp(path.join(os.tmpdir(), "importexport-home-"));
    const { code, stdout, error } = await runQuietly(command, ["version"], {
        env: { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
        timeout: 30_000,
    });
    await fs.rm(home, { recursive: true, force: true });
    const version = parseVersion(stdout);
    if (code !== 0 || !version) {
        return {
            problem: `it does not tell its version (${error?.message ?? `exit code ${code}`})`,
        };
    }
    if (!isAtLeast(version, oldestVersion)) {
        return {
            problem: `it is version ${version}, and \`policy analyze --file\` needs ${oldestVersion} or newer`,
        };
    }
    // A version manager puts a link or script on PATH, and the language host beside either end of it.
    const binFolder = await folderWith(executable(languageHost), [
        path.dirname(real),
        path.dirname(command),
        ...pathFolders(),
    ]);
    if (!binFolder) return { problem: `${languageHost} is neither beside it nor on PATH` };
    return { command: path.resolve(command), version, source, binFolder };
}
