import type { SecretInput } from "../job/secretInputs";

/**
 * Details that are, or hold, a key or personal data: the class, `check`, `read` and the policies go by it. The disks are
 * one secret as a whole: the keys of that map are serial numbers, and Pulumi has no secret keys.
 */
export const secretDetails = [
    "contactDetails",
    "shippingAddress",
    "returnToCustomerPackageDetails",
    "importDiskDetailsCollection",
    "reverseShippingDetails",
] as const;

/** Details that hold a share password only sometimes. */
export const accountDetails = ["dataImportDetails", "dataExportDetails"] as const;

/** What a program can say of an order's details. */
export const detailInputs = [
    "jobDetailsType",
    "contactDetails",
    "shippingAddress",
    "returnToCustomerPackageDetails",
    "importDiskDetailsCollection",
    "dataImportDetails",
    "dataExportDetails",
    "enableManifestBackup",
    "keyEncryptionKey",
    "preferences",
    "reverseShippingDetails",
    "expectedDataSizeInTeraBytes",
] as const;

/** What a program says of a disk; the rest is Azure's to report. */
export const diskInputs = ["bitLockerKey", "manifestFile", "manifestHash"] as const;

export const secretInputs: readonly SecretInput[] = [
    { path: "deliverToDcPackageDetails" },
    ...secretDetails.map((name) => ({ path: `details.${name}` })),
    ...accountDetails.map((name) => ({ path: `details.${name}`, isSecret: holdsPassword })),
];

function holdsPassword(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    return Object.entries(value).some(
        ([key, inner]) =>
            (key === "sharePassword" && inner !== undefined && inner !== null) ||
            holdsPassword(inner),
    );
}

/** Outputs that are stored encrypted, whatever the program marks. */
export const secretOutputs: readonly string[] = ["details", "systemData", "diskSecrets"];

/** What `getCustomerDiskJob` gives that is no secret in its `…Output` form, nor in other languages; all else is. */
export const clearResults = [
    "id",
    "name",
    "type",
    "location",
    "tags",
    "sku",
    "transferType",
    "deliveryType",
    "status",
    "startTime",
    "isCancellable",
    "isDeletable",
    "isCancellableWithoutFee",
    "isShippingAddressEditable",
    "cancellationReason",
    "blockedReason",
    "shipped",
] as const;
