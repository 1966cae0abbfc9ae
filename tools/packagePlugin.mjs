// npm run package:plugin: the packaged provider as one file that Node runs, for every platform the same.
// npm run package:plugin -- --archives [--out FOLDER]: and an archive for each platform, with checksums; default: release/plugins.

import fs from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { runTool, say } from "./progress.mjs";
import { writePluginArchives } from "./release/pluginArchives.mjs";
import { repository } from "./setup.mjs";

/** Other programs look for it here: the path stays. */
const folder = path.join(repository, "provider/dist/plugin");
const name = "pulumi-resource-azure-importexport";

await runTool(async () => {
    const { values } = parseArgs({
        options: {
            archives: { type: "boolean", default: false },
            out: { type: "string", default: path.join(repository, "release/plugins") },
        },
    });
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
    if (values.archives) {
        const manifest = await fs.readFile(path.join(repository, "provider/package.json"), "utf8");
        const written = await writePluginArchives(JSON.parse(manifest).version, values.out);
        say([values.out, ...written].join("\n  "));
    }
    return 0;
});
