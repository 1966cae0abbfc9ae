/** What can be asked of Data Box without owning a job. `functions.ts` asks for a program, the packaged provider for all others. */
import { type QueryContext, questionsAboutAJob, clientFor, resourceFields } from "../job/queries";
import { connectDataBox } from "./armDataBoxClient";
import type { ArmDataBoxJob } from "./dataBoxClient";
import type {
    AvailableSku,
    GetCustomerDiskJobArgs,
    GetCustomerDiskJobResult,
    GetDataCenterAddressArgs,
    GetDataCenterAddressResult,
    ListAvailableSkusArgs,
    ListCustomerDiskJobsArgs,
} from "./functionArgs";
import { blockedReason } from "./lifecycle";
import { customerDiskSku, type DiskSecret } from "./model";
import {
    detailsOf,
    flagAt,
    flagsOf,
    isBeingCancelled,
    isShipped,
    stageOf,
    textAt,
    whereIs,
} from "./observation";

/** Asks about one job. */
const ofJob = questionsAboutAJob(connectDataBox, {
    kind: "Data Box job",
    why: "The service deletes a job two weeks after its creation while no shipment is announced, and 90 days after its end.",
});

/** An order as the service shows it now, with its details. @throws NotFoundError; AzureError; SettingsError */
export async function getCustomerDiskJob(
    context: QueryContext,
    args: GetCustomerDiskJobArgs,
): Promise<GetCustomerDiskJobResult> {
    return describeJob(await ofJob(context, args, (client, job) => client.getJob(job)));
}

/** The customer-disk orders of the subscription or the resource group; all pages. @throws as `getCustomerDiskJob` */
export async function listCustomerDiskJobs(
    context: QueryContext,
    args: ListCustomerDiskJobsArgs,
): Promise<GetCustomerDiskJobResult[]> {
    const { client, scope } = await clientFor(connectDataBox, context, args);
    const jobs = await client.listJobs(scope);
    return jobs.filter(({ sku }) => sku?.name === customerDiskSku).map(describeJob);
}

/** What the service offers a country for a location. @throws AzureError; SettingsError */
export async function listAvailableSkus(
    context: QueryContext,
    args: ListAvailableSkusArgs,
): Promise<AvailableSku[]> {
    const { client, scope } = await clientFor(connectDataBox, context, args);
    const { transferType, country, location, skuNames = [customerDiskSku] } = args;
    const request = {
        transferType,
        country,
        location,
        ...(skuNames.length > 0 ? { skuNames } : {}),
    };
    const skus = await client.listAvailableSkus(location, request, scope);
    return skus.map(describeSku);
}

/** Where the disks for a location are sent, and who brings them back. @throws AzureError; SettingsError */
export async function getDataCenterAddress(
    context: QueryContext,
    args: GetDataCenterAddressArgs,
): Promise<GetDataCenterAddressResult> {
    const { client, scope } = await clientFor(connectDataBox, context, args);
    const { location, storageLocation = location } = args;
    return describeAddress(await client.getDataCenterAddress(location, storageLocation, scope));
}

/** What unlocks an order's disks; empty until the service has it. Azure counts this question as a write. @throws as `getCustomerDiskJob` */
export function listCustomerDiskCredentials(
    context: QueryContext,
    args: GetCustomerDiskJobArgs,
): Promise<DiskSecret[]> {
    return ofJob(context, args, (client, job) => client.listCredentials(job));
}

function describeJob(job: ArmDataBoxJob): GetCustomerDiskJobResult {
    const details = detailsOf(job);
    return {
        ...resourceFields(job),
        sku: job.sku,
        transferType: textAt(job, "transferType"),
        deliveryType: textAt(job, "deliveryType"),
        status: stageOf(job),
        startTime: textAt(job, "startTime"),
        ...flagsOf(job),
        isShippingAddressEditable: flagAt(job, "isShippingAddressEditable"),
        cancellationReason: textAt(job, "cancellationReason"),
        blockedReason: blockedReason(whereIs(job), flagsOf(job), isBeingCancelled(job)),
        shipped: isShipped(details),
        details,
    };
}

function describeSku({ sku, enabled, properties }: Record<string, unknown>): AvailableSku {
    const { name, displayName, family } = sku as Record<string, string | undefined>;
    const more = (properties ?? {}) as Record<string, unknown>;
    const { disabledReason } = more;
    return {
        name: name ?? "",
        displayName,
        family,
        enabled: enabled === true,
        disabledReason:
            typeof disabledReason === "string" && disabledReason !== "None"
                ? disabledReason
                : undefined,
        properties: more,
    };
}

function describeAddress(answer: Record<string, unknown>): GetDataCenterAddressResult {
    const { datacenterAddressType, supportedCarriersForReturnShipment: carriers } = answer;
    return {
        datacenterAddressType:
            typeof datacenterAddressType === "string" ? datacenterAddressType : undefined,
        supportedCarriersForReturnShipment: Array.isArray(carriers) ? (carriers as string[]) : [],
        properties: answer,
    };
}
