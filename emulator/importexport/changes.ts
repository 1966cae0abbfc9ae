import { ArmError, invalidRequest } from "../arm/error";
import type { Principal } from "../identity/tokens";
import { displayNameOf, plainLocationName, shippingInformationOf } from "./locations";
import type { Drive, Job, JobName, JobProperties, SystemData, WritableProperties } from "./job";
import {
    checkPatched,
    drivesWithoutKey,
    patchableProperties,
    readPatchBody,
    readPutBody,
    type PutBody,
} from "./requestSchemas";
import { announcesShipment, checkCancellation, checkOverwrite, type ContestedRules } from "./rules";

/** Who changes a job, and when. */
export interface ChangeContext {
    readonly principal: Principal;
    readonly now: number;
    readonly rules: ContestedRules;
}

const jobNameRule = /^[a-zA-Z][a-zA-Z0-9-]{1,63}$/;

/** The job that a PUT makes, new or over the existing one. @throws ArmError */
export function putJob(
    name: JobName,
    existing: Job | undefined,
    body: unknown,
    context: ChangeContext,
): Job {
    if (!jobNameRule.test(name.jobName)) {
        throw new ArmError(
            400,
            "InvalidResourceName",
            "The job name must have 2 to 64 letters, digits and hyphens and start with a letter.",
        );
    }
    const put = readPutBody(body);
    const location = plainLocationName(put.location);
    if (displayNameOf(location) === undefined) {
        throw new ArmError(
            400,
            "LocationNotAvailableForResourceType",
            `The provided location '${put.location}' is not available for resource type ` +
                "'Microsoft.ImportExport/jobs'.",
        );
    }
    if (existing) checkOverwrite(existing, location, context.rules);
    const properties = putProperties(put, existing);
    return {
        subscriptionId: existing?.subscriptionId ?? name.subscriptionId,
        resourceGroupName: existing?.resourceGroupName ?? name.resourceGroupName,
        name: existing?.name ?? name.jobName,
        locationAsSent: put.location,
        location,
        tags: put.tags,
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

/** The job that a PATCH makes. @throws ArmError */
export function patchJob(job: Job, body: unknown, context: ChangeContext): Job {
    const patch = readPatchBody(body);
    const asked = patch.properties ?? {};
    const changed: Job = {
        ...job,
        // A PATCH of tags replaces them all (Resource Manager RPC).
        tags: patch.tags === undefined ? job.tags : (patch.tags ?? undefined),
        properties: patchedProperties(job.properties, asked),
        systemData: signed(job.systemData, context),
        lastUpdateAt: context.now,
    };
    if (typeof asked.cancelRequested === "boolean") {
        checkCancellation(job, asked.cancelRequested, context.rules);
    }
    const shipped = announcesShipment(changed, asked.state ?? "");
    return {
        ...changed,
        shippedAt: shipped ? (job.shippedAt ?? context.now) : job.shippedAt,
        properties: {
            ...changed.properties,
            ...(shipped ? { state: "Shipping" } : {}),
            // "The service will attempt to cancel": the state is the same in this answer (recorded).
            cancelRequested: job.properties.cancelRequested || asked.cancelRequested === true,
        },
    };
}

function putProperties(put: PutBody, existing: Job | undefined): WritableProperties {
    const { export: selection, ...sent } = put.properties;
    checkJobType(put);
    const { blobListblobPath, ...exported } = selection ?? {};
    return {
        storageAccountId: sent.storageAccountId,
        jobType: sent.jobType,
        returnAddress: sent.returnAddress && picked(sent.returnAddress, { streetAddress2: "" }),
        returnShipping: sent.returnShipping,
        deliveryPackage: sent.deliveryPackage,
        diagnosticsPath: sent.diagnosticsPath ?? "waimportexport",
        logLevel: sent.logLevel ?? "Error",
        backupDriveManifest: sent.backupDriveManifest ?? false,
        driveList:
            sent.jobType === "Import" ? drives(sent.driveList, existing) : existingDrives(existing),
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

/** "required for export jobs, but must not be specified for import jobs", and the like (swagger). */
function checkJobType({ properties }: PutBody): void {
    const { jobType, driveList = [], export: selection } = properties;
    if (jobType === "Import" && driveList.length === 0) {
        throw refused("driveList", "is required for an import job: one to ten drives");
    }
    if (jobType === "Import" && selection) {
        throw refused("export", "must not be specified for an import job");
    }
    if (jobType === "Export" && !selection)
        throw refused("export", "is required for an export job");
    if (jobType === "Export" && driveList.some(({ bitLockerKey }) => bitLockerKey !== undefined)) {
        throw refused("driveList", "is not specified for an export job");
    }
}

function refused(property: string, problem: string): ArmError {
    return invalidRequest(
        `The request content was invalid: 'properties.${property}' ${problem}.`,
        `properties.${property}`,
    );
}

// A client that puts back what GET gave it has no keys to send: the ones already known stay.
function drives(sent: readonly Drive[] | undefined, existing: Job | undefined): readonly Drive[] {
    const known = new Map(existing?.properties.driveList?.map((drive) => [drive.driveId, drive]));
    const merged = (sent ?? []).map((drive) => ({
        state: "Specified",
        ...known.get(drive.driveId),
        driveId: drive.driveId,
        ...definedOnly({
            bitLockerKey: drive.bitLockerKey,
            manifestFile: drive.manifestFile,
            manifestHash: drive.manifestHash,
            driveHeaderHash: drive.driveHeaderHash,
        }),
    }));
    if (drivesWithoutKey(merged).length > 0) {
        throw refused("driveList", "needs a bitLockerKey for every drive that is new to the job");
    }
    return merged;
}

function existingDrives(existing: Job | undefined): readonly Drive[] {
    return existing?.properties.driveList ?? [];
}

function patchedProperties(
    properties: JobProperties,
    asked: Readonly<Record<string, unknown>>,
): JobProperties {
    const touched = patchableProperties.filter((name) => asked[name] !== undefined);
    const merged = Object.fromEntries(
        touched.map((name) => [
            name,
            mergePatch(properties[name as keyof JobProperties], asked[name]),
        ]),
    );
    const removed = Object.fromEntries(
        touched.filter((name) => merged[name] === undefined).map((name) => [name, undefined]),
    );
    const checked = checkPatched(definedOnly(merged));
    const { driveList, returnAddress, ...rest } = checked;
    if (driveList && properties.jobType === "Export") {
        throw refused("driveList", "is not specified for an export job");
    }
    if (properties.jobType === "Import" && touched.includes("driveList") && !driveList?.length) {
        throw refused("driveList", "is required for an import job: one to ten drives");
    }
    return {
        ...properties,
        ...removed,
        ...rest,
        ...(returnAddress ? { returnAddress: picked(returnAddress, { streetAddress2: "" }) } : {}),
        ...(driveList ? { driveList: drives(driveList, { properties } as Job) } : {}),
        logLevel: touched.includes("logLevel")
            ? (checked.logLevel ?? "Error")
            : properties.logLevel,
        backupDriveManifest: touched.includes("backupDriveManifest")
            ? (checked.backupDriveManifest ?? false)
            : properties.backupDriveManifest,
    };
}

/** RFC 7396: members merge, null takes away, anything else replaces. */
function mergePatch(target: unknown, patch: unknown): unknown {
    if (patch === null) return undefined;
    if (typeof patch !== "object" || Array.isArray(patch)) return patch;
    const before = typeof target === "object" && !Array.isArray(target) ? target : {};
    const merged = new Map<string, unknown>(Object.entries(before ?? {}));
    for (const [name, value] of Object.entries(patch as Record<string, unknown>)) {
        merged.set(name, mergePatch(merged.get(name), value));
    }
    return definedOnly(Object.fromEntries(merged));
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

function signed(before: SystemData | undefined, { principal, now }: ChangeContext): SystemData {
    const at = new Date(now).toISOString();
    return {
        createdBy: before?.createdBy ?? principal.name,
        createdByType: before?.createdByType ?? principal.type,
        createdAt: before?.createdAt ?? at,
        lastModifiedBy: principal.name,
        lastModifiedByType: principal.type,
        lastModifiedAt: at,
    };
}

function picked<T extends object>(sent: T, defaults: Partial<T>): T {
    return { ...defaults, ...sent };
}

function definedOnly<T extends object>(record: T): Partial<T> {
    return Object.fromEntries(
        Object.entries(record).filter(([, value]) => value !== undefined),
    ) as Partial<T>;
}
