/**
 * What a program can ask of the service without owning a job: `getJob`, `listJobs`, `getLocation`, `listLocations`,
 * `listBitLockerKeys`, and their `…Output` forms, which take inputs that are not known yet.
 *
 * Every function reads the settings of the running program: configuration, then environment. The options of Pulumi's
 * invokes are accepted for their shape; only `dependsOn` means something here, since no engine provider is involved.
 */
import * as pulumi from "@pulumi/pulumi";
import type { ArmJob } from "../dynamic/armJob";
import { connect } from "./connect";
import type { ArmLocation, DriveBitLockerKey, ImportExportClient } from "./jobsClient";
import {
    afterDependencies,
    inWords,
    NotFoundError,
    programSettings,
    programSubscription,
    secretExcept,
    type InputsOf,
} from "../dynamic/inProgram";
import { lifecycleOutputs } from "./outputs";
import { isCancelRequested, stateOf } from "./ownership";
import { clearResults } from "./properties";

/** Which job. */
export interface GetJobArgs {
    resourceGroupName: string;
    jobName: string;
    /** Default: the setting `subscriptionId`. */
    subscriptionId?: string;
}

/** `GetJobArgs` whose values may come from resources. */
export type GetJobOutputArgs = InputsOf<GetJobArgs>;

/** A job as the service shows it now. */
export interface GetJobResult {
    readonly id: string;
    readonly name: string;
    readonly type?: string;
    /** A display name such as `West US`. */
    readonly location?: string;
    /** All tags, the owner tag included. */
    readonly tags?: Record<string, string>;
    readonly identity?: unknown;
    /**
     * Who made the job, and when. Personal.
     *
     * @remarks Secret in the `…Output` forms.
     */
    readonly systemData?: Record<string, unknown>;
    /**
     * The job's properties, in the service's own words and completely. Holds addresses, phone numbers, tracking
     * numbers and drive ids.
     *
     * @remarks Secret in the `…Output` forms, and nothing to print in the others.
     */
    readonly properties: Record<string, unknown>;
    /** The job's state, the service's own word; absent when the service gave none. */
    readonly state?: string;
    readonly cancelRequested: boolean;
    /** Whether a cancellation may still be asked for in this state. */
    readonly isCancellable: boolean;
    /** Whether the service deletes a job in this state. */
    readonly isDeletable: boolean;
    /** Why the job cannot be deleted now; absent when it can. */
    readonly blockedReason?: string;
    /** 0 to 100; absent until the service copies. */
    readonly percentComplete?: number;
}

/** Which jobs. */
export interface ListJobsArgs {
    /** Default: all resource groups of the subscription. The service then lists `driveList` too. */
    resourceGroupName?: string;
    /** In the service's grammar, for example `state eq 'Shipping' and type eq 'Import'`. */
    filter?: string;
    /** Default: the setting `subscriptionId`. */
    subscriptionId?: string;
}

/** `ListJobsArgs` whose values may come from resources. */
export type ListJobsOutputArgs = InputsOf<ListJobsArgs>;

/** Which location. */
export interface GetLocationArgs {
    /** `West US` or `westus`. */
    locationName: string;
}

/** `GetLocationArgs` whose values may come from resources. */
export type GetLocationOutputArgs = InputsOf<GetLocationArgs>;

/** A place that takes drives: Microsoft's address, and who may deliver there. */
export interface GetLocationResult {
    readonly id?: string;
    readonly name: string;
    readonly type?: string;
    /** The address (`recipientName` … `phone`), `supportedCarriers` and `alternateLocations`, as the service sends them. */
    readonly properties: Record<string, unknown>;
}

/**
 * A job as the service shows it now.
 *
 * @throws NotFoundError; AzureError when Azure does not answer or refuses; SettingsError
 */
export async function getJob(
    args: GetJobArgs,
    _opts?: pulumi.InvokeOptions,
): Promise<GetJobResult> {
    return await inWords(async () => {
        const { client, address } = await clientForJob(args);
        const job = await client.getJob(address);
        if (job === "gone") throw noSuchJob(address);
        return describeJob(job);
    });
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
    return await inWords(async () => {
        const settings = programSettings();
        const subscriptionId = programSubscription(settings, args.subscriptionId);
        const client = await connect(settings, subscriptionId);
        const { resourceGroupName, filter } = args;
        const jobs = await client.listJobs({ subscriptionId, resourceGroupName }, { filter });
        return jobs.map(describeJob);
    });
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
    return await inWords(async () => {
        const client = await clientForLocations();
        const location = await client.getLocation(args.locationName);
        if (location !== "gone") return describeLocation(location);
        throw new NotFoundError(
            `Azure Import/Export has no location "${args.locationName}". listLocations() shows which there are.`,
        );
    });
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
    return await inWords(async () => {
        const client = await clientForLocations();
        return (await client.listLocations()).map(describeLocation);
    });
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
            inWords(async () => {
                const { client, address } = await clientForJob(resolved);
                const keys = await client.listBitLockerKeys(address);
                if (keys === "gone") throw noSuchJob(address);
                return keys;
            }),
        ),
    );
}

async function clientForJob(args: GetJobArgs): Promise<{
    client: ImportExportClient;
    address: Required<GetJobArgs>;
}> {
    const settings = programSettings();
    const subscriptionId = programSubscription(settings, args.subscriptionId);
    const client = await connect(settings, subscriptionId);
    return {
        client,
        address: {
            subscriptionId,
            resourceGroupName: args.resourceGroupName,
            jobName: args.jobName,
        },
    };
}

/** Locations belong to no subscription, so none is demanded. */
async function clientForLocations(): Promise<ImportExportClient> {
    const settings = programSettings();
    return await connect(settings, settings.subscriptionId);
}

function noSuchJob(job: Required<GetJobArgs>): NotFoundError {
    return new NotFoundError(
        `There is no import/export job "${job.jobName}" in resource group "${job.resourceGroupName}" of subscription ` +
            `${job.subscriptionId}. The service deletes a job two weeks after its last update while it is Creating, and 90 days after its end.`,
    );
}

function describeJob(job: ArmJob): GetJobResult {
    const state = stateOf(job);
    const percentComplete = job.properties?.percentComplete;
    return {
        id: job.id ?? "",
        name: job.name ?? job.id?.split("/").pop() ?? "",
        type: job.type,
        location: job.location,
        tags: job.tags,
        identity: job.identity,
        systemData: job.systemData,
        properties: job.properties ?? {},
        state,
        ...lifecycleOutputs(state, isCancelRequested(job)),
        percentComplete: typeof percentComplete === "number" ? percentComplete : undefined,
    };
}

function describeLocation(location: ArmLocation): GetLocationResult {
    return {
        id: location.id,
        name: location.name ?? "",
        type: location.type,
        properties: location.properties ?? {},
    };
}
