// The generator of SDKs, built from the Go modules that Pulumi's language hosts have it from.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { GoModule } from "../pulumi-cli/goModule.mjs";
import { ownVersion } from "../pulumi-cli/version.mjs";
import { isFile } from "../onPath.mjs";

/** The languages that it writes. */
export const generatedLanguages = ["go", "nodejs", "python"];

const generator = new GoModule({
    source: path.dirname(fileURLToPath(import.meta.url)),
    name: `sdk-v${ownVersion}`,
    linkerFlags: "-s -w",
    words: {
        missing: "Pulumi's language hosts, which generate SDKs, are not on this machine",
        instead: "An official Pulumi CLI",
        failed: "Building the generator of SDKs failed",
    },
});

/** The command `pulumi-sdk-generator SCHEMA LANGUAGE FOLDER`, built where there is none yet. */
export async function sdkGenerator({ log }) {
    const name = `pulumi-sdk-generator${process.platform === "win32" ? ".exe" : ""}`;
    const command = path.join(await generator.builtFolder(), name);
    if (await isFile(command)) return command;
    await generator.build({
        packages: ["."],
        step: "Building the generator of SDKs from Go modules, once on this machine (about a minute)",
        log,
    });
    return command;
}
