import { wordsOf } from "../job/creationIdentity";
import { withDefaults } from "../job/defined";
import {
    compareImmutable,
    differs,
    stateOnlyInputs,
    type Sameness,
    type Immutable as ImmutableOf,
} from "../job/differences";
import { covers, sameDate, sameIgnoringCase, sameLocation } from "../job/sameness";
import { tagsDiffer } from "../job/tags";
import { hasUnknown } from "../job/unknowns";
import { deletionDefaults } from "./model";
import type {
    CustomerDiskDeletion,
    CustomerDiskDetails,
    CustomerDiskInputs,
    CustomerDiskOutputs,
    ImportDisk,
} from "./model";

/**
 * What stands between a job as it is and a job as the program wants it.
 *
 * "As it is" is what the service said at the last look. A property that the program leaves out is
 * no opinion, except `tags`, the disks of an import and `deletion`; what the service adds by itself is none either.
 */
export interface Changes {
    /** Inputs that the service cannot change on a job that exists: another job is needed. */
    readonly replaces: readonly string[];
    /** Immutable inputs that are not known yet (preview): judged when they are. */
    readonly notToldYet: readonly string[];
    /** Inputs that one PATCH changes. */
    readonly patches: readonly string[];
    /** Whether the shipment is to be announced, or its tracking details are others. */
    readonly ships: boolean;
    /** Inputs that live in the checkpoint only. */
    readonly stateOnly: readonly string[];
}

/** A job as it is, in the terms that changes are judged by; outputs fit. */
export type Current = Pick<
    CustomerDiskOutputs,
    | "name"
    | "resourceGroupName"
    | "subscriptionId"
    | "location"
    | "tags"
    | "identity"
    | "sku"
    | "transferType"
    | "deliveryType"
    | "deliveryInfo"
    | "details"
    | "managedTags"
    | "deletion"
    | "adoptExisting"
    | "formerOwner"
>;

/** Azure never gives a key back: one that was never seen cannot be told from the program's. */
const sameKey: Sameness = (key, wanted) =>
    key === undefined || key === null || key === "" || key === wanted;

/** Ids in the accounts of a job, and what is not given back. */
const accountKeys: Readonly<Record<string, Sameness>> = {
    storageAccountId: sameIgnoringCase,
    stagingStorageAccountId: sameIgnoringCase,
    resourceGroupId: sameIgnoringCase,
    sharePassword: sameKey,
};

type Immutable = ImmutableOf<Current, CustomerDiskInputs>;

/** Immutable inputs. Source: `JobResourceUpdateParameter` has none of them. */
const immutable: Readonly<Record<string, Immutable>> = {
    resourceGroupName: input("resourceGroupName", sameIgnoringCase),
    jobName: {
        now: (current) => current.name,
        wanted: (inputs) => inputs.jobName,
        same: sameIgnoringCase,
    },
    subscriptionId: input("subscriptionId", sameIgnoringCase),
    location: input("location", sameLocation),
    "sku.name": {
        now: (current) => current.sku?.name,
        wanted: (inputs) => inputs.sku?.name,
        same: sameIgnoringCase,
    },
    transferType: input("transferType", sameIgnoringCase),
    deliveryType: input("deliveryType", sameIgnoringCase),
    deliveryInfo: input("deliveryInfo", (service, program) =>
        covers(service, program, { scheduledDateTime: sameDate }),
    ),
    "details.importDiskDetailsCollection": detail("importDiskDetailsCollection", sameDisks),
    "details.dataImportDetails": detail("dataImportDetails", (service, program) =>
        covers(service, program, accountKeys),
    ),
    "details.dataExportDetails": detail("dataExportDetails", (service, program) =>
        covers(service, program, accountKeys),
    ),
    "details.enableManifestBackup": detail(
        "enableManifestBackup",
        (service, program) => (service ?? false) === program,
    ),
    "details.expectedDataSizeInTeraBytes": detail(
        "expectedDataSizeInTeraBytes",
        (service, program) => (service ?? 0) === program,
    ),
};

/** The names of {@link immutable} inputs, for the policies and the documentation. */
export const immutableInputs: readonly string[] = Object.keys(immutable);

function input(name: keyof Current & keyof CustomerDiskInputs, same: Sameness): Immutable {
    return { now: (current) => current[name], wanted: (inputs) => inputs[name], same };
}

function detail(name: keyof CustomerDiskDetails & string, same: Sameness): Immutable {
    return {
        now: (current) => current.details[name],
        wanted: (inputs) => inputs.details[name],
        same,
    };
}

/** The disks of an import, by serial number: all of them, and no other. */
function sameDisks(service: unknown, program: unknown): boolean {
    const known = Object.entries((service ?? {}) as Record<string, ImportDisk>);
    const wanted = Object.entries(program as Record<string, ImportDisk>);
    return (
        known.length === wanted.length &&
        wanted.every(([serial, disk]) => {
            const [, theirs] = known.find(([one]) => sameIgnoringCase(one, serial)) ?? [];
            const same = { manifestHash: sameIgnoringCase, bitLockerKey: sameKey };
            return theirs !== undefined && covers(theirs, disk, same);
        })
    );
}

/** Details that one PATCH changes, each with its idea of sameness. Source: `UpdateJobDetails`. */
const patchable: Readonly<Record<string, Sameness>> = {
    contactDetails: (service, program) =>
        isWiped(service) || covers(service, program, { notificationPreference: samePreferences }),
    shippingAddress: (service, program) =>
        covers(service, program, { country: sameIgnoringCase, addressType: sameIgnoringCase }),
    returnToCustomerPackageDetails: (service, program) =>
        covers(service, program, { carrierAccountNumber: sameKey }),
    keyEncryptionKey: (service, program) =>
        covers(service, program, {
            kekVaultResourceID: sameIgnoringCase,
            resourceId: sameIgnoringCase,
        }),
    preferences: covers,
    reverseShippingDetails: covers,
};

/**
 * Whether the service has removed the contact: it does so once a job is over ("The contact person and work phone are
 * removed from completed or canceled orders"), and answers with a blank name. No job can be ordered with one.
 */
export function isWiped(contact: unknown): boolean {
    if (typeof contact !== "object" || contact === null) return false;
    const { contactName, emailList } = contact as Record<string, unknown>;
    const isBlank = typeof contactName !== "string" || contactName.trim() === "";
    return isBlank && (!Array.isArray(emailList) || emailList.length === 0);
}

/** The service adds stages of its own to the list. */
function samePreferences(service: unknown, program: unknown): boolean {
    const list: readonly unknown[] = Array.isArray(service) ? service : [];
    return (
        Array.isArray(program) &&
        program.every((wanted: unknown) => list.some((one) => covers(one, wanted)))
    );
}

function sameIdentity(service: unknown, program: unknown): boolean {
    const wanted = program as NonNullable<CustomerDiskInputs["identity"]>;
    const now = service as { type?: unknown } | null | undefined;
    const known = Object.keys(identitiesOf(service));
    const ids = wanted.userAssignedIdentities;
    return (
        (wanted.type === undefined || sameLocation(now?.type ?? "None", wanted.type)) &&
        (ids === undefined ||
            (ids.length === known.length &&
                ids.every((id) => known.some((one) => sameIgnoringCase(one, id)))))
    );
}

/** The whole difference. Reads no service. */
export function changesBetween(current: Current, inputs: CustomerDiskInputs): Changes {
    return {
        ...compareImmutable(immutable, current, inputs),
        patches: patchedInputs(current, inputs),
        ships: announcesShipment(current, inputs),
        stateOnly: stateOnlyInputs(current, inputs, deletionDefaults(wordsOf(inputs.owner))),
    };
}

function patchedInputs(current: Current, inputs: CustomerDiskInputs): string[] {
    const changed = Object.entries(patchable)
        .filter(([name, same]) => differs(current.details[name], inputs.details[name], same))
        .map(([name]) => `details.${name}`);
    if (differs(current.identity, inputs.identity, sameIdentity)) changed.push("identity");
    if (tagsDiffer(current, inputs)) changed.push("tags");
    return changed;
}

/** Whether the program announces a shipment, or tracking details, that the service does not know of yet. */
export function announcesShipment(
    current: Pick<Current, "details">,
    inputs: Pick<CustomerDiskInputs, "deliverToDcPackageDetails">,
): boolean {
    const wanted = inputs.deliverToDcPackageDetails;
    if (hasUnknown(wanted)) return true;
    return differs(current.details.deliverToDcPackageDetails, wanted, covers);
}

/** The deletion options of a program with every default filled in. */
export function resolveDeletion(
    given: Partial<CustomerDiskDeletion> | undefined,
    owner: string,
): CustomerDiskDeletion {
    return withDefaults(deletionDefaults(wordsOf(owner)), given);
}

/** The user-assigned identities of a job as the service shows it. */
export function identitiesOf(identity: unknown): Record<string, unknown> {
    const shown = identity as { userAssignedIdentities?: unknown } | null | undefined;
    return (shown?.userAssignedIdentities ?? {}) as Record<string, unknown>;
}
