import * as pulumi from "@pulumi/pulumi";
import { Job } from "pulumi-azure-importexport";

const config = new pulumi.Config();
/** The carrier's number of your parcel: set it when the drives are in the post. */
const trackingNumber = config.getSecret("trackingNumber");
const bitLockerKeys = config.requireSecretObject<string[]>("bitLockerKeys");

const job = new Job("photos", {
    resourceGroupName: "rg-archive",
    jobName: config.get("jobName"),
    location: "westus",
    tags: { team: "archive" },
    properties: {
        jobType: "Import",
        storageAccountId: config.require("storageAccountId"),
        // WAImportExport, the tool that prepares the drives, writes these values into its journal.
        driveList: [
            {
                driveId: "9CA995BA",
                bitLockerKey: bitLockerKeys[0],
                manifestFile: "\\DriveManifest.xml",
                manifestHash: "109B21108597EF36D5785F08303F3638",
            },
            {
                driveId: "9CA995BB",
                bitLockerKey: bitLockerKeys[1],
                manifestFile: "\\DriveManifest.xml",
                manifestHash: "7F1A2B3C4D5E6F708192A3B4C5D6E7F8",
            },
        ],
        returnAddress: {
            recipientName: "Archive team",
            streetAddress1: "1 Example Street",
            city: "Redmond",
            stateOrProvince: "WA",
            postalCode: "98052",
            countryOrRegion: "USA",
            phone: "+1 555 0100",
            email: "archive@example.com",
        },
        returnShipping: { carrierName: "FedEx", carrierAccountNumber: "000000000" },
        deliveryPackage: trackingNumber
            ? { carrierName: "FedEx", trackingNumber, driveCount: 2 }
            : undefined,
        // Announces the shipment. It cannot be taken back.
        state: trackingNumber ? "Shipping" : undefined,
    },
    // A destroy of a job under way asks Azure to cancel it, and waits so long for its end.
    deletion: { inFlight: "cancel", waitMinutes: 10 },
});

export const jobName = job.name;
export const state = job.state;
export const canBeDeleted = job.isDeletable;
