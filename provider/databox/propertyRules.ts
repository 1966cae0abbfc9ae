/** How the rows of properties.ts that need more than a line compare two values. */
import type { Sameness } from "../job/properties";
import { covers, sameIgnoringCase, sameLocation } from "../job/sameness";
import type { CustomerDiskInputs, CustomerDiskOutputs, ImportDisk } from "./model";

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
export const sameKey: Sameness = (key, wanted) =>
    key === undefined || key === null || key === "" || key === wanted;

/** Ids in the accounts of a job, and what is not given back. */
const accountKeys: Readonly<Record<string, Sameness>> = {
    storageAccountId: sameIgnoringCase,
    stagingStorageAccountId: sameIgnoringCase,
    resourceGroupId: sameIgnoringCase,
    sharePassword: sameKey,
};

/** The accounts that data goes to, or comes from. */
export function sameAccounts(service: unknown, program: unknown): boolean {
    return covers(service, program, accountKeys);
}

/** The disks of an import, by serial number: all of them, and no other. */
export function sameDisks(service: unknown, program: unknown): boolean {
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

/** The stages that somebody is told of. The service adds some of its own. */
export function samePreferences(service: unknown, program: unknown): boolean {
    const list: readonly unknown[] = Array.isArray(service) ? service : [];
    return (
        Array.isArray(program) &&
        program.every((wanted: unknown) => list.some((one) => covers(one, wanted)))
    );
}

/** The kind of identity, and which ones. */
export function sameIdentity(service: unknown, program: unknown): boolean {
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

/** The user-assigned identities of a job as the service shows it. */
export function identitiesOf(identity: unknown): Record<string, unknown> {
    const shown = identity as { userAssignedIdentities?: unknown } | null | undefined;
    return (shown?.userAssignedIdentities ?? {}) as Record<string, unknown>;
}

/** Whether the value holds a share password. */
export function holdsPassword(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    return Object.entries(value).some(
        ([key, inner]) =>
            (key === "sharePassword" && inner !== undefined && inner !== null) ||
            holdsPassword(inner),
    );
}

/** Whether these tracking details are those of an announced shipment. */
export function isAnnounced(parcel: unknown): boolean {
    const { trackingId, carrierName } = (parcel ?? {}) as Record<string, unknown>;
    return Boolean(trackingId) || Boolean(carrierName);
}
