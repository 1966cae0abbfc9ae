import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { CustomerDiskJob, driveListFromJournal } from "pulumi-azure-importexport";

const config = new pulumi.Config();
/** On the carrier's label. Set it when the parcel is on its way: it announces the shipment. */
const trackingId = config.getSecret("trackingId");

interface Contact {
    contactName: string;
    phone: string;
    emailList: string[];
}
interface Address {
    streetAddress1: string;
    city: string;
    stateOrProvince: string;
    postalCode: string;
    country: string;
}

// What WAImportExport wrote while it prepared the disks; Data Box wants them by serial number.
const disks = driveListFromJournal(path.join(__dirname, "journals", "desk.jrn")).apply((drives) =>
    Object.fromEntries(
        drives.map(({ driveId, bitLockerKey, manifestFile, manifestHash }) => [
            driveId,
            { bitLockerKey, manifestFile, manifestHash },
        ]),
    ),
);

const job = new CustomerDiskJob("photos", {
    resourceGroupName: "rg-archive", // it must exist
    location: "westus",
    transferType: "ImportToAzure",
    details: {
        contactDetails: config.requireSecretObject<Contact>("contact"),
        shippingAddress: config.requireSecretObject<Address>("address"),
        returnToCustomerPackageDetails: {
            carrierName: "FedEx",
            carrierAccountNumber: config.requireSecret("carrierAccountNumber"),
        },
        importDiskDetailsCollection: disks,
        dataImportDetails: [
            {
                accountDetails: {
                    dataAccountType: "StorageAccount",
                    storageAccountId: config.require("storageAccountId"),
                },
            },
        ],
    },
    // Announces the shipment. It cannot be taken back.
    deliverToDcPackageDetails: trackingId ? { carrierName: "FedEx", trackingId } : undefined,
    // The service locks the storage account, and leaves the lock there when the order is gone.
    deletion: { removeServiceLock: true },
});

export const status = job.status;
export const canBeCancelled = job.isCancellable;
export const canBeDeleted = job.isDeletable;
