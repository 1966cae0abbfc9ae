/** What can be asked of Data Box without owning a job. `functions.ts` asks for a program, the packaged provider for all others. */
import type { JobAddress, JobScope } from "../job/armJob";
import type { Asker } from "../job/asker";
import { NotFoundError } from "../job/notFound";
import { connectDataBox } from "./connect";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
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

/** An order as the service shows it now, with its details. @throws NotFoundError; AzureError; SettingsError */
export async function getCustomerDiskJob(
    asker: Asker,
    args: GetCustomerDiskJobArgs,
): Promise<GetCustomerDiskJobResult> {
    const { client, scope } = await clientIn(asker, args);
    const address = { ...scope, jobName: args.jobName };
    const job = await client.getJob(address);
    if (job === "gone") throw noSuchJob(address);
    return describeJob(job);
}

/** The customer-disk orders of the subscription or the resource group; all pages. @throws as `getCustomerDiskJob` */
export async function listCustomerDiskJobs(
    asker: Asker,
    args: ListCustomerDiskJobsArgs,
): Promise<GetCustomerDiskJobResult[]> {
    const { client, scope } = await clientIn(asker, args);
    const jobs = await client.listJobs(scope);
    return jobs.filter(({ sku }) => sku?.name === customerDiskSku).map(describeJob);
}

/** What the service offers a country for a location. @throws AzureError; SettingsError */
export async function listAvailableSkus(
    asker: Asker,
    args: ListAvailableSkusArgs,
): Promise<AvailableSku[]> {
    const { client, scope } = await clientIn(asker, args);
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
    asker: Asker,
    args: GetDataCenterAddressArgs,
): Promise<GetDataCenterAddressResult> {
    const { client, scope } = await clientIn(asker, args);
    const { location, storageLocation = location } = args;
    return describeAddress(await client.getDataCenterAddress(location, storageLocation, scope));
}

/** What unlocks an order's disks; empty until the service has it. Azure counts this question as a write. @throws as `getCustomerDiskJob` */
export async function listCustomerDiskCredentials(
    asker: Asker,
    args: GetCustomerDiskJobArgs,
): Promise<DiskSecret[]> {
    const { client, scope } = await clientIn(asker, args);
    const address = { ...scope, jobName: args.jobName };
    const secrets = await client.listCredentials(address);
    if (secrets === "gone") throw noSuchJob(address);
    return secrets;
}

/** The client, and where it is asked. */
async function clientIn<Scope extends Partial<JobScope>>(
    asker: Asker,
    args: Scope,
): Promise<{
    client: DataBoxClient;
    scope: Pick<Scope, "resourceGroupName"> & { subscriptionId: string };
}> {
    const subscriptionId = asker.subscription(args.subscriptionId);
    const client = await connectDataBox(asker.settings, subscriptionId, asker.surroundings);
    return { client, scope: { subscriptionId, resourceGroupName: args.resourceGroupName } };
}

function noSuchJob(job: JobAddress): NotFoundError {
    return new NotFoundError(
        `There is no Data Box job "${job.jobName}" in resource group "${job.resourceGroupName}" of subscription ` +
            `${job.subscriptionId}. The service deletes a job two weeks after its creation while no shipment is announced, and 90 days after its end.`,
    );
}

function describeJob(job: ArmDataBoxJob): GetCustomerDiskJobResult {
    const details = detailsOf(job);
    return {
        id: job.id ?? "",
        name: job.name ?? job.id?.split("/").pop() ?? "",
        type: job.type,
        location: job.location,
        tags: job.tags,
        identity: job.identity,
        sku: job.sku,
        systemData: job.systemData,
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
