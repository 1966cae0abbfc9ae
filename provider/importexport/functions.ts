/**
 * What a program can ask of the service without owning a job: `getJob`, `listJobs`, `getLocation`, `listLocations`,
 * `listBitLockerKeys`, and their `…Output` forms, which take inputs that are not known yet.
 *
 * Every function reads the settings of the running program: configuration, then environment. The options of Pulumi's
 * invokes are accepted for their shape; only `dependsOn` means something here, since no engine provider is involved.
 */
import * as pulumi from "@pulumi/pulumi";
import { afterDependencies, programContext, inWords, secretExcept } from "../dynamic/inProgram";
import type {
    GetJobArgs,
    GetJobOutputArgs,
    GetJobResult,
    GetLocationArgs,
    GetLocationOutputArgs,
    GetLocationResult,
    ListJobsArgs,
    ListJobsOutputArgs,
} from "./functionArgs";
import type { DriveBitLockerKey } from "./jobsClient";
import { clearResults } from "./propertyTable";
import * as queries from "./queries";

/**
 * A job as the service shows it now.
 *
 * @throws NotFoundError; AzureError when Azure does not answer or refuses; SettingsError
 */
export async function getJob(
    args: GetJobArgs,
    _opts?: pulumi.InvokeOptions,
): Promise<GetJobResult> {
    return await inWords(() => queries.getJob(programContext(), args));
}

/**
 * `getJob` for inputs. The result is secret as a whole; `state`, the flags, `id`, `name`, `location` and `tags`, when
 * taken from it by name (`getJobOutput(…).state`), are not.
 */
export function getJobOutput(
    args: GetJobOutputArgs,
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetJobResult> {
    const result = afterDependencies<GetJobArgs>(args, opts).apply((resolved) => getJob(resolved));
    return secretExcept(result, clearResults);
}

/**
 * Every job of the subscription or the resource group; all pages.
 *
 * @throws as `getJob`
 */
export async function listJobs(
    args: ListJobsArgs = {},
    _opts?: pulumi.InvokeOptions,
): Promise<GetJobResult[]> {
    return await inWords(() => queries.listJobs(programContext(), args));
}

/** `listJobs` for inputs. The result is secret, since it holds addresses; `pulumi.unsecret` what you pick from it. */
export function listJobsOutput(
    args: ListJobsOutputArgs = {},
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetJobResult[]> {
    return pulumi.secret(
        afterDependencies<ListJobsArgs>(args, opts).apply((resolved) => listJobs(resolved)),
    );
}

/**
 * A location of the service: where its drives are sent, and who may deliver there.
 *
 * @throws NotFoundError; AzureError; SettingsError
 */
export async function getLocation(
    args: GetLocationArgs,
    _opts?: pulumi.InvokeOptions,
): Promise<GetLocationResult> {
    return await inWords(() => queries.getLocation(programContext(), args));
}

/** `getLocation` for inputs. Nothing in it is secret: the address is Microsoft's. */
export function getLocationOutput(
    args: GetLocationOutputArgs,
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetLocationResult> {
    return afterDependencies<GetLocationArgs>(args, opts).apply((resolved) =>
        getLocation(resolved),
    );
}

/**
 * Every location of the service.
 *
 * @throws AzureError; SettingsError
 */
export async function listLocations(_opts?: pulumi.InvokeOptions): Promise<GetLocationResult[]> {
    return await inWords(() => queries.listLocations(programContext()));
}

/** `listLocations` as an output, for use beside the other functions. */
export function listLocationsOutput(
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetLocationResult[]> {
    return afterDependencies({}, opts).apply(() => listLocations());
}

/**
 * The BitLocker keys of a job's drives. Azure counts this question as a write.
 *
 * @remarks Always a secret output, in this form too: a plain promise could not be secret.
 */
export function listBitLockerKeys(
    args: GetJobArgs,
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<DriveBitLockerKey[]> {
    return listBitLockerKeysOutput(args, opts);
}

/** `listBitLockerKeys` for inputs: the same secret output. */
export function listBitLockerKeysOutput(
    args: GetJobOutputArgs,
    opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<DriveBitLockerKey[]> {
    return pulumi.secret(
        afterDependencies<GetJobArgs>(args, opts).apply((resolved) =>
            inWords(() => queries.listBitLockerKeys(programContext(), resolved)),
        ),
    );
}
