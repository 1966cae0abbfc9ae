// The set-up's first step: node_modules as package-lock.json says.

import path from "node:path";
import { npmCommand, runQuietly } from "./childProcess.mjs";
import { SetupError, withHeartbeat } from "./progress.mjs";
import { readJson } from "./jsonFile.mjs";

/** Installs the locked dependencies into `repository`, unless they are there. Throws a SetupError. */
export async function installDependencies({ repository, log }) {
    const locked = await readJson(path.join(repository, "package-lock.json"));
    // npm writes this list as the last step of an installation.
    const installed = await readJson(path.join(repository, "node_modules/.package-lock.json"));
    if (locked && installed && isInstalled(locked, installed)) return;

    const [npm, ...npmArgs] = npmCommand();
    const { code, stderr, error } = await withHeartbeat(
        "Installing dependencies with npm ci (about half a minute, longer the first time on this machine)",
        // No package here needs its install script, and one compiles C++ for a minute where it cannot fetch a binary.
        () => runQuietly(npm, [...npmArgs, "ci", "--ignore-scripts"], { cwd: repository }),
        log,
    );
    if (error?.code === "ENOENT") {
        throw new SetupError("npm is missing: it comes with Node.js (https://nodejs.org).");
    }
    if (code !== 0) {
        throw new SetupError(`Installing the dependencies failed (npm ci):\n${reason(stderr)}`);
    }
}

/** npm's errors without its warnings and its list of options. */
function reason(stderr) {
    const errors = stderr.split("\n").filter((line) => /^npm (error|ERR!)/.test(line));
    return (errors.length > 0 ? errors : [stderr.trim()]).slice(0, 15).join("\n");
}

/**
 * Whether `installed` (the content of node_modules/.package-lock.json) holds every package of `locked` (that of
 * package-lock.json) in the same version. Optional packages may be missing: they are for other platforms.
 */
export function isInstalled(locked, installed) {
    return Object.entries(locked.packages).every(([folder, wanted]) => {
        // Workspaces are listed as folders of their own, and as links in node_modules.
        if (!folder.startsWith("node_modules/") && !folder.includes("/node_modules/")) return true;
        const found = installed.packages[folder];
        if (!found) return Boolean(wanted.optional || wanted.devOptional || wanted.peer);
        return plain(found.version) === plain(wanted.version);
    });
}

/** Some packages write their own version with a "v", which npm keeps in one of its two lists only. */
function plain(version) {
    return version?.replace(/^v/, "");
}
