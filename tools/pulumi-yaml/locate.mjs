// Finds the language host of YAML programs beside the Pulumi CLI or on PATH, or builds it from Go modules. The official
// release has one; `npm run setup` makes none, since only YAML programs need it.
// As a command, with the folders of the CLI as arguments: prints the folder that belongs on PATH.

import fs from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runTool, say } from "../progress.mjs";
import { GoModule } from "../pulumi-cli/goModule.mjs";

const executable = `pulumi-language-yaml${process.platform === "win32" ? ".exe" : ""}`;
const command = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";
const version = "1.30.0";

const host = new GoModule({
    source: path.dirname(fileURLToPath(import.meta.url)),
    name: `yaml-v${version}`,
    linkerFlags: `-s -w -X github.com/pulumi/pulumi-yaml/pkg/version.Version=v${version}`,
    words: {
        missing:
            "There is no language host for YAML programs (pulumi-language-yaml) on this machine",
        instead: "An official Pulumi CLI",
        failed: "Building the language host for YAML programs failed",
    },
});

/**
 * The folder with `pulumi-language-yaml`, made where there is none yet.
 *
 * @param folders where it is looked for before PATH: those of the Pulumi CLI
 * @param log takes one line of text; default: stderr
 * @throws SetupError that says what to install
 */
export async function locateYamlHost({ folders = [], log = say } = {}) {
    const onPath = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
    for (const folder of [...folders, ...onPath, await host.builtFolder()]) {
        if (await isFile(path.join(folder, executable))) return folder;
    }
    return host.build({
        packages: [command],
        step: `Building pulumi-language-yaml v${version} from Go modules, once on this machine (about a minute)`,
        log,
    });
}

export async function isFile(file) {
    const stat = await fs.stat(file).catch(() => undefined);
    return stat?.isFile() ?? false;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await runTool(async () => {
        process.stdout.write(`${await locateYamlHost({ folders: process.argv.slice(2) })}\n`);
    });
}
