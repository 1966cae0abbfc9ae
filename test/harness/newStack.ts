import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Stack } from "./stack";

const keptFolder = path.resolve(
    __dirname,
    "../../node_modules/.cache/pulumi-azure-importexport/new-stacks",
);

/**
 * Does what `pulumi stack init` does. The command takes a third of a second of the processor's time, and there are some
 * hundred stacks: what it leaves is kept, by version of the CLI and settings, and copied. A stack with a backend of its
 * own is made by the command.
 */
export async function initialiseStack(
    stack: Stack,
    stackName: string,
    secretsProvider = "passphrase",
): Promise<void> {
    const parts = partsOf(stack, stackName);
    const kept = path.join(keptFolder, keyOf(stack, secretsProvider));
    if (parts && fs.existsSync(kept)) {
        parts.forEach((part, index) =>
            fs.cpSync(path.join(kept, String(index)), part, { recursive: true }),
        );
        return;
    }
    await stack.succeeds(["stack", "init", stackName, "--secrets-provider", secretsProvider]);
    if (parts?.every((part) => fs.existsSync(part))) keep(parts, kept);
}

/** What the command leaves: the checkpoint, the stack's settings, and which stack the folder's commands are about. */
function partsOf({ env, programFolder }: Stack, stackName: string): string[] | undefined {
    if (!env.PULUMI_BACKEND_URL?.startsWith("file:")) return undefined;
    const project = fs.readFileSync(path.join(programFolder, "Pulumi.yaml"), "utf8");
    const { name } = JSON.parse(project) as { name: string };
    const folderHash = hashOf(path.join(programFolder, "Pulumi.yaml"), "sha1");
    return [
        path.join(fileURLToPath(env.PULUMI_BACKEND_URL), ".pulumi"),
        path.join(programFolder, `Pulumi.${stackName}.yaml`),
        path.join(env.PULUMI_HOME!, "workspaces", `${name}-${folderHash}-workspace.json`),
    ];
}

function keyOf({ name, env, pulumiVersion }: Stack, secretsProvider: string): string {
    const settings = Object.entries(env)
        .filter(([key]) => /^PULUMI_(?!HOME$|BACKEND_URL$)/.test(key))
        .sort();
    return hashOf(JSON.stringify([pulumiVersion, name, secretsProvider, settings]), "sha256");
}

/** Another worker may be at it too: the first one to end gives its folder the name. */
function keep(parts: readonly string[], kept: string): void {
    fs.mkdirSync(keptFolder, { recursive: true });
    const folder = fs.mkdtempSync(`${kept}.`);
    parts.forEach((part, index) =>
        fs.cpSync(part, path.join(folder, String(index)), { recursive: true }),
    );
    try {
        fs.renameSync(folder, kept);
    } catch {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

function hashOf(text: string, algorithm: string): string {
    return createHash(algorithm).update(text).digest("hex");
}
