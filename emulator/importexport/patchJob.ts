import { signed } from "../jobs/changeContext";
import { definedOnly } from "../jobs/definedOnly";
import { oneOfEachName } from "../jobs/tagNames";
import { mergedDrives, refusedProperty } from "./drives";
import type { Job, JobProperties } from "./job";
import { checkPatched, patchableProperties, readPatchBody } from "./requestSchemas";
import { announcesShipment, checkCancellation, type JobChange } from "./rules";

/** The job that a PATCH makes. @throws ArmError */
export function patchJob(job: Job, body: unknown, context: JobChange): Job {
    const patch = readPatchBody(body);
    const asked = patch.properties ?? {};
    const changed: Job = {
        ...job,
        // A PATCH of tags replaces them all (Resource Manager RPC).
        tags: patch.tags === undefined ? job.tags : (oneOfEachName(patch.tags) ?? undefined),
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
        throw refusedProperty("driveList", "is not specified for an export job");
    }
    if (properties.jobType === "Import" && touched.includes("driveList") && !driveList?.length) {
        throw refusedProperty("driveList", "is required for an import job: one to ten drives");
    }
    return {
        ...properties,
        ...removed,
        ...rest,
        ...(returnAddress ? { returnAddress: { streetAddress2: "", ...returnAddress } } : {}),
        ...(driveList ? { driveList: mergedDrives(driveList, properties.driveList) } : {}),
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
