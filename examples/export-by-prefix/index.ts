import * as pulumi from "@pulumi/pulumi";
import { Job, type ReturnAddressArgs } from "pulumi-azure-importexport";

const config = new pulumi.Config();

const job = new Job("pictures", {
    resourceGroupName: "rg-archive", // it must exist
    location: "westus",
    properties: {
        jobType: "Export",
        storageAccountId: config.require("storageAccountId"),
        // A prefix begins with a slash and its container: blobs of 2023 and of 2024.
        export: { blobPathPrefix: ["/pictures/2023", "/pictures/2024"] },
        // Azure sends the drives back here, with your account at the carrier.
        returnAddress: config.requireSecretObject<ReturnAddressArgs>("returnAddress"),
        returnShipping: {
            carrierName: "FedEx",
            carrierAccountNumber: config.requireSecret("carrierAccountNumber"),
        },
        logLevel: "Verbose",
    },
    // Drives that are on their way come home: a destroy stops, and does not cancel.
    deletion: { inFlight: "refuse" },
});

export const state = job.state;
/** Azure says none before it copies, and Pulumi warns of an output without a value. */
export const percentComplete = job.percentComplete.apply((percent) => percent ?? "not known");
/** Empty until the drives are packed; then every `pulumi up --refresh` shows them. Without them nobody reads the drives. */
export const bitLockerKeys = job.bitLockerKeys;
