import { randomUUID } from "node:crypto";
import { signedAsReplacement } from "../jobs/changeContext";
import { somebodyElse, type JobName, type PlantedJobRequest } from "../jobs/job";
import type { DataBoxJob } from "./job";
import { moveJob } from "./parcel";
import { putJob } from "./putJob";
import { readBody } from "./requestSchemas";
import type { DataBoxRules } from "./rules";

/** Makes the order, as of `now`. @throws ArmError for properties that a PUT would refuse. */
export function plantJob(
    name: JobName,
    request: PlantedJobRequest,
    now: number,
    rules: DataBoxRules,
): DataBoxJob {
    readBody.planted(request.properties);
    const principal = { ...somebodyElse, name: request.createdBy ?? somebodyElse.name };
    const sku = request.sku ?? { name: "DataBoxCustomerDisk" };
    const body = {
        location: request.location ?? "westus",
        tags: request.tags,
        sku,
        properties: smallOrder(name, sku.name, request.properties),
    };
    const made = putJob(name, undefined, body, randomUUID(), { principal, now, rules });
    const order = request.cancelRequested
        ? { ...made, cancelling: true, cancellationReason: "Cancelled by somebody else" }
        : made;
    const { state = made.status ?? null, percentComplete } = request;
    return state === made.status ? order : moveJob(order, { state, percentComplete }, now);
}

/** Somebody else's order under the name of this one: its twin in everything but origin. */
export function replacementOf(
    job: DataBoxJob,
    request: PlantedJobRequest,
    now: number,
): DataBoxJob {
    const systemData = signedAsReplacement(job.systemData, { principal: somebodyElse, now });
    const first = job.sku.name === "DataBoxCustomerDisk" ? "Created" : "DeviceOrdered";
    const twin: DataBoxJob = {
        ...job,
        orderId: randomUUID(),
        tags: request.tags ?? {},
        systemData,
        startTime: systemData.createdAt,
        stageTimes: {},
        cancelling: false,
        cancellationReason: undefined,
        deliverToDcPackageDetails: undefined,
        exportDisks: [],
        awaitingSince: now,
        endedAt: undefined,
    };
    const { state = first } = request;
    return moveJob(twin, { state }, now);
}

function smallOrder(
    { subscriptionId, resourceGroupName }: JobName,
    jobDetailsType: string,
    properties: Readonly<Record<string, unknown>> = {},
): object {
    const accountDetails = {
        dataAccountType: "StorageAccount",
        storageAccountId:
            `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}` +
            "/providers/Microsoft.Storage/storageAccounts/planted",
    };
    const isExport = properties.transferType === "ExportFromAzure";
    const include = { dataAccountType: "StorageAccount", transferAllBlobs: true };
    const transferConfiguration = {
        transferConfigurationType: "TransferAll",
        transferAllDetails: { include },
    };
    const details = {
        jobDetailsType,
        contactDetails: {
            contactName: "Somebody Else",
            phone: "4250000000",
            emailList: ["somebody.else@contoso.example"],
        },
        shippingAddress: {
            streetAddress1: "2 Example Street",
            city: "Redmond",
            stateOrProvince: "WA",
            postalCode: "98007",
            country: "US",
        },
        returnToCustomerPackageDetails: { carrierName: "FedEx", carrierAccountNumber: "000000" },
        ...(isExport
            ? { dataExportDetails: [{ accountDetails, transferConfiguration }] }
            : {
                  dataImportDetails: [{ accountDetails }],
                  importDiskDetailsCollection: {
                      PLANTED1: {
                          manifestFile: "\\DriveManifest.xml",
                          manifestHash: "0".repeat(32),
                          bitLockerKey: "000000-000000-000000-000000-000000-000000-000000-000000",
                      },
                  },
              }),
        ...(properties.details as object | undefined),
    };
    return { transferType: "ImportToAzure", ...properties, details };
}
