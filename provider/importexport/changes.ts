import { deletionDefaults } from "./model";
import type { Deletion, Drive, JobInputs, JobOutputs, JobProperties } from "./model";
import { isUnsetState } from "./propertiesValidation";
import { withDefaults } from "../job/defined";
import {
    compareImmutable,
    differs,
    stateOnlyInputs,
    type Sameness,
    type Immutable,
} from "../job/differences";
import { covers, sameDate, sameIgnoringCase, sameLocation, sameText } from "../job/sameness";
import { tagsDiffer } from "../job/tags";
import { hasUnknown, isUnknown } from "../job/unknowns";

/**
 * What stands between a job as it is and a job as the program wants it.
 *
 * "As it is" is what the service said at the last look. A property that the program leaves out is
 * no opinion, except `tags`, `driveList` and `deletion`.
 */
export interface Changes {
    /** Inputs that the service cannot change on a job that exists: another job is needed. */
    readonly replaces: readonly string[];
    /** Immutable inputs that are not known yet (preview): judged when they are. */
    readonly notToldYet: readonly string[];
    /** Inputs that one PATCH changes. */
    readonly patches: readonly string[];
    /** Inputs that live in the checkpoint only. */
    readonly stateOnly: readonly string[];
}

/** A job as it is, in the terms that changes are judged by; outputs fit. */
export type Current = Pick<
    JobOutputs,
    | "name"
    | "resourceGroupName"
    | "subscriptionId"
    | "location"
    | "tags"
    | "properties"
    | "state"
    | "cancelRequested"
    | "managedTags"
    | "deletion"
    | "adoptExisting"
    | "formerOwner"
>;

/** Immutable inputs. Source: `UpdateJobParameters` has none of them. */
const immutable: Readonly<Record<string, Immutable<Current, JobInputs>>> = {
    resourceGroupName: {
        now: (current) => current.resourceGroupName,
        wanted: (inputs) => inputs.resourceGroupName,
        same: sameIgnoringCase,
    },
    jobName: {
        now: (current) => current.name,
        wanted: (inputs) => inputs.jobName,
        same: sameIgnoringCase,
    },
    subscriptionId: {
        now: (current) => current.subscriptionId,
        wanted: (inputs) => inputs.subscriptionId,
        same: sameIgnoringCase,
    },
    location: {
        now: (current) => current.location,
        wanted: (inputs) => inputs.location,
        same: sameLocation,
    },
    "properties.storageAccountId": property("storageAccountId", sameIgnoringCase),
    "properties.jobType": property("jobType", sameIgnoringCase),
    "properties.diagnosticsPath": property("diagnosticsPath", sameText),
    "properties.export": property("export", (service, program) =>
        covers(flatExport(service), program),
    ),
    "properties.encryptionKey": property("encryptionKey", (service, program) =>
        covers(service, program, { kekVaultResourceID: sameIgnoringCase }),
    ),
};

/** The names of {@link immutable} inputs, for the policies and the documentation. */
export const immutableInputs: readonly string[] = Object.keys(immutable);

function property(name: keyof JobProperties, same: Sameness) {
    return {
        now: (current: Current) => current.properties[name],
        wanted: (inputs: JobInputs) => inputs.properties[name],
        same,
    };
}

/** ARM nests the two lists under `blobList`; azure-native, and so our inputs, do not. */
export function flatExport(service: unknown): unknown {
    const { blobList, ...rest } = (service ?? {}) as Record<string, unknown>;
    return { ...rest, ...(blobList as Record<string, unknown> | undefined) };
}

/** Properties that one PATCH changes, each with its idea of sameness. Source: `UpdateJobParameters`. */
const patchable: Readonly<Partial<Record<keyof JobProperties, Sameness>>> = {
    returnAddress: covers,
    returnShipping: covers,
    deliveryPackage: (service, program) => covers(service, program, { shipDate: sameDate }),
    logLevel: sameIgnoringCase,
    backupDriveManifest: (service, program) => (service ?? false) === program,
};

/** The whole difference. Reads no service. */
export function changesBetween(current: Current, inputs: JobInputs): Changes {
    return {
        ...compareImmutable(immutable, current, inputs),
        patches: patchedInputs(current, inputs),
        stateOnly: stateOnlyInputs(current, inputs, deletionDefaults),
    };
}

function patchedInputs(current: Current, inputs: JobInputs): string[] {
    const wanted = inputs.properties;
    const changed = Object.entries(patchable)
        .filter(([name, same]) => {
            const key = name as keyof JobProperties;
            return differs(current.properties[key], wanted[key], same);
        })
        .map(([name]) => `properties.${name}`);
    if (drivesDiffer(current, wanted)) changed.push("properties.driveList");
    if (announcesShipment(current, wanted)) changed.push("properties.state");
    if (asksForCancellation(current, wanted)) changed.push("properties.cancelRequested");
    if (tagsDiffer(current, inputs)) changed.push("tags");
    return changed;
}

/**
 * Whether the program announces a shipment that the service does not know of yet. A job that is to
 * be cancelled is not shipped.
 */
export function announcesShipment(current: Pick<Current, "state">, wanted: JobProperties): boolean {
    if (wanted.cancelRequested === true) return false;
    if (isUnknown(wanted.state)) return true;
    return !isUnsetState(wanted.state) && current.state === "Creating";
}

/** Whether the program asks for a cancellation that has not been asked for yet. */
export function asksForCancellation(
    current: Pick<Current, "cancelRequested">,
    wanted: JobProperties,
): boolean {
    if (isUnknown(wanted.cancelRequested)) return true;
    return wanted.cancelRequested === true && !current.cancelRequested;
}

function drivesDiffer(current: Current, wanted: JobProperties): boolean {
    // The drives of an export are Azure's to report.
    if (wanted.jobType === "Export" || wanted.driveList === undefined) return false;
    if (hasUnknown(wanted.driveList)) return true;
    const drives = current.properties.driveList ?? [];
    return (
        drives.length !== wanted.driveList.length ||
        wanted.driveList.some((drive) => {
            const known = drives.find((one) => sameIgnoringCase(one.driveId, drive.driveId));
            return !known || !sameDrive(known, drive);
        })
    );
}

function sameDrive(known: Drive, drive: Drive): boolean {
    return covers(known, drive, {
        driveId: sameIgnoringCase,
        manifestHash: sameIgnoringCase,
        // Azure never gives a key back: one that was never seen cannot be told from the program's.
        bitLockerKey: (key, wanted) => key === undefined || key === wanted,
    });
}

/** The deletion options of a program with every default filled in. */
export function resolveDeletion(given: Partial<Deletion> | undefined): Deletion {
    return withDefaults(deletionDefaults, given);
}
