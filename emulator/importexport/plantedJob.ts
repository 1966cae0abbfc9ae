import type { Principal } from "../identity/tokens";
import { putJob } from "./putJob";
import type { Job, JobName } from "./job";
import { moveJob } from "./parcel";
import { defaultContestedRules } from "./rules";

/** A job that somebody else made, in the portal say. Everything has a default. */
export interface PlantedJobRequest {
    readonly location?: string;
    readonly tags?: Readonly<Record<string, string>>;
    /** JobDetails as a PUT takes them, laid over an import job with one drive. */
    readonly properties?: Readonly<Record<string, unknown>>;
    /** Default Creating; empty or null: no state. */
    readonly state?: string | null;
    readonly percentComplete?: number;
    readonly cancelRequested?: boolean;
    /** Default `somebody.else@contoso.example`. */
    readonly createdBy?: string;
}

const somebodyElse: Principal = {
    name: "somebody.else@contoso.example",
    type: "User",
    objectId: "5a5a5a5a-0000-4000-8000-000000000000",
};

/** Makes the job, as of `now`. @throws ArmError for properties that a PUT would refuse. */
export function plantJob(name: JobName, request: PlantedJobRequest, now: number): Job {
    const principal = { ...somebodyElse, name: request.createdBy ?? somebodyElse.name };
    const body = {
        location: request.location ?? "westus",
        tags: request.tags,
        properties: { ...minimalJob(name, request.properties?.jobType), ...request.properties },
    };
    const made = putJob(name, undefined, body, { principal, now, rules: defaultContestedRules });
    const cancelled: Job = {
        ...made,
        properties: { ...made.properties, cancelRequested: request.cancelRequested ?? false },
    };
    const { state = "Creating", percentComplete } = request;
    return state === "Creating" ? cancelled : moveJob(cancelled, { state, percentComplete }, now);
}

/** Somebody else's job under the name of this one: its twin in everything but origin. */
export function replacementOf(
    job: Job,
    request: Pick<PlantedJobRequest, "state" | "tags">,
    now: number,
): Job {
    // Another job, so another moment of creation, however fast the test runs.
    const createdAt = new Date(Math.max(now, Date.parse(job.systemData.createdAt) + 1000));
    const { name, type } = somebodyElse;
    const twin: Job = {
        ...job,
        tags: request.tags,
        properties: { ...job.properties, cancelRequested: false },
        systemData: {
            createdBy: name,
            createdByType: type,
            createdAt: createdAt.toISOString(),
            lastModifiedBy: name,
            lastModifiedByType: type,
            lastModifiedAt: createdAt.toISOString(),
        },
        lastUpdateAt: now,
        shippedAt: undefined,
        endedAt: undefined,
    };
    const { state = "Creating" } = request;
    return moveJob(twin, { state }, now);
}

function minimalJob({ subscriptionId, resourceGroupName }: JobName, jobType: unknown): object {
    const storageAccountId =
        `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}` +
        "/providers/Microsoft.Storage/storageAccounts/planted";
    const returnAddress = {
        recipientName: "Somebody Else",
        streetAddress1: "2 Example Street",
        city: "Redmond",
        stateOrProvince: "wa",
        postalCode: "98007",
        countryOrRegion: "USA",
        phone: "4250000000",
        email: "somebody.else@contoso.example",
    };
    const common = { storageAccountId, returnAddress, deliveryPackage: undefined };
    return jobType === "Export"
        ? { ...common, jobType, export: { blobList: { blobPathPrefix: ["/"] } } }
        : {
              ...common,
              jobType: "Import",
              driveList: [
                  {
                      driveId: "PLANTED1",
                      bitLockerKey: "000000-000000-000000-000000-000000-000000-000000-000000",
                      manifestFile: "\\DriveManifest.xml",
                      manifestHash: "00000000000000000000000000000000",
                  },
              ],
          };
}
