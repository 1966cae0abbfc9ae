import fs from "node:fs";
import path from "node:path";
import type { Checkpoint } from "../harness/stack";
import type { PlainJobArgs } from "../fixtures/jobInputs";

/** Jobs carry their subscription in their ids, so every emulator here has the same. */
export const subscriptionId = "5a5a5a5a-1111-4111-8111-111111111111";
export const config = { "test:a": "b" };

/**
 * What the program of the day declared. In a file of its own, since it never changes with the other
 * tests' inputs; a later version may add another.
 */
export const declared = JSON.parse(
    fs.readFileSync(path.join(__dirname, "declared.json"), "utf8"),
) as Record<"desk" | "photos" | "pictures", PlainJobArgs>;
export type Name = keyof typeof declared;

/** Where the jobs were in Azure. */
export const states = { desk: "Creating", photos: "Shipping", pictures: "Completed" } as const;

/** The version of the provider that the tests run. */
export const { version: present } = JSON.parse(
    fs.readFileSync(require.resolve("pulumi-azure-importexport/package.json"), "utf8"),
) as { version: string };

/** Versions that have a checkpoint here. */
export const versions = fs
    .readdirSync(__dirname)
    .filter((name) => /^\d.*\.json$/.test(name))
    .map((name) => name.replace(/\.json$/, ""));

export const fileOf = (version: string) => path.join(__dirname, `${version}.json`);

/** The jobs among the checkpoint's resources, by name. */
export function jobsOf(checkpoint: Checkpoint) {
    return (checkpoint.deployment.resources ?? [])
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .map((resource) => ({ ...resource, name: resource.urn.split("::").pop() as Name }));
}
