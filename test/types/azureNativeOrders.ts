/**
 * The same for orders of customer disks: what `databox.Job` takes for this SKU, `CustomerDiskJob` takes here. Compiled
 * only, as azureNativeLiterals.ts is; the values are nobody's.
 */
import type { input } from "@pulumi/azure-native/types";
import { CustomerDiskJob, type CustomerDiskJobDetailsArgs } from "pulumi-azure-importexport";

/** Whatever azure-native lets the details be, ours take. */
export function sameDetails(
    details: input.databox.DataBoxCustomerDiskJobDetailsArgs,
): CustomerDiskJobDetailsArgs {
    return details;
}

/** As a literal: no key may be unknown to us. */
export const order = new CustomerDiskJob("order", {
    resourceGroupName: "myResourceGroup",
    jobName: "myOrder",
    location: "westus",
    sku: { name: "DataBoxCustomerDisk" },
    transferType: "ImportToAzure",
    deliveryType: "NonScheduled",
    identity: { type: "SystemAssigned" },
    tags: { team: "archive" },
    details: {
        jobDetailsType: "DataBoxCustomerDisk",
        contactDetails: {
            contactName: "Public SDK Test",
            emailList: ["testing@example.com"],
            phone: "1234567890",
            phoneExtension: "1234",
            notificationPreference: [{ stageName: "AtAzureDC", sendNotification: true }],
        },
        shippingAddress: {
            addressType: "Commercial",
            city: "San Francisco",
            companyName: "Example",
            country: "US",
            postalCode: "94107",
            stateOrProvince: "CA",
            streetAddress1: "16 Example Street",
        },
        returnToCustomerPackageDetails: {
            carrierName: "FedEx",
            carrierAccountNumber: "989ffff",
        },
        importDiskDetailsCollection: {
            "9CA995BB": {
                bitLockerKey: "238810-662376-448998-450120-652806-203390-606320-483076",
                manifestFile: "\\DriveManifest.xml",
                manifestHash: "109B21108597EF36D5785F08303F3638",
            },
        },
        dataImportDetails: [
            {
                accountDetails: {
                    dataAccountType: "StorageAccount",
                    storageAccountId:
                        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/myResourceGroup/providers/Microsoft.Storage/storageAccounts/test",
                },
                logCollectionLevel: "Verbose",
            },
        ],
        keyEncryptionKey: { kekType: "MicrosoftManaged" },
        preferences: { encryptionPreferences: { doubleEncryption: "Disabled" } },
    },
});
