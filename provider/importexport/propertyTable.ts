import { withoutBlanks } from "../job/lastKnown";
import { clearResultsOfAnyJob, propertyTable, readOnly } from "../job/propertyTable";
import { covers, sameDate, sameIgnoringCase, sameText } from "../job/sameness";
import { deletionDefaults, type JobInputs } from "./model";
import {
    addressExamples,
    announcedState,
    cancellationDiffers,
    drivesDiffer,
    flatExport,
    givenDrives,
    givenExport,
    stateDiffers,
    type Current,
} from "./sameness";

const immutable = {
    change: "immutable",
    source: "JobDetails of PutJobParameters; UpdateJobParameters has it not",
} as const;
const patch = { change: "patch", source: "UpdateJobParameters" } as const;
const refused = { change: "refused", source: "JobResponse", why: readOnly } as const;

/** What a program says of a drive; the rest is Azure's to report. */
export const driveParts = [
    "driveId",
    "bitLockerKey",
    "manifestFile",
    "manifestHash",
    "driveHeaderHash",
] as const;

/**
 * The 2021-01-01 API description marks little read-only, so this is taken, as Azure takes it: the initial 2016-11-01
 * description marks it so, and the service fills it in, whatever is sent (recorded answers).
 */
const filledIn = {
    change: "ignored",
    source: "JobDetails",
    why: "the service fills it in; read-only in the 2016-11-01 API description only",
} as const;

const driveResult = {
    change: "ignored",
    source: "DriveStatus",
    why: "what the service has found out of a drive; in no request of the documents",
} as const;

/** Every property of an import/export job; a new one is a row here, and its type. */
export const properties = propertyTable<Current, JobInputs>(
    "properties",
    Object.keys(deletionDefaults),
    {
        "properties.storageAccountId": { ...immutable, same: sameIgnoringCase },
        "properties.jobType": { ...immutable, same: sameIgnoringCase },
        "properties.diagnosticsPath": { ...immutable, same: sameText, filledIn: "waimportexport" },
        "properties.export": {
            ...immutable,
            parts: ["blobPath", "blobPathPrefix", "blobListBlobPath"],
            same: (service, program) => covers(flatExport(service), program),
            asInput: givenExport,
        },
        "properties.encryptionKey": {
            ...immutable,
            parts: ["kekType", "kekUrl", "kekVaultResourceID"],
            same: (service, program) =>
                covers(service, program, { kekVaultResourceID: sameIgnoringCase }),
            filledIn: { kekType: "MicrosoftManaged" },
            asInput: withoutBlanks,
        },
        "properties.driveList": {
            ...patch,
            parts: driveParts,
            differs: drivesDiffer,
            secret: ["*.bitLockerKey", "*.driveId"],
            asInput: (shown, current) => givenDrives(shown, current, driveParts),
        },
        "properties.returnAddress": {
            ...patch,
            parts: Object.keys(addressExamples),
            secret: ["*"],
            asInput: withoutBlanks,
        },
        "properties.returnShipping": {
            ...patch,
            parts: ["carrierName", "carrierAccountNumber"],
            secret: ["carrierAccountNumber"],
            asInput: withoutBlanks,
        },
        "properties.deliveryPackage": {
            ...patch,
            parts: ["carrierName", "trackingNumber", "driveCount", "shipDate"],
            same: (service, program) => covers(service, program, { shipDate: sameDate }),
            secret: ["trackingNumber"],
            asInput: withoutBlanks,
        },
        "properties.logLevel": { ...patch, same: sameIgnoringCase, filledIn: "Error" },
        "properties.backupDriveManifest": {
            ...patch,
            same: (service, program) => (service ?? false) === program,
            filledIn: false,
        },
        "properties.state": {
            ...patch,
            source: 'UpdateJobParameters: "the value must be Shipping"',
            announcesShipment: true,
            now: ({ state }) => state,
            differs: stateDiffers,
            asInput: announcedState,
        },
        "properties.cancelRequested": {
            ...patch,
            source: 'UpdateJobParameters: "the value must be true"',
            now: ({ cancelRequested }) => cancelRequested,
            differs: cancellationDiffers,
            asInput: (asked) => asked || undefined,
        },
        "properties.shippingInformation": {
            change: "ignored",
            source: "JobDetails",
            why: "the data centre's address, which the service chooses; Microsoft's published commands send it",
        },
        "properties.provisioningState": filledIn,
        "properties.percentComplete": filledIn,
        "properties.incompleteBlobListUri": filledIn,
        "properties.returnPackage": filledIn,
        "properties.driveList[].state": driveResult,
        "properties.driveList[].copyStatus": driveResult,
        "properties.driveList[].percentComplete": driveResult,
        "properties.driveList[].verboseLogUri": driveResult,
        "properties.driveList[].errorLogUri": driveResult,
        "properties.driveList[].manifestUri": driveResult,
        "properties.driveList[].bytesSucceeded": driveResult,
        id: refused,
        name: { ...refused, why: `${readOnly}; the job's name is given as jobName` },
        type: refused,
        systemData: refused,
        identity: {
            ...refused,
            why: "is not in the request that makes a job (PutJobParameters of the API description); take it out of the program",
        },
    },
);

/** Those of these jobs that are no secret, as a question about one gives them, too. */
const clearOutputs = ["state", "cancelRequested", "percentComplete"] as const;

/** The outputs that only jobs of this service have, beside the nest, which a program must give. */
export const ownOutputs: readonly string[] = [...clearOutputs, "bitLockerKeys"];

/** Outputs that are stored encrypted, whatever the program marks. */
export const secretOutputs: readonly string[] = ["properties", "systemData", "bitLockerKeys"];

/** What `getJob` gives that is no secret in its `…Output` form, nor in other languages; all else is. */
export const clearResults = [...clearResultsOfAnyJob, ...clearOutputs] as const;
