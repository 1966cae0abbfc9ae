// The official release, downloaded by the npm package `pulumi` into the user's cache. The package is fetched
// with npx and is not a dependency: its command would stand on PATH before a user's own CLI in every npm script.

import fs from "node:fs/promises";
import path from "node:path";
import { npmCommand, runQuietly } from "../childProcess.mjs";
import { withHeartbeat } from "../progress.mjs";
import { cacheFolder } from "./cacheFolder.mjs";
import { ownVersion, parseVersion } from "./version.mjs";

const downloadLimitMinutes = 10;
const name = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/** The folder that the npm package takes for Pulumi's home. */
const home = () => path.join(cacheFolder(), "pulumi-official");

/** The command in the cache that a download makes, whether it exists or not. */
export function officialCommand() {
    return path.join(home(), "versions", ownVersion, "bin", name);
}

/**
 * Downloads the official release. Returns `{ command }`, or `{ reason }` in one line where that is not
 * possible: without a network it says so within seconds.
 */
export async function downloadOfficial({ log }) {
    await fs.mkdir(home(), { recursive: true });
    const [npm, ...npmArgs] = npmCommand();
    const args = ["exec", "--yes", "--fetch-retries=0", `--package=pulumi@${ownVersion}`];
    const { code, stdout, stderr, error } = await withHeartbeat(
        `Looking for the official Pulumi CLI v${ownVersion} (a minute where it can be downloaded, seconds where not)`,
        () =>
            runQuietly(npm, [...npmArgs, ...args, "--", "pulumi", "version"], {
                // Away from the repository: npm would take the workspace's own settings.
                cwd: home(),
                env: { ...process.env, PULUMI_HOME: home(), PULUMI_SKIP_UPDATE_CHECK: "true" },
                timeout: downloadLimitMinutes * 60_000,
            }),
        log,
    );
    if (code === 0 && parseVersion(stdout) === ownVersion) return { command: officialCommand() };
    const lines = `${stderr}\n${error?.message ?? ""}`.trim().split("\n");
    const reason = lines.findLast((line) => /pulumi: |error|ended by/i.test(line)) ?? lines.at(-1);
    return { reason: reason.trim() };
}
