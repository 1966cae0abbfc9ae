/** Node binaries and package managers, from the npm registry, kept in the user's cache folder. */
import fs from "node:fs/promises";
import path from "node:path";
import { runQuietly } from "../childProcess.mjs";
import { SetupError } from "../progress.mjs";
import { cacheFolder } from "../pulumi-cli/cacheFolder.mjs";

const platform = `${process.platform}-${process.arch}`;

/** Pinned, so that a failing cell is ours. */
const managers = {
    pnpm: { packages: ["pnpm@9.15.9"], file: "pnpm/bin/pnpm.cjs" },
    yarn: { packages: ["yarn@1.22.22"], file: "yarn/bin/yarn.js" },
    bun: { packages: [`@oven/bun-${platform}@1.3.4`], file: `@oven/bun-${platform}/bin/bun` },
};

/** The folder that has `node` of this major version; the running one where it is that. */
export async function nodeFolder(major) {
    if (process.versions.node.startsWith(`${major}.`)) return path.dirname(process.execPath);
    const name = `node-${platform}`;
    return path.join(await installedPackages(`node-${major}`, [`${name}@${major}`]), name, "bin");
}

/** The command that installs a project's dependencies, run by the Node in `node`. */
export async function installCommand(manager, node) {
    const nodeBin = path.join(node, "node");
    if (manager === "npm") {
        const npm = process.env.npm_execpath ?? "npm";
        const args = ["install", "--no-audit", "--no-fund", "--ignore-scripts"];
        return /\.c?js$/.test(npm)
            ? { command: nodeBin, args: [npm, ...args] }
            : { command: npm, args };
    }
    const { packages, file } = managers[manager];
    const program = path.join(await installedPackages(manager, packages), file);
    if (manager === "bun") return { command: program, args: ["install", "--ignore-scripts"] };
    const args = {
        pnpm: ["install", "--ignore-scripts", "--no-frozen-lockfile"],
        yarn: ["install", "--ignore-scripts", "--non-interactive", "--no-lockfile"],
    };
    return { command: nodeBin, args: [program, ...args[manager]] };
}

/**
 * @param overrides npm's: package → the version that is taken of it, whatever others ask for
 * @returns the node_modules folder that has these packages
 */
export async function installedPackages(name, packages, overrides = {}) {
    const folder = path.join(cacheFolder(), "matrix", name);
    const modules = path.join(folder, "node_modules");
    const stamp = path.join(folder, `${packages.join(" ").replace(/[^\w.@ -]/g, "_")}.done`);
    const isThere = await fs.access(stamp).then(
        () => true,
        () => false,
    );
    if (isThere) return modules;
    await fs.rm(folder, { recursive: true, force: true });
    await fs.mkdir(folder, { recursive: true });
    const manifest = JSON.stringify({ private: true, overrides });
    await fs.writeFile(path.join(folder, "package.json"), manifest);
    const args = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts"];
    const { code, stdout, stderr } = await runQuietly("npm", [...args, ...packages]);
    if (code !== 0) throw new SetupError(`npm cannot install ${packages}:\n${stdout}${stderr}`);
    await fs.writeFile(stamp, "");
    return modules;
}
