import type { ArmJob } from "../job/armJob";
import type { ArmJobPatch, ArmJobRequest } from "./jobsClient";
import { definedOnly } from "../job/defined";
import type { Changes } from "../job/changes";
import { tagsToWrite } from "../job/tags";
import type { JobInputs, JobOutputs, JobProperties } from "./model";

/**
 * The bodies that are sent. Only what the program gives goes onto the wire: the API description's
 * defaults (`cancelRequested: false`, `backupDriveManifest: false`) would overwrite the service's.
 */

/** The PUT of a new job (`PutJobParameters`). `state` is announced later, by a PATCH. */
export function creationRequest(inputs: JobInputs, owner: string | undefined): ArmJobRequest {
    const { state: _state, cancelRequested: _cancelRequested, ...properties } = inputs.properties;
    return {
        location: inputs.location,
        tags: tagsToWrite({ tags: undefined, managedTags: [] }, inputs, owner),
        properties: definedOnly({ ...properties, export: armExport(properties.export) }),
    };
}

/** The PATCH for these changes (`UpdateJobParameters`). A shipment carries what it depends on. */
export function changeRequest(
    changes: Pick<Changes, "patches">,
    inputs: JobInputs,
    current: Pick<JobOutputs, "tags" | "managedTags">,
    owner: string | undefined,
): ArmJobPatch {
    const patch: ArmJobPatch = {};
    const names = changes.patches
        .filter((name) => name.startsWith("properties."))
        .map((name) => name.slice("properties.".length) as keyof JobProperties);
    if (names.includes("state")) names.push("returnAddress", "deliveryPackage");
    if (names.length > 0) {
        patch.properties = definedOnly(
            Object.fromEntries(names.map((name) => [name, inputs.properties[name]])),
        );
    }
    if (changes.patches.includes("tags")) patch.tags = tagsToWrite(current, inputs, owner);
    return patch;
}

/** The PATCH that asks for the cancellation: the one legal value. */
export const cancellationRequest: ArmJobPatch = { properties: { cancelRequested: true } };

function armExport(selection: JobProperties["export"]): ArmJob["properties"] {
    if (!selection) return undefined;
    const { blobPath, blobPathPrefix, blobListBlobPath } = selection;
    const blobList = definedOnly({ blobPath, blobPathPrefix });
    return definedOnly({
        blobList: Object.keys(blobList).length > 0 ? blobList : undefined,
        blobListBlobPath,
    });
}
