// npm run package:plugin: the packaged provider as one file that Node runs, for every platform the same.

import fs from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { runTool, say } from "./progress.mjs";
import { repository } from "./setup.mjs";

/** Other programs look for it here: the path stays. */
const folder = path.join(repository, "provider/dist/plugin");
const name = "pulumi-resource-azure-importexport";

await runTool(async () => {
    const file = path.join(folder, name);
    await build({
        entryPoints: [path.join(repository, "provider/plugin/index.ts")],
        outfile: file,
        bundle: true,
        platform: "node",
        target: "node20",
        legalComments: "external",
        banner: { js: "#!/usr/bin/env node" },
        logLevel: "warning",
    });
    await fs.chmod(file, 0o755);
    // Windows runs no file by its first line.
    await fs.writeFile(`${file}.cmd`, `@echo off\r\nnode "%~dp0${name}" %*\r\n`);
    const { size } = await fs.stat(file);
    say(`${path.relative(repository, file)}: ${(size / 1024 ** 2).toFixed(1)} MB`);
    return 0;
});
