import * as pulumi from "@pulumi/pulumi";
import { Job } from "pulumi-azure-importexport";

const config = new pulumi.Config();

const job = new Job("photos", {
    resourceGroupName: "rg-archive", // it must exist
    location: "westus",
    properties: {
        jobType: "Import",
        storageAccountId: config.require("storageAccountId"),
        driveList: [
            {
                driveId: "NOBODYS1",
                bitLockerKey: config.requireSecret("bitLockerKey"),
                manifestFile: "\\DriveManifest.xml",
                manifestHash: "109B21108597EF36D5785F08303F3638",
            },
        ],
        // Azure protects the BitLocker keys with this key of yours instead of one of Microsoft's.
        encryptionKey: {
            kekType: "CustomerManaged",
            kekUrl: config.require("keyUrl"), // https://VAULT.vault.azure.net/keys/NAME/VERSION
            kekVaultResourceID: config.require("vaultId"),
        },
    },
});

export const state = job.state;
