import { ArmError, invalidRequest } from "../arm/error";
import { signed } from "../jobs/changeContext";
import { servedLocation } from "../jobs/servedLocation";
import type { JobName } from "../jobs/job";
import { oneOfEachName } from "../jobs/tagNames";
import type { ContactDetails, DataBoxJob, DataDetails, SkuName, WritableDetails } from "./job";
import { readBody, type PutBody } from "./requestSchemas";
import { checkOverwrite, type OrderChange } from "./rules";

/** "between 3 and 24 characters", `^[-\w\.]+$` (swagger); its text says "alphanumeric and underscore only". */
const jobNameRule = /^[-\w.]{3,24}$/;

/** The order that a PUT makes, new or over the existing one. @throws ArmError */
export function putJob(
    name: JobName,
    existing: DataBoxJob | undefined,
    body: unknown,
    orderId: string,
    context: OrderChange,
): DataBoxJob {
    if (!jobNameRule.test(name.jobName)) {
        throw new ArmError(
            400,
            "InvalidResourceName",
            "The job name must have 3 to 24 letters, digits, hyphens, underscores and full stops.",
        );
    }
    const put = readBody.put(body);
    const location = servedLocation(put.location, "Microsoft.DataBox");
    checkTogether(put);
    if (existing) checkOverwrite(existing, location, context.rules);
    const { transferType, deliveryType = "NonScheduled", deliveryInfo } = put.properties;
    return {
        ...(existing ?? newOrder(put.sku.name, orderId, context)),
        subscriptionId: existing?.subscriptionId ?? name.subscriptionId,
        resourceGroupName: existing?.resourceGroupName ?? name.resourceGroupName,
        name: existing?.name ?? name.jobName,
        location,
        tags: oneOfEachName(put.tags) ?? {},
        sku: put.sku,
        identity: { ...put.identity, type: put.identity?.type ?? "None" },
        transferType,
        deliveryType,
        deliveryInfo: {
            scheduledDateTime: deliveryInfo?.scheduledDateTime ?? "0001-01-01T00:00:00+00:00",
        },
        details: withDefaults(put.properties.details),
        systemData: signed(existing?.systemData, context),
    };
}

function newOrder(sku: SkuName, orderId: string, { now, rules }: OrderChange) {
    const startTime = new Date(now).toISOString();
    const status = sku === "DataBoxCustomerDisk" ? rules.firstStage : "DeviceOrdered";
    const reached = status === "AwaitingShipmentDetails" ? ["Created", status] : [status];
    return {
        orderId,
        status,
        startTime,
        stageTimes: Object.fromEntries(reached.map((stage) => [stage, startTime])),
        percentComplete: 0,
        cancelling: false,
        exportDisks: [],
        awaitingSince: now,
    };
}

/** What the swagger says of properties that depend on each other; that it is 400 is assumed. */
function checkTogether({ sku, properties: { transferType, details } }: PutBody): void {
    if (details.jobDetailsType !== sku.name) {
        throw refused("jobDetailsType", `must be ${sku.name}, as sku.name`);
    }
    checkKey(details.keyEncryptionKey);
    const accounts = [...(details.dataImportDetails ?? []), ...(details.dataExportDetails ?? [])];
    if (
        transferType === "ExportFromAzure" &&
        accounts.some(({ accountDetails }) => accountDetails.sharePassword !== undefined)
    ) {
        throw refused("accountDetails.sharePassword", "is not passed for ExportFromAzure jobs");
    }
    for (const { transferConfiguration } of details.dataExportDetails ?? []) {
        const all = transferConfiguration.transferConfigurationType === "TransferAll";
        const needed = all ? "transferAllDetails" : "transferFilterDetails";
        if (!transferConfiguration[needed]) {
            throw refused(`dataExportDetails.transferConfiguration.${needed}`, "is required");
        }
    }
}

/** "required in case of Customer managed KekType" (swagger). @throws ArmError 400 */
export function checkKey(key: WritableDetails["keyEncryptionKey"]): void {
    if (key?.kekType !== "CustomerManaged") return;
    if (key.kekUrl && key.kekVaultResourceID) return;
    throw refused("keyEncryptionKey", "needs kekUrl and kekVaultResourceID for CustomerManaged");
}

function refused(property: string, problem: string): ArmError {
    const target = `properties.details.${property}`;
    return invalidRequest(`The request content was invalid: '${target}' ${problem}.`, target);
}

/** The details with what the service adds to them (recorded; for devices JobsCreateExport.json). */
export function withDefaults(details: WritableDetails): WritableDetails {
    const { jobDetailsType, shippingAddress, preferences } = details;
    return {
        ...details,
        contactDetails: withNotifications(details.contactDetails, jobDetailsType),
        ...(shippingAddress
            ? { shippingAddress: { addressType: "None", ...shippingAddress } }
            : {}),
        dataImportDetails: (details.dataImportDetails ?? []).map(withLogLevel),
        dataExportDetails: (details.dataExportDetails ?? []).map(withLogLevel),
        preferences: {
            ...preferences,
            encryptionPreferences: {
                doubleEncryption: "Disabled",
                ...preferences?.encryptionPreferences,
            },
        },
        reverseShippingDetails: details.reverseShippingDetails ?? {},
        keyEncryptionKey: details.keyEncryptionKey ?? { kekType: "MicrosoftManaged" },
        ...(jobDetailsType === "DataBoxCustomerDisk"
            ? {
                  enableManifestBackup: details.enableManifestBackup ?? false,
                  importDiskDetailsCollection: details.importDiskDetailsCollection ?? {},
              }
            : {}),
    };
}

function withNotifications(contact: ContactDetails, type: SkuName): ContactDetails {
    const stages =
        type === "DataBoxCustomerDisk"
            ? ["AtAzureDC", "DataCopy", "Created", "ShippedToCustomer"]
            : ["DevicePrepared", "DataCopy", "Dispatched", "Delivered", "PickedUp", "AtAzureDC"];
    const all = stages.map((stageName) => ({ stageName, sendNotification: true }));
    return { ...contact, notificationPreference: contact.notificationPreference ?? all };
}

function withLogLevel<T extends DataDetails>(details: T): T {
    return { ...details, logCollectionLevel: details.logCollectionLevel ?? "Error" };
}
