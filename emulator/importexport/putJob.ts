import { ArmError } from "../arm/error";
import { signed } from "../jobs/changeContext";
import type { JobName } from "../jobs/job";
import { oneOfEachName } from "../jobs/tagNames";
import { servedLocation } from "../jobs/servedLocation";
import { mergedDrives, refusedProperty } from "./drives";
import { shippingInformationOf } from "./locations";
import type { Drive, Job, JobProperties, WritableProperties } from "./job";
import { readPutBody, type PutBody } from "./requestSchemas";
import { checkOverwrite, type JobChange } from "./rules";

const jobNameRule = /^[a-zA-Z][a-zA-Z0-9-]{1,63}$/;

/** The job that a PUT makes, new or over the existing one. @throws ArmError */
export function putJob(
    name: JobName,
    existing: Job | undefined,
    body: unknown,
    context: JobChange,
): Job {
    if (!jobNameRule.test(name.jobName)) {
        // As the service answered 2016-11-01 (recorded 2020-04-02, Azure/azure-cli-extensions, storageimportexport).
        throw new ArmError(400, "InvalidValue", "The specified value is invalid.", {
            target: "jobName",
        });
    }
    const put = readPutBody(body);
    const location = servedLocation(put.location, "Microsoft.ImportExport");
    if (existing) checkOverwrite(existing, location, context.rules);
    const properties = putProperties(put, existing);
    return {
        subscriptionId: existing?.subscriptionId ?? name.subscriptionId,
        resourceGroupName: existing?.resourceGroupName ?? name.resourceGroupName,
        name: existing?.name ?? name.jobName,
        locationAsSent: put.location,
        location,
        tags: oneOfEachName(put.tags),
        properties: {
            ...serviceProperties(existing, location),
            ...properties,
        },
        systemData: signed(existing?.systemData, context),
        lastUpdateAt: context.now,
        shippedAt: existing?.shippedAt,
        endedAt: existing?.endedAt,
    };
}

function putProperties(put: PutBody, existing: Job | undefined): WritableProperties {
    const { export: selection, ...sent } = put.properties;
    checkJobType(put);
    const { blobListblobPath, ...exported } = selection ?? {};
    return {
        storageAccountId: sent.storageAccountId,
        jobType: sent.jobType,
        returnAddress: sent.returnAddress && { streetAddress2: "", ...sent.returnAddress },
        returnShipping: sent.returnShipping,
        deliveryPackage: sent.deliveryPackage,
        diagnosticsPath: sent.diagnosticsPath ?? "waimportexport",
        logLevel: sent.logLevel ?? "Error",
        backupDriveManifest: sent.backupDriveManifest ?? false,
        driveList:
            sent.jobType === "Import"
                ? mergedDrives(sent.driveList, existing?.properties.driveList)
                : drivesOfExport(existing),
        export: selection && {
            ...exported,
            ...(blobListblobPath === undefined ? {} : { blobListBlobPath: blobListblobPath }),
        },
        encryptionKey: {
            ...sent.encryptionKey,
            kekType: sent.encryptionKey?.kekType ?? "MicrosoftManaged",
        },
    };
}

// The drives of an export job are the service's; those of an import that it was are not its own.
function drivesOfExport(existing: Job | undefined): readonly Drive[] {
    const { jobType, driveList = [] } = existing?.properties ?? {};
    return jobType === "Export" ? driveList : [];
}

/** "required for export jobs, but must not be specified for import jobs", and the like (swagger). */
function checkJobType({ properties }: PutBody): void {
    const { jobType, driveList = [], export: selection } = properties;
    if (jobType === "Import" && driveList.length === 0) {
        throw refusedProperty("driveList", "is required for an import job: one to ten drives");
    }
    if (jobType === "Import" && selection) {
        throw refusedProperty("export", "must not be specified for an import job");
    }
    if (jobType === "Export" && !selection)
        throw refusedProperty("export", "is required for an export job");
    if (jobType === "Export" && driveList.some(({ bitLockerKey }) => bitLockerKey !== undefined)) {
        throw refusedProperty("driveList", "is not specified for an export job");
    }
}

function serviceProperties(
    existing: Job | undefined,
    location: string,
): Omit<JobProperties, keyof WritableProperties> {
    if (existing) {
        const { state, cancelRequested, percentComplete, incompleteBlobListUri, returnPackage } =
            existing.properties;
        const { shippingInformation, provisioningState } = existing.properties;
        return {
            state,
            cancelRequested,
            percentComplete,
            incompleteBlobListUri,
            returnPackage,
            shippingInformation,
            provisioningState,
        };
    }
    return {
        shippingInformation: shippingInformationOf(location),
        state: "Creating",
        cancelRequested: false,
        provisioningState: "Succeeded",
    };
}
