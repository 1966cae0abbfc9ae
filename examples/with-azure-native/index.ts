import { ResourceGroup } from "@pulumi/azure-native/resources";
import { StorageAccount } from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { Job } from "pulumi-azure-importexport";

const config = new pulumi.Config();

// Drives on their way need the group, the account and the job. `protect` lets nobody delete them by
// accident, and a job's delete cannot be undone: take it away when the job is Completed.
const protect = true;

const group = new ResourceGroup(
    "archive",
    { resourceGroupName: "rg-archive", location: "westus" },
    { protect },
);

const account = new StorageAccount(
    "archive",
    {
        resourceGroupName: group.name,
        location: group.location,
        sku: { name: "Standard_LRS" },
        kind: "StorageV2",
        allowBlobPublicAccess: false,
        minimumTlsVersion: "TLS1_2",
    },
    { protect },
);

// Both providers find login and subscription in the same settings: azure-native's.
const job = new Job(
    "photos",
    {
        resourceGroupName: group.name,
        location: group.location,
        properties: {
            jobType: "Import",
            storageAccountId: account.id,
            driveList: [
                {
                    driveId: "NOBODYS1",
                    bitLockerKey: config.requireSecret("bitLockerKey"),
                    manifestFile: "\\DriveManifest.xml",
                    manifestHash: "109B21108597EF36D5785F08303F3638",
                },
            ],
        },
    },
    { protect },
);

export const state = job.state;
export const storageAccountId = account.id;
