/**
 * What a program can ask of Data Box without owning a job: `getCustomerDiskJob`, `listCustomerDiskJobs`,
 * `listAvailableSkus`, `getDataCenterAddress`, `listCustomerDiskCredentials`, and their `…Output` forms, which take inputs
 * that are not known yet. As importexport/functions.ts, and with the same settings.
 */
import * as pulumi from "@pulumi/pulumi";
import { connectDataBox } from "./connect";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import type { JobScope } from "../dynamic/armJob";
import {
    afterDependencies,
    inWords,
    NotFoundError,
    programSettings,
    programSubscription,
    secretExcept,
} from "../dynamic/inProgram";
import type {
    AvailableSku,
    GetCustomerDiskJobArgs,
    GetCustomerDiskJobOutputArgs,
    GetCustomerDiskJobResult,
    GetDataCenterAddressArgs,
    GetDataCenterAddressOutputArgs,
    GetDataCenterAddressResult,
    ListAvailableSkusArgs,
    ListAvailableSkusOutputArgs,
    ListCustomerDiskJobsArgs,
    ListCustomerDiskJobsOutputArgs,
} from "./functionArgs";
import { blockedReason } from "./lifecycle";
import { customerDiskSku, type DiskSecret } from "./model";
import { clearResults } from "./properties";
import {
    detailsOf,
    flagAt,
    flagsOf,
    isBeingCancelled,
    isShipped,
    stageOf,
    textAt,
    whereIs,
} from "./ownership";

/**
 * An order as the service shows it now, with its details.
 *
 * @throws NotFoundError; AzureError; SettingsError
 */
export async function getCustomerDiskJob(
    args: GetCustomerDiskJobArgs,
    _opts?: pulumi.InvokeOptions,
): Promise<GetCustomerDiskJobResult> {
    return await inWords(async () => {
        const { client, scope } = await clientIn(args);
        const address = { ...scope, jobName: args.jobName };
        const job = await client.getJob(address);
        if (job === "gone") throw noSuchJob(address);
        return describeJob(job);
    });
}

/**
 * `getCustomerDiskJob` for inputs. The result is secret as a whole; everything but `details`, `systemData` and
 * `identity`, when taken from it by name (`getCustomerDiskJobOutput(…).status`), is not.
 */
export function getCustomerDiskJobOutput(
    args: GetCustomerDiskJobOutputArgs,
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCustomerDiskJobResult> {
    const result = afterDependencies<GetCustomerDiskJobArgs>(args, opts).apply((resolved) =>
        getCustomerDiskJob(resolved),
    );
    return secretExcept(result, clearResults);
}

/**
 * The customer-disk orders of the subscription or the resource group; all pages.
 *
 * @throws as `getCustomerDiskJob`
 */
export async function listCustomerDiskJobs(
    args: ListCustomerDiskJobsArgs = {},
    _opts?: pulumi.InvokeOptions,
): Promise<GetCustomerDiskJobResult[]> {
    return await inWords(async () => {
        const { client, scope } = await clientIn(args);
        const jobs = await client.listJobs(scope);
        return jobs.filter(({ sku }) => sku?.name === customerDiskSku).map(describeJob);
    });
}

/** `listCustomerDiskJobs` for inputs. Secret, since it holds addresses; `pulumi.unsecret` what you pick from it. */
export function listCustomerDiskJobsOutput(
    args: ListCustomerDiskJobsOutputArgs = {},
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCustomerDiskJobResult[]> {
    return pulumi.secret(
        afterDependencies<ListCustomerDiskJobsArgs>(args, opts).apply((resolved) =>
            listCustomerDiskJobs(resolved),
        ),
    );
}

/**
 * What the service offers a country for a location, customer disks or whatever `skuNames` says.
 *
 * @throws AzureError; SettingsError
 */
export async function listAvailableSkus(
    args: ListAvailableSkusArgs,
    _opts?: pulumi.InvokeOptions,
): Promise<AvailableSku[]> {
    return await inWords(async () => {
        const { client, scope } = await clientIn(args);
        const { transferType, country, location, skuNames = [customerDiskSku] } = args;
        const request = {
            transferType,
            country,
            location,
            ...(skuNames.length > 0 ? { skuNames } : {}),
        };
        const skus = await client.listAvailableSkus(location, request, scope);
        return skus.map(describeSku);
    });
}

/** `listAvailableSkus` for inputs. Nothing in it is secret. */
export function listAvailableSkusOutput(
    args: ListAvailableSkusOutputArgs,
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<AvailableSku[]> {
    return afterDependencies<ListAvailableSkusArgs>(args, opts).apply((resolved) =>
        listAvailableSkus(resolved),
    );
}

/**
 * Where the disks for a location are sent, and who brings them back.
 *
 * @throws AzureError; SettingsError
 */
export async function getDataCenterAddress(
    args: GetDataCenterAddressArgs,
    _opts?: pulumi.InvokeOptions,
): Promise<GetDataCenterAddressResult> {
    return await inWords(async () => {
        const { client, scope } = await clientIn(args);
        const { location, storageLocation = location } = args;
        return describeAddress(await client.getDataCenterAddress(location, storageLocation, scope));
    });
}

/** `getDataCenterAddress` for inputs. Nothing in it is secret: the address is Microsoft's. */
export function getDataCenterAddressOutput(
    args: GetDataCenterAddressOutputArgs,
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetDataCenterAddressResult> {
    return afterDependencies<GetDataCenterAddressArgs>(args, opts).apply((resolved) =>
        getDataCenterAddress(resolved),
    );
}

/**
 * What unlocks an order's disks; empty until the service has it. Azure counts this question as a write.
 *
 * @remarks Always a secret output, in this form too: a plain promise could not be secret.
 */
export function listCustomerDiskCredentials(
    args: GetCustomerDiskJobArgs,
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<DiskSecret[]> {
    return listCustomerDiskCredentialsOutput(args, opts);
}

/** `listCustomerDiskCredentials` for inputs: the same secret output. */
export function listCustomerDiskCredentialsOutput(
    args: GetCustomerDiskJobOutputArgs,
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<DiskSecret[]> {
    return pulumi.secret(
        afterDependencies<GetCustomerDiskJobArgs>(args, opts).apply((resolved) =>
            inWords(async () => {
                const { client, scope } = await clientIn(resolved);
                const address = { ...scope, jobName: resolved.jobName };
                const secrets = await client.listCredentials(address);
                if (secrets === "gone") throw noSuchJob(address);
                return secrets;
            }),
        ),
    );
}

/** The client, and where it is asked. */
async function clientIn<Scope extends Partial<JobScope>>(
    args: Scope,
): Promise<{
    client: DataBoxClient;
    scope: Pick<Scope, "resourceGroupName"> & { subscriptionId: string };
}> {
    const settings = programSettings();
    const subscriptionId = programSubscription(settings, args.subscriptionId);
    const client = await connectDataBox(settings, subscriptionId);
    return { client, scope: { subscriptionId, resourceGroupName: args.resourceGroupName } };
}

function noSuchJob(job: Required<GetCustomerDiskJobArgs>): NotFoundError {
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
