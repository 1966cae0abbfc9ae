import * as pulumi from "@pulumi/pulumi";
import { Job } from "pulumi-azure-importexport";

const config = new pulumi.Config();

const job = new Job("photos", {
    resourceGroupName: "rg-archive", // it must exist
    location: "westus",
    properties: {
        jobType: "Import",
        storageAccountId: config.require("storageAccountId"),
        // WAImportExport, the tool that prepares the drives, writes these values into its journal.
        driveList: [
            {
                driveId: "NOBODYS1",
                bitLockerKey: config.requireSecret("bitLockerKey"),
                manifestFile: "\\DriveManifest.xml",
                manifestHash: "109B21108597EF36D5785F08303F3638",
            },
        ],
    },
});

export const state = job.state;
export const canBeDeleted = job.isDeletable;
