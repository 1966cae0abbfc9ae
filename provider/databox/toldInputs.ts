import { ownerInputs } from "../job/checkedInputs";
import { wordsOf } from "../job/creationIdentity";
import { definedOnly, withoutDefaults } from "../job/defined";
import { only, withoutBlanks } from "../job/lastKnown";
import type { Wire } from "../job/wire";
import type { ToldInputs } from "../job/refreshedInputs";
import { plainLocation, sameIgnoringCase } from "../job/sameness";
import { managed } from "../job/tags";
import { identitiesOf, isWiped } from "./changes";
import {
    customerDiskSku,
    deletionDefaults,
    type CustomerDiskDetails,
    type CustomerDiskOutputs,
    type DataDetails,
    type ImportDisk,
} from "./model";
import { isShipped } from "./observation";
import { diskInputs } from "./properties";

/** The inputs of an order that is as its outputs say. */
export const toldInputs: ToldInputs<CustomerDiskOutputs> = {
    nest: "details",
    defaults: {
        deliveryType: "NonScheduled",
        deliveryInfo: { scheduledDateTime: "0001-01-01T00:00:00+00:00" },
        identity: { type: "None" },
        "details.enableManifestBackup": false,
        "details.keyEncryptionKey": { kekType: "MicrosoftManaged" },
        "details.preferences": { encryptionPreferences: { doubleEncryption: "Disabled" } },
        "details.reverseShippingDetails": {},
    },
    of: (outs) =>
        definedOnly({
            resourceGroupName: outs.resourceGroupName,
            jobName: outs.name,
            location: plainLocation(outs.location),
            tags: managed(outs),
            sku: outs.sku && only(outs.sku, ["name"]),
            transferType: outs.transferType,
            identity: identityOf(outs.identity),
            deliveryType: outs.deliveryType,
            deliveryInfo: shownAs(outs.deliveryInfo),
            details: detailsOf(outs),
            deliverToDcPackageDetails: isShipped(outs.details)
                ? only(outs.details.deliverToDcPackageDetails, ["carrierName", "trackingId"])
                : undefined,
            deletion: withoutDefaults(outs.deletion, deletionDefaults(wordsOf(outs.owner))),
            adoptExisting: outs.adoptExisting || undefined,
            ...ownerInputs(outs.owner),
        }),
};

function detailsOf({ details: shown, transferType }: CustomerDiskOutputs): Wire {
    const exports = sameIgnoringCase(transferType, "ExportFromAzure");
    return definedOnly({
        jobDetailsType: shown.jobDetailsType ?? customerDiskSku,
        contactDetails: isWiped(shown.contactDetails) ? undefined : contactOf(shown.contactDetails),
        shippingAddress: addressOf(shown.shippingAddress),
        returnToCustomerPackageDetails: shownAs(shown.returnToCustomerPackageDetails),
        importDiskDetailsCollection: exports ? undefined : disksOf(shown),
        dataImportDetails: exports ? undefined : shown.dataImportDetails?.map(dataOf),
        dataExportDetails: exports ? shown.dataExportDetails?.map(dataOf) : undefined,
        enableManifestBackup: shown.enableManifestBackup,
        keyEncryptionKey: shownAs(shown.keyEncryptionKey),
        preferences: shownAs(shown.preferences),
        reverseShippingDetails: reverseOf(shown.reverseShippingDetails),
        expectedDataSizeInTeraBytes: shown.expectedDataSizeInTeraBytes,
    });
}

/** What is shown, without blanks; an empty object says that there is nothing. */
function shownAs(value: unknown): unknown {
    return withoutBlanks(value) ?? value;
}

function contactOf(shown: unknown): unknown {
    const isUsual = (stages: unknown) =>
        Array.isArray(stages) &&
        stages.length === usualStages.length &&
        stages.every(
            ({ stageName, sendNotification }: Wire) =>
                sendNotification === true && usualStages.includes(stageName as string),
        );
    return without(shown, "notificationPreference", isUsual);
}

/** The stages of which Azure tells the contact where a program says nothing. Source: recorded answers. */
const usualStages = ["AtAzureDC", "DataCopy", "Created", "ShippedToCustomer"];

function addressOf(shown: unknown): unknown {
    return without(shown, "addressType", (type) => type === "None");
}

function dataOf(shown: DataDetails): unknown {
    return without(shown, "logCollectionLevel", (level) => level === "Error");
}

/** What is shown, without what Azure has filled in. */
function without(shown: unknown, name: string, isFilledIn: (value: unknown) => boolean): unknown {
    const { [name]: value, ...others } = (shownAs(shown) ?? {}) as Wire;
    if (shown === undefined || shown === null) return undefined;
    return isFilledIn(value) ? others : shownAs(shown);
}

function disksOf({ importDiskDetailsCollection: disks }: CustomerDiskDetails): Wire | undefined {
    if (!disks) return undefined;
    const inputsOf = (disk: ImportDisk) => withoutBlanks(only(disk, diskInputs)) ?? {};
    return Object.fromEntries(
        Object.entries(disks).map(([serial, disk]) => [serial, inputsOf(disk)]),
    );
}

function reverseOf(shown: unknown): unknown {
    if (shown === undefined || shown === null) return undefined;
    return withoutBlanks(only(shown, ["contactDetails", "shippingAddress"])) ?? {};
}

/** ARM shows the user-assigned identities as a map; the input is a list. */
function identityOf(shown: unknown): Wire | undefined {
    if (shown === undefined || shown === null) return undefined;
    const ids = Object.keys(identitiesOf(shown));
    return {
        ...only(shown, ["type"]),
        ...(ids.length > 0 && { userAssignedIdentities: ids }),
    };
}
