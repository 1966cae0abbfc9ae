/** What can be asked of the service without owning a job. `functions.ts` asks for a program, the packaged provider for all others. */
import type { ArmJob } from "../job/armJob";
import {
    type QueryContext,
    NotFoundError,
    questionsAboutAJob,
    clientFor,
    resourceFields,
} from "../job/queries";
import { connectImportExport } from "./armJobsClient";
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

/** Asks about one job. */
const ofJob = questionsAboutAJob(connectImportExport, {
    kind: "import/export job",
    why: "The service deletes a job two weeks after its last update while it is Creating, and 90 days after its end.",
});

/** A job as the service shows it now. @throws NotFoundError; AzureError when Azure does not answer or refuses; SettingsError */
export async function getJob(context: QueryContext, args: GetJobArgs): Promise<GetJobResult> {
    return describeJob(await ofJob(context, args, (client, job) => client.getJob(job)));
}

/** Every job of the subscription or the resource group; all pages. @throws as `getJob` */
export async function listJobs(context: QueryContext, args: ListJobsArgs): Promise<GetJobResult[]> {
    const { client, scope } = await clientFor(connectImportExport, context, args);
    const jobs = await client.listJobs(scope, { filter: args.filter });
    return jobs.map(describeJob);
}

/** @throws NotFoundError; AzureError; SettingsError */
export async function getLocation(
    context: QueryContext,
    args: GetLocationArgs,
): Promise<GetLocationResult> {
    const client = await clientForLocations(context);
    const location = await client.getLocation(args.locationName);
    if (location !== "gone") return describeLocation(location);
    throw new NotFoundError(
        `Azure Import/Export has no location "${args.locationName}". listLocations() shows which there are.`,
    );
}

/** Every location of the service. @throws AzureError; SettingsError */
export async function listLocations(context: QueryContext): Promise<GetLocationResult[]> {
    const client = await clientForLocations(context);
    return (await client.listLocations()).map(describeLocation);
}

/** The BitLocker keys of a job's drives. Azure counts this question as a write. @throws as `getJob` */
export function listBitLockerKeys(
    context: QueryContext,
    args: GetJobArgs,
): Promise<DriveBitLockerKey[]> {
    return ofJob(context, args, (client, job) => client.listBitLockerKeys(job));
}

/** Locations belong to no subscription, so none is demanded. */
async function clientForLocations(context: QueryContext): Promise<ImportExportClient> {
    const { settings, surroundings } = context;
    return await connectImportExport(settings, settings.subscriptionId, surroundings);
}

function describeJob(job: ArmJob): GetJobResult {
    const state = stateOf(job);
    const percentComplete = job.properties?.percentComplete;
    return {
        ...resourceFields(job),
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
