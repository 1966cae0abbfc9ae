// Python's own tools that build and check its packages, pinned, in an environment in the user's cache.

import fs from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "../pulumi-cli/cacheFolder.mjs";
import { isFile } from "../onPath.mjs";
import { succeeds } from "./succeeds.mjs";

const packages = ["build==1.6.1", "twine==7.0.0"];

/** Runs a module of these tools. @returns what it printed */
export async function pythonTool(module, args) {
    return succeeds(await python(), ["-m", module, ...args]);
}

async function python() {
    const folder = path.join(cacheFolder(), "release", packages.join(" ").replaceAll("==", "-"));
    const command = path.join(folder, "bin/python");
    const stamp = path.join(folder, "installed");
    if (await isFile(stamp)) return command;
    await fs.rm(folder, { recursive: true, force: true });
    await fs.mkdir(path.dirname(folder), { recursive: true });
    await succeeds("python3", ["-m", "venv", folder]);
    await succeeds(command, ["-m", "pip", "install", "--quiet", ...packages]);
    await fs.writeFile(stamp, "");
    return command;
}
