/** What a program is told about a move from Import/Export: what gets lost, and what to look at. Names no value. */
import type { DriveArgs, JobArgs } from "../importexport/jobArgs";
import { isIsoCountry } from "./isoCountry";
import { isLater } from "../dynamic/laterInputs";

/** Arguments of a classic job that a customer-disk job has no place for. `*` is every member of a list. */
const withoutCounterpart: readonly [path: string, why: string][] = [
    [
        "properties.diagnosticsPath",
        "the service chooses where its logs go, and links them in details.copyLogDetails",
    ],
    ["properties.driveList.*.driveHeaderHash", "disks have no such hash"],
    ["properties.deliveryPackage.driveCount", "the disks are counted by the list of them"],
    ["properties.deliveryPackage.shipDate", "the service takes the carrier and the number only"],
    ["properties.cancelRequested", "an order is cancelled when its resource is deleted"],
];

/**
 * What was given and gets lost, each with its path and the reason.
 *
 * @param fittingName what becomes of a name
 */
export function lostOnTheWay(args: JobArgs, fittingName: (name: string) => string): string[] {
    const lost = withoutCounterpart.flatMap(([path, why]) =>
        find(args, path.split("."), "").map((found) => `${found}: ${why}.`),
    );
    return [...lost, ...lostName(args.jobName, fittingName), ...lostParcel(args.properties)];
}

function lostName(name: unknown, fittingName: (name: string) => string): string[] {
    if (isLater(name))
        return ["jobName, if it does not have 3 to 24 characters: it is made to fit."];
    if (typeof name !== "string" || fittingName(name) === name) return [];
    return [
        `jobName: "${name}" has ${name.length} characters, and 3 to 24 are allowed; the order is called "${fittingName(name)}".`,
    ];
}

/** A parcel that is not announced: there is no place to note one down. */
function lostParcel(properties: JobArgs["properties"]): string[] {
    if (isLater(properties) || properties === undefined) return [];
    const { deliveryPackage, state } = properties as { deliveryPackage?: unknown; state?: unknown };
    if (deliveryPackage === undefined || state === "Shipping") return [];
    const which = isLater(state) ? ', unless state is "Shipping"' : "";
    return [
        `properties.deliveryPackage${which}: the parcel is not announced yet. When it is in the post, give it as ` +
            "deliverToDcPackageDetails, which is final.",
    ];
}

/** Where the argument is given, with indexes. One inside something that is known later only may be given. */
function find(value: unknown, [key, ...rest]: readonly string[], path: string): string[] {
    if (value === undefined || value === null || value === false) return [];
    if (key === undefined) return [path];
    if (isLater(value)) return [`${[path, key, ...rest].join(".")}, if it is given`];
    if (key === "*") {
        const members = Array.isArray(value) ? (value as unknown[]) : [];
        return members.flatMap((member, index) => find(member, rest, `${path}[${index}]`));
    }
    const inner = (value as Record<string, unknown>)[key];
    return find(inner, rest, path === "" ? key : `${path}.${key}`);
}

/** What a customer-disk job needs, or writes in another way. Looks only at what is known at once. */
export function toCheckAfter(args: JobArgs): string[] {
    if (isLater(args.properties))
        return ["properties: known later only, so nothing was looked at."];
    const properties = (args.properties ?? {}) as Record<string, unknown>;
    const missing = (
        [
            ["jobType", "transferType", "a job has one of two directions"],
            ["storageAccountId", "details.dataImportDetails", "the data needs an account"],
            ["returnAddress", "details.contactDetails", "needed from the creation on"],
            ["returnShipping", "details.returnToCustomerPackageDetails", "needed for the way back"],
        ] as const
    )
        .filter(([from]) => properties[from] === undefined)
        .map(([from, to, why]) => `${to}: ${why}, and properties.${from} is not given.`);
    return [
        ...missing,
        ...countryToCheck(properties.returnAddress),
        ...disksToCheck(properties.driveList),
        ...selectionToCheck(properties),
        ...keyToCheck(properties.encryptionKey),
        ...shipmentToCheck(properties),
    ];
}

/** An announced shipment comes along, and the disks that it tells of may be on their way to the old job. */
function shipmentToCheck({ state, deliveryPackage }: Record<string, unknown>): string[] {
    if (deliveryPackage === undefined || (state !== "Shipping" && !isLater(state))) return [];
    const which = isLater(state) ? ', where properties.state is "Shipping"' : "";
    return [
        `deliverToDcPackageDetails${which}: the update that orders the job announces the shipment too, which is final. Leave it out until the disks travel to the new order.`,
    ];
}

function countryToCheck(address: unknown): string[] {
    const country = plainObject(address).countryOrRegion;
    if (typeof country !== "string" || isIsoCountry(country)) return [];
    return [
        'details.shippingAddress.country: an ISO code of two letters, such as "US" (the United Kingdom is "GB"); properties.returnAddress.countryOrRegion is none.',
    ];
}

function disksToCheck(driveList: unknown): string[] {
    const drives = Array.isArray(driveList) ? (driveList as unknown[]) : [];
    return drives.flatMap((drive, index) => {
        if (isLater(drive)) return [];
        const { bitLockerKey, manifestFile, manifestHash } = plainObject(drive) as DriveArgs;
        const needed = { bitLockerKey, manifestFile, manifestHash };
        const missing = Object.entries(needed).filter(([, value]) => value === undefined);
        return missing.map(
            ([name]) =>
                `details.importDiskDetailsCollection: each disk needs ${name}, and properties.driveList[${index}] has none.`,
        );
    });
}

function selectionToCheck({ jobType, export: selection }: Record<string, unknown>): string[] {
    if (jobType !== "Export" || isLater(selection)) return [];
    const { blobPath, blobPathPrefix, blobListBlobPath } = plainObject(selection);
    if (blobPath ?? blobPathPrefix ?? blobListBlobPath) return [];
    return ["details.dataExportDetails: properties.export selects nothing."];
}

function keyToCheck(key: unknown): string[] {
    if (plainObject(key).kekType !== "CustomerManaged") return [];
    return [
        "identity, details.keyEncryptionKey.identityProperties: the service reads a customer's key as an identity.",
    ];
}

function plainObject(value: unknown): Record<string, unknown> {
    return typeof value === "object" && value !== null && !isLater(value)
        ? (value as Record<string, unknown>)
        : {};
}
