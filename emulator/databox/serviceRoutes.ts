import { invalidRequest } from "../arm/error";
import type { ArmAnswer, ArmCall, Route } from "../arm/router";
import type { Subscriptions } from "../arm/subscriptions";
import { displayNameOf, plainLocationName, shippingLocationOf } from "../jobs/dataCenters";
import { accepted, bodySchema, record, text, withoutNulls } from "../jobs/requestSchema";
import { dataBoxApiVersions } from "./apiVersions";
import { dataCenterAnswer } from "./dataCenters";
import type { SkuName } from "./job";
import type { Operations } from "./operations";
import { disabledReason, skuName, skus } from "./skus";
import { validateInputs } from "./validations";

const skusBody = bodySchema<{ country: string; location: string; skuNames?: SkuName[] }>(
    record(["transferType", "country", "location"], {
        transferType: { enum: ["ImportToAzure", "ExportFromAzure"] },
        country: text,
        location: text,
        skuNames: { type: "array", items: skuName },
    }),
);
const regionBody = bodySchema<{ datacenterAddressRequest?: { storageLocation: string } }>(
    record([], {
        datacenterAddressRequest: record(["storageLocation", "skuName"], {
            storageLocation: text,
            skuName,
        }),
    }),
);

/** What a location offers, and how long-running operations fare. */
export function dataBoxServiceRoutes(
    operations: Operations,
    subscriptions: Subscriptions,
): readonly Route[] {
    const subscription = "/subscriptions/{subscriptionId}";
    const group = `${subscription}/resourceGroups/{resourceGroupName}`;
    const at = "/providers/Microsoft.DataBox/locations/{location}";
    const ask = { method: "POST", quota: "writes", takesBody: true } as const;
    const routes: Omit<Route, "apiVersions">[] = [
        {
            operation: "OperationResults_Get",
            method: "GET",
            path: `${subscription}${at}/operationResults/{operationId}`,
            quota: "reads",
            takesBody: false,
            jobOf: ({ operationId = "" }) => operations.get(operationId)?.job,
            handle: (call) => operations.poll(call),
        },
        {
            ...ask,
            operation: "Service_ListAvailableSkusByResourceGroup",
            path: `${group}${at}/availableSkus`,
            handle: (call) => availableSkus(call, subscriptions),
        },
        {
            ...ask,
            operation: "Service_RegionConfiguration",
            path: `${subscription}${at}/regionConfiguration`,
            handle: regionConfiguration,
        },
        {
            ...ask,
            operation: "Service_RegionConfigurationByResourceGroup",
            path: `${group}${at}/regionConfiguration`,
            handle: regionConfiguration,
        },
        {
            ...ask,
            operation: "Service_ValidateInputs",
            path: `${subscription}${at}/validateInputs`,
            handle: (call) => validateInputs(call, subscriptions),
        },
        {
            ...ask,
            operation: "Service_ValidateInputsByResourceGroup",
            path: `${group}${at}/validateInputs`,
            handle: (call) => validateInputs(call, subscriptions),
        },
    ];
    return routes.map((route) => ({
        ...route,
        operation: `DataBox.${route.operation}`,
        apiVersions: dataBoxApiVersions,
    }));
}

function availableSkus(call: ArmCall, subscriptions: Subscriptions): ArmAnswer {
    const asked = accepted(skusBody, withoutNulls(call.body));
    const names = asked.skuNames ?? (Object.keys(skus) as SkuName[]);
    const reason = disabledReason(call.params.subscriptionId, asked, subscriptions);
    const dataLocation = plainLocationName(asked.location);
    const value = names.map((name) => ({
        sku: { name, displayName: skus[name].displayName, family: name },
        enabled: reason === "None",
        properties: {
            dataLocationToServiceLocationMap: [
                { dataLocation, serviceLocation: shippingLocationOf(dataLocation) },
            ],
            capacity: { usable: skus[name].capacity, maximum: skus[name].capacity },
            costs: [],
            apiVersions: dataBoxApiVersions,
            disabledReason: reason,
            ...(reason === "None"
                ? {}
                : { disabledReasonMessage: `The SKU is not available: ${reason}.` }),
        },
    }));
    return { status: 200, body: { value } };
}

function regionConfiguration(call: ArmCall): ArmAnswer {
    const { datacenterAddressRequest } = accepted(regionBody, withoutNulls(call.body));
    if (!datacenterAddressRequest) return { status: 200, body: {} };
    const location = plainLocationName(datacenterAddressRequest.storageLocation);
    if (displayNameOf(location) === undefined) {
        throw invalidRequest(
            "The request content was invalid: 'datacenterAddressRequest.storageLocation' is not a location that is served.",
            "datacenterAddressRequest.storageLocation",
        );
    }
    return { status: 200, body: { datacenterAddressResponse: dataCenterAnswer(location) } };
}
