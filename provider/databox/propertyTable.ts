import { only } from "../job/lastKnown";
import { clearResultsOfAnyJob, propertyTable, readOnly } from "../job/propertyTable";
import { covers, sameDate, sameIgnoringCase } from "../job/sameness";
import { customerDiskSku, deletionDefaults, type CustomerDiskInputs } from "./model";
import {
    addressExamples,
    givenAddress,
    givenContact,
    givenDisks,
    givenExport,
    givenIdentity,
    givenImport,
    givenReverse,
    holdsPassword,
    isAnnounced,
    isWiped,
    personParts,
    sameAccounts,
    sameDisks,
    sameIdentity,
    sameKey,
    samePreferences,
    shownAs,
    type Current,
} from "./sameness";

const atCreation = "JobResource; JobResourceUpdateParameter has it not";
const immutable = { change: "immutable", source: atCreation } as const;
const patch = { change: "patch", source: "UpdateJobDetails" } as const;

/** What a program says of a disk; the rest is Azure's to report. */
export const diskParts = ["bitLockerKey", "manifestFile", "manifestHash"] as const;
const reverseParts = ["contactDetails", "shippingAddress"];
const parcelParts = ["carrierName", "trackingId"];

/** What only the service writes. The 2025-07-01 API description marks all of it read-only, so none of it is taken. */
function refused(source: string, ...paths: readonly string[]) {
    const row = { change: "refused", source, why: readOnly } as const;
    return Object.fromEntries(paths.map((path) => [path, row]));
}

/** Every property of a customer-disk job; a new one is a row here, and its type. */
export const properties = propertyTable<Current, CustomerDiskInputs>(
    "details",
    Object.keys(deletionDefaults("")),
    {
        sku: {
            change: "creation",
            source: atCreation,
            parts: ["name", "displayName", "family", "model"],
            asInput: (sku) => sku && only(sku, ["name"]),
        },
        "sku.name": { ...immutable, same: sameIgnoringCase },
        transferType: { ...immutable, same: sameIgnoringCase },
        deliveryType: { ...immutable, same: sameIgnoringCase, filledIn: "NonScheduled" },
        deliveryInfo: {
            ...immutable,
            parts: ["scheduledDateTime"],
            same: (service, program) => covers(service, program, { scheduledDateTime: sameDate }),
            filledIn: { scheduledDateTime: "0001-01-01T00:00:00+00:00" },
            asInput: shownAs,
        },
        "details.jobDetailsType": {
            change: "creation",
            source: atCreation,
            asInput: (shown) => shown ?? customerDiskSku,
        },
        "details.contactDetails": {
            ...patch,
            parts: [...personParts, "emailList", "notificationPreference"],
            same: (service, program) =>
                isWiped(service) ||
                covers(service, program, { notificationPreference: samePreferences }),
            secret: ["*", "emailList.*"],
            asInput: givenContact,
        },
        "details.shippingAddress": {
            ...patch,
            parts: [...Object.keys(addressExamples), "addressType", "skipAddressValidation"],
            same: (service, program) =>
                covers(service, program, {
                    country: sameIgnoringCase,
                    addressType: sameIgnoringCase,
                }),
            secret: ["*"],
            asInput: givenAddress,
        },
        // One secret as a whole: the keys of that map are serial numbers, and Pulumi has no secret keys.
        "details.importDiskDetailsCollection": {
            ...immutable,
            parts: diskParts,
            same: sameDisks,
            secret: ["*.bitLockerKey"],
            asInput: (shown, current) => givenDisks(shown, current, diskParts),
        },
        "details.returnToCustomerPackageDetails": {
            ...patch,
            parts: ["carrierName", "trackingId", "carrierAccountNumber"],
            same: (service, program) => covers(service, program, { carrierAccountNumber: sameKey }),
            secret: ["carrierAccountNumber"],
            asInput: shownAs,
        },
        "details.dataImportDetails": {
            ...immutable,
            parts: ["accountDetails", "logCollectionLevel"],
            same: sameAccounts,
            secret: ["*.accountDetails.sharePassword"],
            isSecret: holdsPassword,
            asInput: givenImport,
        },
        "details.dataExportDetails": {
            ...immutable,
            parts: ["accountDetails", "logCollectionLevel", "transferConfiguration"],
            same: sameAccounts,
            secret: ["*.accountDetails.sharePassword"],
            isSecret: holdsPassword,
            asInput: givenExport,
        },
        "details.enableManifestBackup": {
            ...immutable,
            same: (service, program) => (service ?? false) === program,
            filledIn: false,
        },
        "details.keyEncryptionKey": {
            ...patch,
            parts: ["kekType", "kekUrl", "kekVaultResourceID", "identityProperties"],
            same: (service, program) =>
                covers(service, program, {
                    kekVaultResourceID: sameIgnoringCase,
                    resourceId: sameIgnoringCase,
                }),
            filledIn: { kekType: "MicrosoftManaged" },
            asInput: shownAs,
        },
        "details.preferences": {
            ...patch,
            filledIn: { encryptionPreferences: { doubleEncryption: "Disabled" } },
            asInput: shownAs,
        },
        "details.reverseShippingDetails": {
            ...patch,
            parts: reverseParts,
            secret: ["contactDetails.*", "shippingAddress.*"],
            filledIn: {},
            asInput: (shown) => givenReverse(shown, reverseParts),
        },
        "details.expectedDataSizeInTeraBytes": {
            ...immutable,
            same: (service, program) => (service ?? 0) === program,
        },
        identity: {
            change: "patch",
            source: "JobResourceUpdateParameter",
            parts: ["type", "userAssignedIdentities"],
            same: sameIdentity,
            filledIn: { type: "None" },
            asInput: givenIdentity,
        },
        deliverToDcPackageDetails: {
            change: "request",
            source: "MarkDevicesShippedRequest",
            announcesShipment: true,
            parts: parcelParts,
            now: ({ details }) => details.deliverToDcPackageDetails,
            secret: ["trackingId"],
            asInput: (shown) => (isAnnounced(shown) ? only(shown, parcelParts) : undefined),
        },
        ...refused("JobResource", "id", "type", "systemData"),
        name: {
            change: "refused",
            source: "JobResource",
            why: `${readOnly}; the job's name is given as jobName`,
        },
        ...refused(
            "JobProperties",
            "isCancellable",
            "isDeletable",
            "isShippingAddressEditable",
            "reverseShippingDetailsUpdate",
            "reverseTransportPreferenceUpdate",
            "isPrepareToShipEnabled",
            "status",
            "delayedStage",
            "startTime",
            "error",
            "cancellationReason",
            "isCancellableWithoutFee",
            "allDevicesLost",
        ),
        ...refused("ResourceIdentity", "identity.principalId", "identity.tenantId"),
        ...refused(
            "JobDetails",
            "details.jobStages",
            "details.deliveryPackage",
            "details.returnPackage",
            "details.copyLogDetails",
            "details.reverseShipmentLabelSasKey",
            "details.chainOfCustodySasKey",
            "details.deviceErasureDetails",
            "details.actions",
            "details.lastMitigationActionOnJob",
            "details.datacenterAddress",
            "details.dataCenterCode",
        ),
        ...refused(
            "DataBoxCustomerDiskJobDetails",
            "details.exportDiskDetailsCollection",
            "details.copyProgress",
        ),
        "details.deliverToDcPackageDetails": {
            change: "refused",
            source: "DataBoxCustomerDiskJobDetails",
            why: "is written by Azure only (read-only in its API description); to announce the shipment give deliverToDcPackageDetails beside details",
        },
        ...refused("ReverseShippingDetails", "details.reverseShippingDetails.isUpdated"),
        ...refused(
            "ImportDiskDetails",
            "details.importDiskDetailsCollection{}.backupManifestCloudPath",
        ),
    },
);

/** Those of these jobs that are no secret, as a question about one gives them, too. */
const clearOutputs = [
    "sku",
    "transferType",
    "deliveryType",
    "status",
    "startTime",
    "isCancellableWithoutFee",
    "isShippingAddressEditable",
    "cancellationReason",
    "shipped",
] as const;

/** The outputs that only jobs of this service have, beside the nest, which a program must give. */
export const ownOutputs: readonly string[] = [...clearOutputs, "deliveryInfo", "diskSecrets"];

/** Outputs that are stored encrypted, whatever the program marks. */
export const secretOutputs: readonly string[] = ["details", "systemData", "diskSecrets"];

/** What `getCustomerDiskJob` gives that is no secret in its `…Output` form, nor in other languages; all else is. */
export const clearResults = [...clearResultsOfAnyJob, ...clearOutputs] as const;
