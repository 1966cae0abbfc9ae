import type { Ending, Operation } from "./operations";
import {
    contactDetails,
    deliverToDcPackageDetails,
    disk,
    exportOrder,
    importOrder,
    returnToCustomerPackageDetails,
    serialNumber,
    shippingAddress,
} from "../../fixtures/diskInputs";

const orderIn = (job: string): Ending => ({ resource: true, job });
const nothing: Ending = { resource: false };

const wish = { deletion: { waitMinutes: 2 } };
const plain = importOrder(wish);
const shipped = importOrder({ ...wish, deliverToDcPackageDetails });
const unlocking = importOrder({ deletion: { waitMinutes: 2, removeServiceLock: true } });

/**
 * Every operation of a customer-disk order. The expected ends are written by hand.
 *
 * Names have at most 20 characters: an order's name has 24, and the number of the point is a part of it.
 */
export const diskOperations: Readonly<Record<string, Operation>> = {
    "disk-create": {
        command: "up",
        after: { ...plain, jobName: undefined },
        ends: orderIn("Created"),
    },
    "disk-create-shipped": { command: "up", after: shipped, ends: orderIn("ShippedToAzureDC") },
    "disk-update": {
        command: "up",
        before: plain,
        after: importOrder({
            ...wish,
            tags: { team: "archive" },
            details: { contactDetails: { ...contactDetails, phone: "4250000002" } },
        }),
        ends: orderIn("Created"),
    },
    "disk-ship": {
        command: "up",
        before: plain,
        after: shipped,
        ends: orderIn("ShippedToAzureDC"),
    },
    "disk-replace": {
        command: "up",
        before: plain,
        after: importOrder({ ...wish, details: { enableManifestBackup: true } }),
        looksInDiff: true,
        cancels: true,
        ends: orderIn("Created"),
    },
    "disk-rename": {
        command: "up",
        before: plain,
        renamed: true,
        looksInDiff: true,
        cancels: true,
        ends: orderIn("Created"),
    },
    "disk-adopt": {
        command: "up",
        adopted: true,
        after: importOrder({ ...wish, adoptExisting: true }),
        ends: orderIn("AtAzureDC"),
    },

    "disk-drop-created": { command: "drop", before: plain, cancels: true, ends: nothing },
    "disk-drop-completed": {
        command: "drop",
        before: shipped,
        begins: "Completed",
        ends: nothing,
    },

    "disk-delete-created": { command: "destroy", before: plain, cancels: true, ends: nothing },
    "disk-delete-ended": {
        command: "destroy",
        before: plain,
        begins: "Cancelled",
        ends: nothing,
    },
    "disk-delete-complete": {
        command: "destroy",
        before: shipped,
        begins: "Completed",
        ends: nothing,
    },
    "disk-delete-export": {
        command: "destroy",
        before: exportOrder({ ...wish, deliverToDcPackageDetails }),
        begins: "Completed",
        refreshed: true,
        ends: nothing,
    },
    "disk-delete-unlock": { command: "destroy", before: unlocking, cancels: true, ends: nothing },
    "disk-delete-gone": { command: "destroy", before: plain, gone: true, ends: nothing },

    "disk-wait-created": { command: "wait", before: plain, cancels: true, ends: nothing },
    "disk-wait-unlock": { command: "wait", before: unlocking, cancels: true, ends: nothing },

    "disk-refused-shipped": {
        command: "refused",
        before: shipped,
        ends: orderIn("ShippedToAzureDC"),
    },
    "disk-refused-copying": {
        command: "refused",
        before: shipped,
        begins: "DataCopy",
        ends: orderIn("DataCopy"),
    },
    "disk-refused-unknown": {
        command: "refused",
        before: plain,
        begins: "Quarantined",
        ends: orderIn("Quarantined"),
    },
    "disk-refused-flags": {
        command: "refused",
        before: plain,
        flagless: true,
        ends: orderIn("Created"),
    },
    "disk-refused-wish": {
        command: "refused",
        before: importOrder({ deletion: { inFlight: "refuse" } }),
        ends: orderIn("Created"),
    },

    "disk-refresh-created": { command: "refresh", before: plain, ends: orderIn("Created") },
    "disk-refresh-shipped": {
        command: "refresh",
        before: shipped,
        begins: "AtAzureDC",
        ends: orderIn("AtAzureDC"),
    },
    "disk-refresh-export": {
        command: "refresh",
        before: exportOrder({ ...wish, deliverToDcPackageDetails }),
        begins: "PreparingToShipFromAzureDC",
        ends: orderIn("PreparingToShipFromAzureDC"),
    },
    "disk-refresh-expired": { command: "refresh", before: plain, gone: true, ends: nothing },
    "disk-refresh-purged": {
        command: "refresh",
        before: shipped,
        gone: true,
        ends: { resource: true },
    },
};

/** What must never be readable outside of the program: every secret of the orders above. */
export const diskSecrets: readonly string[] = [
    serialNumber,
    disk.bitLockerKey,
    returnToCustomerPackageDetails.carrierAccountNumber,
    deliverToDcPackageDetails.trackingId,
    contactDetails.contactName,
    contactDetails.phone,
    "4250000002",
    ...contactDetails.emailList,
    shippingAddress.streetAddress1,
];
