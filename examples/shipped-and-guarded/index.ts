import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { driveListFromJournal, Job } from "pulumi-azure-importexport";

const config = new pulumi.Config();
/** On the carrier's label. Set it when the parcel is on its way: it announces the shipment. */
const trackingNumber = config.getSecret("trackingNumber");

interface ReturnAddress {
    recipientName: string;
    streetAddress1: string;
    city: string;
    stateOrProvince: string;
    postalCode: string;
    countryOrRegion: string;
    phone: string;
    email: string;
}

const job = new Job(
    "archive",
    {
        resourceGroupName: "rg-archive", // it must exist
        location: "westus",
        properties: {
            jobType: "Import",
            storageAccountId: config.require("storageAccountId"),
            // What WAImportExport wrote while it prepared the drives.
            driveList: driveListFromJournal(path.join(__dirname, "journals", "desk.jrn")),
            returnAddress: config.requireSecretObject<ReturnAddress>("returnAddress"),
            returnShipping: {
                carrierName: "FedEx",
                carrierAccountNumber: config.requireSecret("carrierAccountNumber"),
            },
            deliveryPackage: trackingNumber
                ? { carrierName: "FedEx", trackingNumber, driveCount: 10 }
                : undefined,
            // Announces the shipment. It cannot be taken back.
            state: trackingNumber ? "Shipping" : undefined,
        },
        // Should a destroy get as far as the job after all: it stops, and cancels nothing.
        deletion: { inFlight: "refuse" },
    },
    // Stops every destroy, until the program says otherwise.
    { protect: trackingNumber !== undefined },
);

export const state = job.state;
/** The data centre's address: what goes on the parcel. Secret, like all of the job's properties. */
export const shipTo = job.properties.apply((properties) => properties.shippingInformation);
