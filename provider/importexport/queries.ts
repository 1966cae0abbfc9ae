/** What can be asked of the service without owning a job. `functions.ts` asks for a program, the packaged provider for all others. */
import type { ArmJob, JobAddress } from "../job/armJob";
import type { Asker } from "../job/asker";
import { NotFoundError } from "../job/notFound";
import { connect } from "./connect";
import type {
    GetJobArgs,
    GetJobResult,
    GetLocationArgs,
    GetLocationResult,
    ListJobsArgs,
} from "./functionArgs";
import type { ArmLocation, DriveBitLockerKey, ImportExportClient } from "./jobsClient";
import { lifecycleOutputs } from "./outputs";
import { isCancelRequested, stateOf } from "./observation";

/** A job as the service shows it now. @throws NotFoundError; AzureError when Azure does not answer or refuses; SettingsError */
export async function getJob(asker: Asker, args: GetJobArgs): Promise<GetJobResult> {
    const { client, address } = await clientForJob(asker, args);
    const job = await client.getJob(address);
    if (job === "gone") throw noSuchJob(address);
    return describeJob(job);
}

/** Every job of the subscription or the resource group; all pages. @throws as `getJob` */
export async function listJobs(asker: Asker, args: ListJobsArgs): Promise<GetJobResult[]> {
    const subscriptionId = asker.subscription(args.subscriptionId);
    const client = await connect(asker.settings, subscriptionId, asker.surroundings);
    const { resourceGroupName, filter } = args;
    const jobs = await client.listJobs({ subscriptionId, resourceGroupName }, { filter });
    return jobs.map(describeJob);
}

/** @throws NotFoundError; AzureError; SettingsError */
export async function getLocation(asker: Asker, args: GetLocationArgs): Promise<GetLocationResult> {
    const client = await clientForLocations(asker);
    const location = await client.getLocation(args.locationName);
    if (location !== "gone") return describeLocation(location);
    throw new NotFoundError(
        `Azure Import/Export has no location "${args.locationName}". listLocations() shows which there are.`,
    );
}

/** Every location of the service. @throws AzureError; SettingsError */
export async function listLocations(asker: Asker): Promise<GetLocationResult[]> {
    const client = await clientForLocations(asker);
    return (await client.listLocations()).map(describeLocation);
}

/** The BitLocker keys of a job's drives. Azure counts this question as a write. @throws as `getJob` */
export async function listBitLockerKeys(
    asker: Asker,
    args: GetJobArgs,
): Promise<DriveBitLockerKey[]> {
    const { client, address } = await clientForJob(asker, args);
    const keys = await client.listBitLockerKeys(address);
    if (keys === "gone") throw noSuchJob(address);
    return keys;
}

async function clientForJob(
    asker: Asker,
    args: GetJobArgs,
): Promise<{ client: ImportExportClient; address: JobAddress }> {
    const { resourceGroupName, jobName } = args;
    const subscriptionId = asker.subscription(args.subscriptionId);
    const client = await connect(asker.settings, subscriptionId, asker.surroundings);
    return { client, address: { subscriptionId, resourceGroupName, jobName } };
}

/** Locations belong to no subscription, so none is demanded. */
async function clientForLocations(asker: Asker): Promise<ImportExportClient> {
    return await connect(asker.settings, asker.settings.subscriptionId, asker.surroundings);
}

function noSuchJob(job: JobAddress): NotFoundError {
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
