import { invalidRequest } from "../arm/error";
import { operation, type ArmAnswer, type ArmCall, type Route } from "../arm/router";
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
    const ask = (name: string, path: string, handle: Route["handle"]) =>
        operation("POST", `Service_${name}`, path, handle, { takesBody: true });
    const skusOf: Route["handle"] = (call) => availableSkus(call, subscriptions);
    const judge: Route["handle"] = (call) => validateInputs(call, subscriptions);
    const routes = [
        operation(
            "GET",
            "OperationResults_Get",
            `${subscription}${at}/operationResults/{operationId}`,
            (call) => operations.poll(call),
            { jobOf: ({ operationId = "" }) => operations.get(operationId)?.job },
        ),
        ask("ListAvailableSkusByResourceGroup", `${group}${at}/availableSkus`, skusOf),
        ask("RegionConfiguration", `${subscription}${at}/regionConfiguration`, regionConfiguration),
        ask(
            "RegionConfigurationByResourceGroup",
            `${group}${at}/regionConfiguration`,
            regionConfiguration,
        ),
        ask("ValidateInputs", `${subscription}${at}/validateInputs`, judge),
        ask("ValidateInputsByResourceGroup", `${group}${at}/validateInputs`, judge),
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
