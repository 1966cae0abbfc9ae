import {
    accepted,
    bodySchema,
    dateTime,
    record,
    tags,
    text,
    withoutNulls,
    word,
} from "../jobs/requestSchema";
import { details, mapOf, oneOf, patchableDetails } from "./detailsSchema";
import type { PatchableDetails, Sku, SkuName, WritableDetails } from "./job";

// The writable part of the swagger's models (spec/databox/2025-07-01). What it calls read-only is
// dropped without a word. Contents are not looked at: the service took "xxx" for a BitLocker key.

const skuNames: readonly SkuName[] = [
    "DataBox",
    "DataBoxDisk",
    "DataBoxHeavy",
    "DataBoxCustomerDisk",
];
const models = [...skuNames, "AzureDataBox120", "AzureDataBox525"];
const identity = record([], { type: text, userAssignedIdentities: mapOf({ type: "object" }) });

/** The body of a PUT, after absent and null were made the same. */
export interface PutBody {
    readonly location: string;
    readonly tags?: Record<string, string>;
    readonly sku: Sku;
    readonly identity?: { readonly type?: string; readonly userAssignedIdentities?: object };
    readonly properties: {
        readonly transferType: "ImportToAzure" | "ExportFromAzure";
        readonly details: WritableDetails;
        readonly deliveryType?: "NonScheduled" | "Scheduled";
        readonly deliveryInfo?: { readonly scheduledDateTime?: string };
    };
}

const putBody = bodySchema<PutBody>(
    record(["location", "sku", "properties"], {
        location: word,
        tags,
        sku: record(["name"], {
            name: oneOf(...skuNames),
            displayName: text,
            family: text,
            model: oneOf(...models),
        }),
        identity,
        // Optional by the swagger; that an order without details is refused is assumed.
        properties: record(["transferType", "details"], {
            transferType: oneOf("ImportToAzure", "ExportFromAzure"),
            details,
            deliveryType: oneOf("NonScheduled", "Scheduled"),
            deliveryInfo: record([], { scheduledDateTime: dateTime }),
        }),
    }),
);

const passedOver = (...names: string[]) => Object.fromEntries(names.map((name) => [name, {}]));

const knownDetails: object = details.oneOf.reduce(
    (known, one) => ({ ...known, ...(one as { properties: object }).properties }),
    {},
);

/** What a planted order's properties may be: what the PUT takes, and what an answer shows beside, which is passed over. */
const plantedProperties = bodySchema<object>(
    record([], {
        ...passedOver("isCancellable", "isDeletable", "isCancellableWithoutFee"),
        ...passedOver("isShippingAddressEditable", "isPrepareToShipEnabled", "allDevicesLost"),
        ...passedOver("status", "delayedStage", "startTime", "error", "cancellationReason"),
        ...passedOver("reverseShippingDetailsUpdate", "reverseTransportPreferenceUpdate"),
        ...passedOver("transferType", "deliveryType"),
        deliveryInfo: record([], { scheduledDateTime: {} }),
        details: record([], {
            ...knownDetails,
            ...passedOver("jobDetailsType", "jobStages", "actions", "lastMitigationActionOnJob"),
            ...passedOver(
                "chainOfCustodySasKey",
                "reverseShipmentLabelSasKey",
                "deviceErasureDetails",
            ),
            ...passedOver("copyLogDetails", "copyProgress", "datacenterAddress", "dataCenterCode"),
            ...passedOver("deliverToDcPackageDetails", "exportDiskDetailsCollection"),
        }),
    }),
    "refused",
);

/** The body of a PATCH. */
export interface PatchBody {
    readonly tags?: Record<string, string>;
    readonly identity?: PutBody["identity"];
    readonly properties?: { readonly details?: Partial<PatchableDetails> };
}

const anything = Object.fromEntries(Object.keys(patchableDetails).map((name) => [name, {}]));
const patchNames = bodySchema<PatchBody>(
    record([], {
        tags: {},
        identity: {},
        properties: record([], { details: record([], anything) }),
    }),
    "refused",
);
const patchBody = bodySchema<PatchBody>(
    record([], {
        tags,
        identity,
        properties: record([], { details: record([], patchableDetails) }),
    }),
);

const cancelBody = bodySchema<{ reason: string }>(record(["reason"], { reason: text }));
const shippedBody = bodySchema<{
    deliverToDcPackageDetails: { carrierName?: string; trackingId?: string };
}>(
    record(["deliverToDcPackageDetails"], {
        deliverToDcPackageDetails: record([], { carrierName: text, trackingId: text }),
    }),
);
const resolution = oneOf("None", "MoveToCleanUpDevice", "Resume", "Restart", "ReachOutToOperation");
const mitigateBody = bodySchema<{ customerResolutionCode?: string }>(
    record([], {
        customerResolutionCode: resolution,
        serialNumberCustomerResolutionMap: mapOf(resolution),
    }),
);
const pickUpBody = bodySchema<{ startTime: string; endTime: string }>(
    record(["startTime", "endTime", "shipmentLocation"], {
        startTime: dateTime,
        endTime: dateTime,
        shipmentLocation: text,
    }),
);

/** Each reads a body. @throws ArmError 400 that names the property. */
export const readBody = {
    put: (body: unknown) => accepted(putBody, withoutNulls(body)),
    /** Names what no PUT takes: a misspelt or misplaced property would be left out in silence. */
    planted: (properties: object = {}) =>
        accepted(
            plantedProperties,
            withoutNulls(properties),
            "/properties",
            "is not known to the service",
        ),
    /** Names what cannot be changed: it is refused, and not dropped. */
    patch: (body: unknown) => accepted(patchBody, accepted(patchNames, withoutNulls(body))),
    cancel: (body: unknown) => accepted(cancelBody, withoutNulls(body)),
    markDevicesShipped: (body: unknown) => accepted(shippedBody, withoutNulls(body)),
    mitigate: (body: unknown) => accepted(mitigateBody, withoutNulls(body)),
    bookShipmentPickUp: (body: unknown) => accepted(pickUpBody, withoutNulls(body)),
};
