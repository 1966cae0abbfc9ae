import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { driveListsFromJournals, Job } from "pulumi-azure-importexport";

const config = new pulumi.Config();

// The files that WAImportExport wrote on the machine that prepared the drives.
const folder = path.join(__dirname, "journals");
const journals = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".jrn"))
    .sort()
    .map((name) => path.join(folder, name));

// A job takes ten drives at most: with twelve, one of ten and one of two.
const driveLists = driveListsFromJournals(journals);

/** The drives of a job travel in one parcel: pack them as these numbers say. */
export const parcels = driveLists.map((driveList, index) => {
    const name = `disks-${index + 1}`;
    const job = new Job(name, {
        resourceGroupName: "rg-archive", // it must exist
        jobName: name,
        location: "westus",
        properties: {
            jobType: "Import",
            storageAccountId: config.require("storageAccountId"),
            driveList,
        },
    });
    // How many drives there are is no secret; which they are is one.
    const drives = pulumi.unsecret(driveList.apply((list) => list.length));
    return pulumi.interpolate`${job.name}: ${drives} drives, ${job.state}`;
});
