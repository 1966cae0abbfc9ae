/** How the rows of propertyTable.ts that need more than a line compare values, and tell an input from what Azure shows. */
import { only, withoutBlanks } from "../job/lastKnown";
import type { ComparedOutputs } from "../job/jobShape";
import type { Sameness } from "../job/propertyTable";
import { covers, sameIgnoringCase, sameLocation } from "../job/sameness";
import type {
    CustomerDiskInputs,
    CustomerDiskOutputs,
    DataDetails,
    ImportDisk,
    OrderedOutputs,
} from "./model";

type Wire = Record<string, unknown>;

/** A job as it is, in the terms that changes are judged by; outputs fit. */
export type Current = Pick<CustomerDiskOutputs, ComparedOutputs | OrderedOutputs>;

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

/** What can be given of a person (`ContactInfo`). */
export const personParts = ["contactName", "phone", "phoneExtension", "mobile"];

/** What can be given in an address as a text, each with an example. */
export const addressExamples: Readonly<Record<string, string>> = {
    streetAddress1: '"1 Example Street"',
    country: '"US"',
    streetAddress2: '"Gate 4"',
    streetAddress3: '"Hall B"',
    city: '"Redmond"',
    stateOrProvince: '"WA"',
    postalCode: '"98007"',
    zipExtendedCode: '"1234"',
    companyName: '"Example Archive"',
    taxIdentificationNumber: "the number, as a string",
};
function isExport({ transferType }: Current): boolean {
    return sameIgnoringCase(transferType, "ExportFromAzure");
}

/** What is shown, without blanks; an empty object says that there is nothing. */
export function shownAs(value: unknown): unknown {
    return withoutBlanks(value) ?? value;
}

/** The contact; one that Azure has removed tells nothing. */
export function givenContact(shown: unknown): unknown {
    if (isWiped(shown)) return undefined;
    const isUsual = (stages: unknown) =>
        Array.isArray(stages) &&
        stages.length === usualStages.length &&
        stages.every(
            ({ stageName, sendNotification }: Wire) =>
                sendNotification === true && usualStages.includes(stageName as string),
        );
    return without(shown, "notificationPreference", isUsual);
}

/** The stages of which Azure tells the contact where a program says nothing. Source: recorded answers. */
const usualStages = ["AtAzureDC", "DataCopy", "Created", "ShippedToCustomer"];

/** The address. */
export function givenAddress(shown: unknown): unknown {
    return without(shown, "addressType", (type) => type === "None");
}

/** The accounts that the data of an import goes to. */
export function givenImport(shown: unknown, current: Current): unknown {
    return isExport(current) ? undefined : (shown as DataDetails[] | undefined)?.map(dataOf);
}

/** The accounts that the data of an export comes from. */
export function givenExport(shown: unknown, current: Current): unknown {
    return isExport(current) ? (shown as DataDetails[] | undefined)?.map(dataOf) : undefined;
}

function dataOf(shown: DataDetails): unknown {
    return without(shown, "logCollectionLevel", (level) => level === "Error");
}

/** What is shown, without what Azure has filled in. */
function without(shown: unknown, name: string, isFilledIn: (value: unknown) => boolean): unknown {
    const { [name]: value, ...others } = (shownAs(shown) ?? {}) as Wire;
    if (shown === undefined || shown === null) return undefined;
    return isFilledIn(value) ? others : shownAs(shown);
}

/** The disks as a program gives them; those of an export are Azure's to report. */
export function givenDisks(
    shown: unknown,
    current: Current,
    parts: readonly string[],
): Wire | undefined {
    if (!shown || isExport(current)) return undefined;
    const inputsOf = (disk: ImportDisk) => withoutBlanks(only(disk, parts)) ?? {};
    return Object.fromEntries(
        Object.entries(shown as Record<string, ImportDisk>).map(([serial, disk]) => [
            serial,
            inputsOf(disk),
        ]),
    );
}

/** The other address that the disks are to go back to. */
export function givenReverse(shown: unknown, parts: readonly string[]): unknown {
    if (shown === undefined || shown === null) return undefined;
    return withoutBlanks(only(shown, parts)) ?? {};
}

/** ARM shows the user-assigned identities as a map; the input is a list. */
export function givenIdentity(shown: unknown): Wire | undefined {
    if (shown === undefined || shown === null) return undefined;
    const ids = Object.keys(identitiesOf(shown));
    return {
        ...only(shown, ["type"]),
        ...(ids.length > 0 && { userAssignedIdentities: ids }),
    };
}
