// Builds the Pulumi CLI and the stand-in language host from Go modules, for machines that reach package
// registries only, and keeps them in the user's cache.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runQuietly } from "../childProcess.mjs";
import { SetupError, withHeartbeat } from "../progress.mjs";
import { cacheFolder } from "./cacheFolder.mjs";
import { isAtLeast, oldestVersion, ownVersion } from "./version.mjs";

const sourceFolder = path.dirname(fileURLToPath(import.meta.url));
const executable = process.platform === "win32" ? ".exe" : "";
const dynamicProvider =
    "pulumi-resource-pulumi-nodejs" + (process.platform === "win32" ? ".cmd" : "");
const linkerFlags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ownVersion}`;
const goBuild = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", linkerFlags];

/** The command in the cache that these sources build, whether it exists or not. */
export async function builtCommand() {
    return path.join(await builtFolder(), "pulumi" + executable);
}

/**
 * Builds the CLI into the user's cache and returns the command. Two builds at the same time do no harm: each
 * has a folder of its own, and the first one to end gives its folder the final name.
 * Throws a SetupError where Go is missing or too old, or the build fails.
 */
export async function buildPulumi({ log }) {
    await requireGo();
    const finalFolder = await builtFolder();
    await fs.mkdir(path.dirname(finalFolder), { recursive: true });
    await removeAbandonedBuilds(path.dirname(finalFolder));
    const workFolder = await fs.mkdtemp(`${finalFolder}.building-`);
    try {
        await withHeartbeat(
            `Building Pulumi CLI v${ownVersion} from Go modules, once on this machine ` +
                "(about 3 minutes on 2 cores; 20 seconds where Go has built it before)",
            () => buildInto(workFolder),
            log,
        );
        await moveToFinalName(workFolder, finalFolder);
    } finally {
        await fs.rm(workFolder, { recursive: true, force: true });
    }
    return builtCommand();
}

async function builtFolder() {
    const hash = createHash("sha256").update(goBuild.join(" "));
    for (const file of await sourceFiles()) {
        hash.update(file).update(await fs.readFile(path.join(sourceFolder, file)));
    }
    const platform = `${process.platform}-${process.arch}`;
    const name = `v${ownVersion}-${platform}-${hash.digest("hex").slice(0, 12)}`;
    return path.join(cacheFolder(), "pulumi-built", name);
}

async function sourceFiles() {
    const files = await fs.readdir(sourceFolder, { recursive: true });
    return files.filter((file) => /\.go$|^go\.(mod|sum)$/.test(file)).sort();
}

async function requireGo() {
    const wanted = /^go (\S+)$/m.exec(
        await fs.readFile(path.join(sourceFolder, "go.mod"), "utf8"),
    )?.[1];
    const advice =
        `Install Go ${wanted} or newer (https://go.dev/dl), or put a Pulumi CLI ${oldestVersion} or newer on PATH ` +
        "(https://www.pulumi.com/docs/install), and run the command again.";
    const go = await runQuietly("go", ["env", "GOVERSION", "GOTOOLCHAIN"]);
    if (go.error?.code === "ENOENT") {
        throw new SetupError(
            "There is no Pulumi CLI on this machine, the official one cannot be downloaded, and Go is missing to build it.\n" +
                advice,
        );
    }
    const [version = "", toolchain] = go.stdout.replace(/^go/, "").split("\n");
    // From 1.21 on, Go fetches the newer Go that a module asks for, unless it is told to stay local.
    const tooOld =
        toolchain === "local" ? !isAtLeast(version, wanted) : !isAtLeast(version, "1.21");
    if (go.code !== 0 || tooOld) {
        throw new SetupError(
            `There is no Pulumi CLI on this machine, the official one cannot be downloaded, and Go ${version} is too old to build it.\n` +
                advice,
        );
    }
}

async function buildInto(folder) {
    await go([
        ...goBuild,
        "-o",
        folder + path.sep,
        "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        "./pulumi-language-nodejs",
    ]);
    const sdk = await go([
        "list",
        "-mod=readonly",
        "-m",
        "-f",
        "{{.Dir}}",
        "github.com/pulumi/pulumi/sdk/v3",
    ]);
    const script = path.join(folder, dynamicProvider);
    await fs.copyFile(path.join(sdk.trim(), "nodejs", "dist", dynamicProvider), script);
    await fs.chmod(script, 0o755);
    await fs.chmod(folder, 0o755);
}

async function go(args) {
    const { code, stdout, stderr, error } = await runQuietly("go", args, {
        cwd: sourceFolder,
        env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
    });
    if (code === 0) return stdout;
    const lastLines = stderr.trim().split("\n").slice(-15).join("\n");
    throw new SetupError(
        `Building the Pulumi CLI failed (go ${args[0]}${error ? `: ${error.message}` : ""}):\n${lastLines}\n` +
            "It needs the Go module proxy (GOPROXY) and about 3 GB of disk. A Pulumi CLI " +
            `${oldestVersion} or newer on PATH makes it unnecessary.`,
    );
}

/** A build that was killed could not remove its folder. */
async function removeAbandonedBuilds(folder) {
    for (const name of await fs.readdir(folder)) {
        const file = path.join(folder, name);
        const ageMilliseconds = Date.now() - (await fs.stat(file)).mtimeMs;
        if (name.includes(".building-") && ageMilliseconds > 24 * 3_600_000) {
            await fs.rm(file, { recursive: true, force: true });
        }
    }
}

async function moveToFinalName(workFolder, finalFolder) {
    try {
        await fs.rename(workFolder, finalFolder);
    } catch (error) {
        // Another build of the same sources was faster: its folder is as good as ours.
        if (!["ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code)) throw error;
        await fs.access(await builtCommand());
    }
}
