// The programs of the benchmarks' peer: Terraform or OpenTofu from the PATH, and its provider azapi, built from Go
// modules and kept in the user's cache.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { executable, folderWith, isFile } from "../onPath.mjs";
import { say, SetupError } from "../progress.mjs";
import { GoModule } from "../pulumi-cli/goModule.mjs";

const version = "1.15.0";
const plugin = "terraform-provider-azapi";

const provider = new GoModule({
    source: path.dirname(fileURLToPath(import.meta.url)),
    name: `azapi-v${version}`,
    linkerFlags: "-s -w",
    words: {
        missing: `There is no Terraform provider azapi v${version} on this machine`,
        instead: `A ${plugin}`,
        failed: `Building Terraform's azapi v${version} failed`,
    },
});

/**
 * The two programs, azapi built where it is not in the cache yet.
 *
 * @param log takes one line of text; default: stderr
 * @returns the paths of the commands
 * @throws SetupError that says what to install
 */
export async function locatePeer({ log = say } = {}) {
    const terraform = (await onPath("terraform")) ?? (await onPath("tofu"));
    if (!terraform) {
        throw new SetupError(
            "There is no terraform and no tofu on PATH (https://opentofu.org/docs/intro/install).",
        );
    }
    const built = path.join(await provider.builtFolder(), executable(plugin));
    if (await isFile(built)) return { terraform, azapi: built };
    const folder = await provider.build({
        packages: [`github.com/Azure/${plugin}`],
        step: `Building Terraform's azapi v${version} from Go modules, once on this machine (about 2 minutes)`,
        log,
    });
    return { terraform, azapi: path.join(folder, executable(plugin)) };
}

async function onPath(command) {
    const folder = await folderWith(executable(command));
    return folder && path.join(folder, executable(command));
}
