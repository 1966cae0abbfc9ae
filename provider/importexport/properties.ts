import type { SecretInput } from "../job/secretInputs";

/** The properties of a job that are, or hold, a key or personal data: the class, `check`, `read` and the policies go by it. */
export const secretProperties = [
    "driveList",
    "returnAddress",
    "returnShipping",
    "deliveryPackage",
] as const;

/** What a program can say of a job and Azure shows again, in the same words. */
export const propertyInputs = [
    "storageAccountId",
    "jobType",
    "returnAddress",
    "returnShipping",
    "deliveryPackage",
    "diagnosticsPath",
    "logLevel",
    "backupDriveManifest",
    "driveList",
    "export",
    "encryptionKey",
    "cancelRequested",
] as const;

/** What a program says of a drive; the rest is Azure's to report. */
export const driveInputs = [
    "driveId",
    "bitLockerKey",
    "manifestFile",
    "manifestHash",
    "driveHeaderHash",
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
