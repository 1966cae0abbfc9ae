import { displayNameOf } from "../jobs/dataCenters";
import { jobId, type Drive, type Job } from "./job";

interface AnswerForm {
    readonly apiVersion: string;
    /** PUT echoes the location as sent; every other answer gives the display name (recorded). */
    readonly locationAsSent?: boolean;
    /** The list by resource group leaves driveList out (recorded). */
    readonly withoutDriveList?: boolean;
}

/** A job as the service answers it. No BitLocker key is ever part of it (recorded). */
export function jobAnswer(job: Job, form: AnswerForm): object {
    const { driveList, export: selection, ...properties } = job.properties;
    return {
        // The recordings with 2016-11-01 have no systemData.
        ...(form.apiVersion === "2016-11-01" ? {} : { systemData: job.systemData }),
        properties: {
            ...properties,
            ...(driveList && !form.withoutDriveList
                ? { driveList: driveList.map(withoutBitLockerKey) }
                : {}),
            ...(selection ? { export: exportAnswer(selection, form.apiVersion) } : {}),
        },
        identity: { type: "None" },
        id: jobId(job),
        name: job.name,
        type: "Microsoft.ImportExport/jobs",
        location: form.locationAsSent ? job.locationAsSent : displayNameOf(job.location),
        tags: job.tags,
    };
}

/** What listBitLockerKeys answers: the drives whose key is known. */
export function bitLockerKeysAnswer(job: Job): { value: object[] } {
    return {
        value: (job.properties.driveList ?? [])
            .filter(({ bitLockerKey }) => bitLockerKey !== undefined)
            .map(({ bitLockerKey, driveId }) => ({ bitLockerKey, driveId })),
    };
}

function withoutBitLockerKey({ bitLockerKey: _, ...drive }: Drive): Omit<Drive, "bitLockerKey"> {
    return drive;
}

// The first revision's spelling, which clients made from it still use.
function exportAnswer(
    selection: object & { blobListBlobPath?: string },
    apiVersion: string,
): object {
    const { blobListBlobPath, ...rest } = selection;
    if (blobListBlobPath === undefined) return rest;
    const name = apiVersion === "2016-11-01" ? "blobListblobPath" : "blobListBlobPath";
    return { ...rest, [name]: blobListBlobPath };
}
