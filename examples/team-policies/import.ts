import * as pulumi from "@pulumi/pulumi";
import { Job } from "pulumi-azure-importexport";

const config = new pulumi.Config();

/** An import job as this team orders it. */
export function importJob(name: string, location: string, tags: Record<string, string>): Job {
    return new Job(name, {
        resourceGroupName: "rg-archive", // it must exist
        location,
        tags,
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
    });
}
