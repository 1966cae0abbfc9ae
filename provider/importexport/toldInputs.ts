import { ownerInputs } from "../job/checkedInputs";
import { definedOnly, withoutDefaults } from "../job/defined";
import { only, withoutBlanks } from "../job/lastKnown";
import type { Wire } from "../job/wire";
import type { ToldInputs } from "../job/refreshedInputs";
import { plainLocation } from "../job/sameness";
import { managed } from "../job/tags";
import { flatExport } from "./changes";
import { deletionDefaults, type JobOutputs } from "./model";
import { driveInputs } from "./properties";

/** The inputs of a job that is as its outputs say. */
export const toldInputs: ToldInputs<JobOutputs> = {
    nest: "properties",
    defaults: {
        "properties.diagnosticsPath": "waimportexport",
        "properties.logLevel": "Error",
        "properties.backupDriveManifest": false,
        "properties.encryptionKey": { kekType: "MicrosoftManaged" },
    },
    of: (outs) =>
        definedOnly({
            resourceGroupName: outs.resourceGroupName,
            jobName: outs.name,
            location: plainLocation(outs.location),
            tags: managed(outs),
            properties: propertiesOf(outs),
            deletion: withoutDefaults(outs.deletion, deletionDefaults),
            adoptExisting: outs.adoptExisting || undefined,
            ...ownerInputs(outs.owner),
        }),
};

function propertiesOf({ properties: shown, state, cancelRequested }: JobOutputs): Wire {
    const isImport = shown.jobType !== "Export";
    const isOnItsWay = state !== undefined && state !== "Creating" && !cancelRequested;
    return definedOnly({
        storageAccountId: shown.storageAccountId,
        jobType: shown.jobType,
        diagnosticsPath: shown.diagnosticsPath,
        logLevel: shown.logLevel,
        backupDriveManifest: shown.backupDriveManifest,
        returnAddress: withoutBlanks(shown.returnAddress),
        returnShipping: withoutBlanks(shown.returnShipping),
        deliveryPackage: withoutBlanks(shown.deliveryPackage),
        driveList: isImport
            ? shown.driveList?.map((drive) => withoutBlanks(only(drive, driveInputs)))
            : undefined,
        export: isImport ? undefined : withoutBlanks(flatExport(shown.export)),
        encryptionKey: withoutBlanks(shown.encryptionKey),
        state: isOnItsWay ? "Shipping" : undefined,
        cancelRequested: cancelRequested || undefined,
    });
}
