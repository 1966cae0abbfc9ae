import { definedOnly } from "../job/defined";
import { filledIn } from "../job/lastKnown";
import { sameIgnoringCase } from "../job/sameness";
import type { CustomerDiskDetails, DataDetails, ImportDisk } from "./model";
import { isShipped } from "./observation";

/**
 * What the service is told and does not give back: the disks' keys, the carrier account and share passwords (recorded,
 * and `x-ms-secret` in the API description). The last known ones stay with what they belong to, so that they are neither
 * lost nor taken for a change.
 */

/** The details as the service shows them, with what is known of the rest. */
export function withWriteOnly(
    details: CustomerDiskDetails,
    known: CustomerDiskDetails,
): CustomerDiskDetails {
    const carrier = details.returnToCustomerPackageDetails;
    return definedOnly({
        ...details,
        importDiskDetailsCollection: disksWithKeys(
            details.importDiskDetailsCollection,
            known.importDiskDetailsCollection,
        ),
        dataImportDetails: withPasswords(details.dataImportDetails, known.dataImportDetails),
        dataExportDetails: withPasswords(details.dataExportDetails, known.dataExportDetails),
        returnToCustomerPackageDetails:
            carrier &&
            withKnown(carrier, known.returnToCustomerPackageDetails, "carrierAccountNumber"),
        // Assumed to be shown once it is announced; what was accepted is not forgotten, nor blanked with the order's end.
        deliverToDcPackageDetails: isShipped(details)
            ? filledIn(details.deliverToDcPackageDetails, known.deliverToDcPackageDetails)
            : (known.deliverToDcPackageDetails ?? details.deliverToDcPackageDetails),
    });
}

function disksWithKeys(
    disks: CustomerDiskDetails["importDiskDetailsCollection"],
    known: CustomerDiskDetails["importDiskDetailsCollection"],
): Record<string, ImportDisk> | undefined {
    if (!disks) return undefined;
    const ofSerial = (serial: string) =>
        Object.entries(known ?? {}).find(([one]) => sameIgnoringCase(one, serial))?.[1];
    return Object.fromEntries(
        Object.entries(disks).map(([serial, disk]) => [
            serial,
            withKnown(disk, ofSerial(serial), "bitLockerKey"),
        ]),
    );
}

function withPasswords(
    shown: DataDetails[] | undefined,
    known: DataDetails[] | undefined,
): DataDetails[] | undefined {
    return shown?.map((one, index) => {
        const account = one.accountDetails;
        const theirs = known?.[index]?.accountDetails;
        if (!account) return one;
        return { ...one, accountDetails: withKnown(account, theirs, "sharePassword") };
    });
}

/** The object with its known value for `key`, unless the service gave one; an empty text is none. */
function withKnown<T extends Record<string, unknown>>(
    shown: T,
    known: Record<string, unknown> | undefined,
    key: string,
): T {
    const given = shown[key] === "" ? undefined : shown[key];
    const value = given ?? known?.[key] ?? shown[key];
    return value === undefined ? shown : { ...shown, [key]: value };
}
