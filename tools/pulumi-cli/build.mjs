// Builds the Pulumi CLI and the stand-in language host from Go modules.

import fs from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { GoModule } from "./goModule.mjs";
import { oldestVersion, ownVersion } from "./version.mjs";

const executable = process.platform === "win32" ? ".exe" : "";
const dynamicProvider =
    "pulumi-resource-pulumi-nodejs" + (process.platform === "win32" ? ".cmd" : "");

const cli = new GoModule({
    source: path.dirname(fileURLToPath(import.meta.url)),
    name: `v${ownVersion}`,
    linkerFlags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ownVersion}`,
    words: {
        missing: "There is no Pulumi CLI on this machine, the official one cannot be downloaded",
        instead: `A Pulumi CLI ${oldestVersion} or newer`,
        failed: "Building the Pulumi CLI failed",
    },
});

/** The command in the cache that these sources build, whether it exists or not. */
export async function builtCommand() {
    return path.join(await cli.builtFolder(), "pulumi" + executable);
}

/**
 * Builds the CLI into the user's cache and returns the command.
 * Throws a SetupError where Go is missing or too old, or the build fails.
 */
export async function buildPulumi({ log }) {
    await cli.build({
        packages: ["github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", "./pulumi-language-nodejs"],
        step:
            `Building Pulumi CLI v${ownVersion} from Go modules, once on this machine ` +
            "(about 6 minutes on 2 cores; 20 seconds where Go has built it before)",
        log,
        add: addDynamicProvider,
    });
    return builtCommand();
}

async function addDynamicProvider(folder) {
    const module = "github.com/pulumi/pulumi/sdk/v3";
    const sdk = await cli.go(["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", module]);
    const script = path.join(folder, dynamicProvider);
    await fs.copyFile(path.join(sdk.trim(), "nodejs", "dist", dynamicProvider), script);
    await fs.chmod(script, 0o755);
}
