import { record, text, word } from "../jobs/requestSchema";

// The writable part of the swagger's JobDetails (spec/databox/2025-07-01).

const flag = { type: "boolean" };
const texts = { type: "array", items: text };
export const oneOf = (...words: readonly string[]) => ({ enum: words });
export const mapOf = (values: object) => ({ type: "object", additionalProperties: values });

const phones = { contactName: text, phone: text, phoneExtension: text, mobile: text };
const contactDetails = record(["contactName", "phone", "emailList"], {
    ...phones,
    emailList: texts,
    notificationPreference: {
        type: "array",
        items: record(["stageName", "sendNotification"], {
            stageName: text,
            sendNotification: flag,
        }),
    },
});
export const shippingAddress = record(["streetAddress1", "country"], {
    streetAddress1: text,
    streetAddress2: text,
    streetAddress3: text,
    city: text,
    stateOrProvince: text,
    country: text,
    postalCode: text,
    zipExtendedCode: text,
    companyName: text,
    addressType: oneOf("None", "Residential", "Commercial"),
    skipAddressValidation: flag,
    taxIdentificationNumber: text,
});
export const transportPreferences = record(["preferredShipmentType"], {
    preferredShipmentType: oneOf("CustomerManaged", "MicrosoftManaged"),
});
const enabled = oneOf("Enabled", "Disabled");

/** What a PATCH may change of it: the swagger's UpdateJobDetails. */
export const patchableDetails = {
    contactDetails,
    shippingAddress,
    reverseShippingDetails: record([], {
        contactDetails: record(["contactName", "phone"], {
            ...phones,
            contactName: word,
            phone: word,
        }),
        shippingAddress,
    }),
    preferences: record([], {
        preferredDataCenterRegion: texts,
        transportPreferences,
        reverseTransportPreferences: transportPreferences,
        encryptionPreferences: record([], {
            doubleEncryption: enabled,
            hardwareEncryption: enabled,
        }),
        storageAccountAccessTierPreferences: { type: "array", items: oneOf("Archive") },
    }),
    keyEncryptionKey: record(["kekType"], {
        kekType: oneOf("MicrosoftManaged", "CustomerManaged"),
        kekUrl: text,
        kekVaultResourceID: text,
        identityProperties: record([], {
            type: text,
            userAssigned: record([], { resourceId: text }),
        }),
    }),
    returnToCustomerPackageDetails: record([], {
        carrierName: text,
        trackingId: text,
        carrierAccountNumber: text,
    }),
};

const sharePassword = text;
const accountDetails = {
    type: "object",
    discriminator: { propertyName: "dataAccountType" },
    required: ["dataAccountType"],
    oneOf: [
        record(["storageAccountId"], {
            dataAccountType: { const: "StorageAccount" },
            storageAccountId: text,
            sharePassword,
        }),
        record(["resourceGroupId", "stagingStorageAccountId"], {
            dataAccountType: { const: "ManagedDisk" },
            resourceGroupId: text,
            stagingStorageAccountId: text,
            sharePassword,
        }),
    ],
};
const logCollectionLevel = oneOf("Error", "Verbose");
const dataAccountType = oneOf("StorageAccount", "ManagedDisk");
const transferConfiguration = record(["transferConfigurationType"], {
    transferConfigurationType: oneOf("TransferAll", "TransferUsingFilter"),
    transferAllDetails: record([], {
        include: record(["dataAccountType"], {
            dataAccountType,
            transferAllBlobs: flag,
            transferAllFiles: flag,
        }),
    }),
    transferFilterDetails: record([], {
        include: record(["dataAccountType"], {
            dataAccountType,
            blobFilterDetails: record([], {
                blobPrefixList: texts,
                blobPathList: texts,
                containerList: texts,
            }),
            azureFileFilterDetails: record([], {
                filePrefixList: texts,
                filePathList: texts,
                fileShareList: texts,
            }),
            filterFileDetails: {
                type: "array",
                items: record(["filterFileType", "filterFilePath"], {
                    filterFileType: oneOf("AzureBlob", "AzureFile"),
                    filterFilePath: text,
                }),
            },
        }),
    }),
});

/** Where the data goes to, or comes from. */
export const dataDetails = {
    dataImportDetails: {
        type: "array",
        items: record(["accountDetails"], { accountDetails, logCollectionLevel }),
    },
    dataExportDetails: {
        type: "array",
        items: record(["transferConfiguration", "accountDetails"], {
            transferConfiguration,
            accountDetails,
            logCollectionLevel,
        }),
    },
};

const baseDetails = {
    ...patchableDetails,
    ...dataDetails,
    expectedDataSizeInTeraBytes: { type: "integer" },
};
/** What a PUT may set. Details of a SKU that is not the order's own disks have what all SKUs share. */
export const details = {
    type: "object",
    discriminator: { propertyName: "jobDetailsType" },
    required: ["jobDetailsType"],
    oneOf: [
        record(["contactDetails", "returnToCustomerPackageDetails"], {
            ...baseDetails,
            jobDetailsType: { const: "DataBoxCustomerDisk" },
            importDiskDetailsCollection: mapOf(
                record(["manifestFile", "manifestHash", "bitLockerKey"], {
                    manifestFile: text,
                    manifestHash: text,
                    bitLockerKey: text,
                }),
            ),
            enableManifestBackup: flag,
        }),
        // Devices that the service sends: what they share with the above, and no more.
        record(["contactDetails"], {
            ...baseDetails,
            jobDetailsType: oneOf("DataBox", "DataBoxDisk", "DataBoxHeavy"),
        }),
    ],
};
