import type { SecretInput } from "../dynamic/secretInputs";

/** The properties of a job that are, or hold, a key or personal data: the class, `check`, `read` and the policies go by it. */
export const secretProperties = [
    "driveList",
    "returnAddress",
    "returnShipping",
    "deliveryPackage",
] as const;

export const secretInputs: readonly SecretInput[] = secretProperties.map((name) => ({
    path: `properties.${name}`,
}));

/** Outputs that are stored encrypted, whatever the program marks. */
export const secretOutputs: readonly string[] = ["properties", "systemData", "bitLockerKeys"];

/** What `getJob` gives that is no secret in its `…Output` form, nor in other languages; all else is. */
export const clearResults = [
    "id",
    "name",
    "type",
    "location",
    "tags",
    "state",
    "cancelRequested",
    "isCancellable",
    "isDeletable",
    "blockedReason",
    "percentComplete",
] as const;
