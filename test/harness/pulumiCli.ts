import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

export interface PulumiCli {
    /** Absolute path of the command. */
    command: string;
    /** Without "v". */
    version: string;
    source: "path" | "official" | "built";
    /** Belongs first on PATH: the language host is in it. */
    binFolder: string;
}

const repository = path.resolve(__dirname, "../..");
const record = path.join(repository, "node_modules/.cache/pulumi-azure-importexport/pulumi.json");

/** The CLI that the set-up found; tools/pulumi-cli/locate.mjs says how. Throws where there is none. */
export function findPulumi(): PulumiCli {
    if (fs.existsSync(record)) {
        const found = JSON.parse(fs.readFileSync(record, "utf8")) as PulumiCli;
        if (fs.existsSync(found.command)) return found;
    }
    throw new Error("No Pulumi CLI has been set up for the tests yet. Run: npm run setup");
}

/** The folder with the language host of YAML programs; the first time on a machine it is built, which takes a minute. */
export function yamlHostFolder(): string {
    const command = path.join(repository, "tools/pulumi-yaml/locate.mjs");
    const { binFolder } = findPulumi();
    return execFileSync(process.execPath, [command, binFolder], { encoding: "utf8" }).trim();
}
