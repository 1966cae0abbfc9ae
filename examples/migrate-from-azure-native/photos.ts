import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

/** The arguments of the job. They are the same for azure-native and for this package. */
export const photos = {
    resourceGroupName: "rg-archive",
    jobName: "photos",
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
    },
};
