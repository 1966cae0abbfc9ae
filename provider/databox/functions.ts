/**
 * What a program can ask of Data Box without owning a job: `getCustomerDiskJob`, `listCustomerDiskJobs`,
 * `listAvailableSkus`, `getDataCenterAddress`, `listCustomerDiskCredentials`, and their `…Output` forms, which take inputs
 * that are not known yet. As importexport/functions.ts, and with the same settings.
 */
import * as pulumi from "@pulumi/pulumi";
import { afterDependencies, programContext, inWords, secretExcept } from "../dynamic/inProgram";
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
import type { DiskSecret } from "./model";
import { clearResults } from "./propertyTable";
import * as queries from "./queries";

/**
 * An order as the service shows it now, with its details.
 *
 * @throws NotFoundError; AzureError; SettingsError
 */
export async function getCustomerDiskJob(
    args: GetCustomerDiskJobArgs,
    _opts?: pulumi.InvokeOptions,
): Promise<GetCustomerDiskJobResult> {
    return await inWords(() => queries.getCustomerDiskJob(programContext(), args));
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
    return await inWords(() => queries.listCustomerDiskJobs(programContext(), args));
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
    return await inWords(() => queries.listAvailableSkus(programContext(), args));
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
    return await inWords(() => queries.getDataCenterAddress(programContext(), args));
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
            inWords(() => queries.listCustomerDiskCredentials(programContext(), resolved)),
        ),
    );
}
