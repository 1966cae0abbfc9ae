// Finds the language host of YAML programs beside the Pulumi CLI or on PATH, or builds it from Go modules. The official
// release has one; `npm run setup` makes none, since only YAML programs need it.
// As a command, with the folders of the CLI as arguments: prints the folder that belongs on PATH.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { executable, folderWith, pathFolders } from "../onPath.mjs";
import { runTool, say } from "../progress.mjs";
import { GoModule } from "../pulumi-cli/goModule.mjs";

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
    const everywhere = [...folders, ...pathFolders(), await host.builtFolder()];
    const found = await folderWith(executable("pulumi-language-yaml"), everywhere);
    if (found) return found;
    return host.build({
        packages: [command],
        step: `Building pulumi-language-yaml v${version} from Go modules, once on this machine (about a minute)`,
        log,
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await runTool(async () => {
        process.stdout.write(`${await locateYamlHost({ folders: process.argv.slice(2) })}\n`);
    });
}
