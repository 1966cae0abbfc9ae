/**
 * A stack that moves from azure-native keeps its arguments: what `importexport.Job` takes there,
 * `Job` takes here. This file is compiled by `npm run check` and by test/types/types.test.ts, and
 * never run.
 *
 * The literals have the shape of azure-native's documentation ("Create import job", "Create export
 * job"), with values of nobody.
 */
import type * as native from "@pulumi/azure-native/importexport/job";
import { Job, type JobArgs } from "pulumi-azure-importexport";

const returnAddress = {
    city: "Redmond",
    countryOrRegion: "USA",
    email: "test@example.com",
    phone: "4250000000",
    postalCode: "98007",
    recipientName: "Test",
    stateOrProvince: "wa",
    streetAddress1: "Street1",
    streetAddress2: "street2",
};
const returnShipping = { carrierAccountNumber: "989ffff", carrierName: "FedEx" };
const storageAccountId =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/myResourceGroup/providers/Microsoft.ClassicStorage/storageAccounts/test";

/** As literals: no key may be unknown to us. */
export const importJob = new Job("job", {
    jobName: "myJob",
    location: "West US",
    properties: {
        backupDriveManifest: true,
        diagnosticsPath: "waimportexport",
        driveList: [
            {
                bitLockerKey: "238810-662376-448998-450120-652806-203390-606320-483076",
                driveHeaderHash: "0:1048576:FB6B6ED5",
                driveId: "9CA995BB",
                manifestFile: "\\8a0c23f7-14b7-470a-9633-fcd46590a1bc.manifest",
                manifestHash: "4228EC5D8E048CB9B515338C789314BE8D0B2FDBC7C7A0308E1C826242CDE74E",
            },
        ],
        jobType: "Import",
        logLevel: "Verbose",
        returnAddress,
        returnShipping,
        storageAccountId,
    },
    resourceGroupName: "myResourceGroup",
});

export const exportJob = new Job("job", {
    jobName: "myExportJob",
    location: "West US",
    properties: {
        backupDriveManifest: true,
        diagnosticsPath: "waimportexport",
        export: { blobPathPrefix: ["/"] },
        jobType: "Export",
        logLevel: "Verbose",
        returnAddress,
        returnShipping,
        storageAccountId,
    },
    resourceGroupName: "myResourceGroup",
});

/** As a type: whatever is declared as azure-native's arguments can be handed over. */
declare const theirs: native.JobArgs;
export const ours: JobArgs = theirs;

/** And the other way round it must not compile: our own options are ours. */
// @ts-expect-error deletion is not azure-native's
export const back: native.JobArgs = { resourceGroupName: "rg", deletion: { inFlight: "refuse" } };

/** What only Azure writes, as an import of azure-native's resource leaves it in the program. */
export const results: JobArgs = {
    resourceGroupName: "rg",
    properties: {
        shippingInformation: { city: "Santa Clara" },
        provisioningState: "Succeeded",
        percentComplete: 3,
        driveList: [{ driveId: "9CA995BB", state: "Specified", bytesSucceeded: 0 }],
    },
};
