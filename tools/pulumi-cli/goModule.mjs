// Commands that are built from a Go module, for machines that reach package registries only, and kept in the user's cache.

import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { runQuietly } from "../childProcess.mjs";
import { SetupError, withHeartbeat } from "../progress.mjs";
import { cacheFolder } from "./cacheFolder.mjs";
import { isAtLeast } from "./version.mjs";

/** A folder with a go.mod, and the folder in the cache that its commands are built into. */
export class GoModule {
    /**
     * @param source the module's folder
     * @param name what the folder in the cache begins with, such as `v3.250.0`
     * @param words for errors: `missing` ("There is no …"), `instead` (what makes the build unnecessary), `failed`
     */
    constructor({ source, name, linkerFlags, words }) {
        const flags = ["-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", linkerFlags];
        Object.assign(this, { source, name, words, buildCommand: ["build", ...flags] });
    }

    /** The folder in the cache that these sources are built into, whether it exists or not. */
    async builtFolder() {
        const hash = createHash("sha256").update(this.buildCommand.join(" "));
        for (const file of await this.sourceFiles()) {
            hash.update(file).update(await fs.readFile(path.join(this.source, file)));
        }
        const platform = `${process.platform}-${process.arch}`;
        const name = `${this.name}-${platform}-${hash.digest("hex").slice(0, 12)}`;
        return path.join(cacheFolder(), "pulumi-built", name);
    }

    /**
     * Builds into the cache and returns the folder. Two builds at the same time do no harm: each has a folder of its
     * own, and the first one to end gives its folder the final name.
     *
     * @param packages what `go build` is told
     * @param step what is said while it takes long
     * @param add puts more than Go builds into the folder
     * @throws SetupError where Go is missing or too old, or the build fails
     */
    async build({ packages, step, log, add = async () => {} }) {
        await this.requireGo();
        const finalFolder = await this.builtFolder();
        await fs.mkdir(path.dirname(finalFolder), { recursive: true });
        await removeAbandonedBuilds(path.dirname(finalFolder));
        const workFolder = await fs.mkdtemp(`${finalFolder}.building-`);
        try {
            const work = async () => {
                await this.go([...this.buildCommand, "-o", workFolder + path.sep, ...packages]);
                await add(workFolder);
                await fs.chmod(workFolder, 0o755);
            };
            await withHeartbeat(step, work, log);
            await moveToFinalName(workFolder, finalFolder);
        } finally {
            await fs.rm(workFolder, { recursive: true, force: true });
        }
        return finalFolder;
    }

    /** What a Go command prints. Throws a SetupError with its last words where it fails. */
    async go(args) {
        const { code, stdout, stderr, error } = await runQuietly("go", args, {
            cwd: this.source,
            env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
        });
        if (code === 0) return stdout;
        const lastLines = stderr.trim().split("\n").slice(-15).join("\n");
        const { failed, instead } = this.words;
        throw new SetupError(
            `${failed} (go ${args[0]}${error ? `: ${error.message}` : ""}):\n${lastLines}\n` +
                `It needs the Go module proxy (GOPROXY) and about 3 GB of disk. ${instead} on PATH makes it unnecessary.`,
        );
    }

    async sourceFiles() {
        const files = await fs.readdir(this.source, { recursive: true });
        return files.filter((file) => /\.go$|^go\.(mod|sum)$/.test(file)).sort();
    }

    async requireGo() {
        const manifest = await fs.readFile(path.join(this.source, "go.mod"), "utf8");
        const wanted = /^go (\S+)$/m.exec(manifest)?.[1];
        const { missing, instead } = this.words;
        const advice =
            `Install Go ${wanted} or newer (https://go.dev/dl), or put ${lowerFirst(instead)} on PATH ` +
            "(https://www.pulumi.com/docs/install), and run the command again.";
        const go = await runQuietly("go", ["env", "GOVERSION", "GOTOOLCHAIN"]);
        if (go.error?.code === "ENOENT") {
            throw new SetupError(`${missing}, and Go is missing to build it.\n${advice}`);
        }
        const [version = "", toolchain] = go.stdout.replace(/^go/, "").split("\n");
        // From 1.21 on, Go fetches the newer Go that a module asks for, unless it is told to stay local.
        const tooOld =
            toolchain === "local" ? !isAtLeast(version, wanted) : !isAtLeast(version, "1.21");
        if (go.code !== 0 || tooOld) {
            throw new SetupError(
                `${missing}, and Go ${version} is too old to build it.\n${advice}`,
            );
        }
    }
}

const lowerFirst = (text) => text[0].toLowerCase() + text.slice(1);

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
        await fs.access(finalFolder);
    }
}
