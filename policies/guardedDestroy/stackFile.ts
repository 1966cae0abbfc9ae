import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { exportedResources } from "../checkpoint/checkpoint";

/**
 * An exported checkpoint with nothing in it but these resources, as text. Secrets stay encrypted.
 *
 * @throws when the checkpoint lacks one of them: it is then not the stack that was previewed.
 */
export function onlyResources(exported: string, urns: ReadonlySet<string>): string {
    const resources = exportedResources(exported)
        .filter(({ urn, external }) => urns.has(String(urn)) && external !== true)
        // What waits for its deletion since an earlier replacement is deleted too, and so judged.
        .map((resource) => ({ ...resource, delete: undefined }));
    const found = new Set(resources.map(({ urn }) => urn));
    const missing = [...urns].filter((urn) => !found.has(urn)).length;
    if (missing > 0) throw new Error(`it lacks ${missing} of the ${urns.size} previewed resources`);
    const checkpoint = JSON.parse(exported) as { deployment: object };
    return JSON.stringify({
        ...checkpoint,
        deployment: { ...checkpoint.deployment, resources, pending_operations: undefined },
    });
}

/** Runs `work` with a folder that only this user can read, and removes it after. */
export async function withPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), "guarded-destroy-"));
    try {
        return await work(folder);
    } finally {
        await fs.rm(folder, { recursive: true, force: true });
    }
}

/** Writes a file that only this user can read, and says where. */
export async function privateFile(folder: string, name: string, text: string): Promise<string> {
    const file = path.join(folder, name);
    await fs.writeFile(file, text, { mode: 0o600 });
    return file;
}
