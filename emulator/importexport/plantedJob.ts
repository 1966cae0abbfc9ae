import { signedAsReplacement } from "../jobs/changeContext";
import { somebodyElse, type JobName, type PlantedJobRequest } from "../jobs/job";
import { putJob } from "./putJob";
import { checkPlanted } from "./requestSchemas";
import type { Job } from "./job";
import { moveJob } from "./parcel";
import { defaultContestedRules } from "./rules";

/** Makes the job, as of `now`. @throws ArmError for properties that a PUT would refuse. */
export function plantJob(name: JobName, request: PlantedJobRequest, now: number): Job {
    checkPlanted(request.properties);
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
    const twin: Job = {
        ...job,
        tags: request.tags,
        properties: { ...job.properties, cancelRequested: false },
        systemData: signedAsReplacement(job.systemData, { principal: somebodyElse, now }),
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
