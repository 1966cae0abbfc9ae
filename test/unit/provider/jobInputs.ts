import type { JobArgs } from "../../../provider/importexport/jobArgs";

/** A storage account that exists nowhere. */
export const storageAccountId =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/archive";

/** Every secret or personal value of these jobs begins so: none may ever be printed. */
export const marker = "MARKED";

type Tree = Record<string, unknown>;

/** A drive whose id, key and header hash are marked. */
export function drive(number = 1): Tree {
    return {
        driveId: `${marker}-DRIVE-${number}`,
        bitLockerKey: `${marker}-KEY-${number}`,
        manifestFile: "\\DriveManifest.xml",
        manifestHash: "109B21108597EF36D5785F08303F3638",
        driveHeaderHash: "",
    };
}

/** An address of nobody. */
export const returnAddress = {
    recipientName: `${marker} NAME`,
    streetAddress1: `${marker} STREET`,
    city: `${marker} CITY`,
    stateOrProvince: `${marker} PROVINCE`,
    postalCode: `${marker} POSTCODE`,
    countryOrRegion: `${marker} COUNTRY`,
    phone: `${marker} PHONE`,
    email: `${marker}@example.com`,
};

export const returnShipping = {
    carrierName: "FedEx",
    carrierAccountNumber: `${marker}-ACCOUNT`,
};

export const deliveryPackage = {
    carrierName: "FedEx",
    trackingNumber: `${marker}-TRACKING`,
    driveCount: 1,
    shipDate: "2026-11-22",
};

/** The inputs of a good import job, as the provider gets them. */
export function importInputs(properties: Tree = {}, args: Tree = {}): Tree & { properties: Tree } {
    return {
        resourceGroupName: "rg-archive",
        jobName: "photos",
        location: "westus",
        owner: "organization/test/dev/photos",
        ...args,
        properties: {
            storageAccountId,
            jobType: "Import",
            returnAddress,
            returnShipping,
            driveList: [drive(1)],
            ...properties,
        },
    };
}

/** The inputs of a good export job, as the provider gets them. */
export function exportInputs(properties: Tree = {}, args: Tree = {}): Tree & { properties: Tree } {
    return importInputs(
        {
            jobType: "Export",
            driveList: undefined,
            export: { blobPathPrefix: ["/"] },
            ...properties,
        },
        args,
    );
}

/** The same, in the shape of the constructor: a compile-time proof that the two agree. */
export const importArgs: JobArgs = {
    resourceGroupName: "rg-archive",
    location: "westus",
    properties: {
        storageAccountId,
        jobType: "Import",
        returnAddress,
        returnShipping,
        driveList: [{ driveId: "9CA995BB", manifestFile: "\\DriveManifest.xml" }],
    },
};
