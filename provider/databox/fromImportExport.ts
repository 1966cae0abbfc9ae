/**
 * From Azure Import/Export to Data Box: the arguments of a classic job, as those of a customer-disk job. It is a new
 * order; the service moves none. The way in steps: docs/migration.md.
 */
import { createHash } from "node:crypto";
import type { Input } from "@pulumi/pulumi";
import { definedOnly } from "../job/defined";
import type {
    DeliveryPackageArgs,
    DriveArgs,
    EncryptionKeyArgs,
    ExportArgs,
    JobArgs,
    JobPropertiesArgs,
    ReturnAddressArgs,
} from "../importexport/jobArgs";
import type {
    CustomerDiskJobArgs,
    CustomerDiskJobDetailsArgs,
    DataExportDetailsArgs,
    DataImportDetailsArgs,
    DeliverToDcPackageDetailsArgs,
    ImportDiskDetailsArgs,
    KeyEncryptionKeyArgs,
    TransferConfigurationArgs,
} from "./jobArgs";
import { isLater, mapped, whole } from "../dynamic/laterInputs";
import { longestJobName } from "./model";
import { lostOnTheWay, toCheckAfter } from "./moveReport";

/** What becomes of a classic job's arguments. */
export interface FromImportExportResult {
    /** For `new CustomerDiskJob(name, args)`. What was secret, or is known later only, still is. */
    readonly args: CustomerDiskJobArgs;
    /** What was given and has no counterpart: each begins with the argument's path, and says why. */
    readonly withoutCounterpart: string[];
    /** What to look at before the first `pulumi up`: what is needed and was not given, or is written otherwise. */
    readonly toCheck: string[];
}

/**
 * Turns the arguments of a `Job` into those of a `CustomerDiskJob`, which orders the same.
 *
 * @throws Error when a drive has no `driveId`, or two have the same one: disks are told apart by it. Where the drives are
 * known later only, the update fails then.
 */
export function fromImportExport(args: JobArgs): FromImportExportResult {
    const properties = args.properties ?? {};
    const { deletion, tags, adoptExisting, subscriptionId, resourceGroupName, location } = args;
    return {
        args: {
            resourceGroupName,
            ...definedOnly({
                jobName: args.jobName && mapped(args.jobName, fittingName),
                location,
                tags,
                deletion,
                adoptExisting,
                subscriptionId,
                deliverToDcPackageDetails: mapped(properties, shipmentOf),
            }),
            transferType: mapped(properties, (all) => mapped(all?.jobType ?? "", transferTypeOf)),
            details: mapped(properties, (all) => detailsOf(all ?? {})),
        },
        withoutCounterpart: lostOnTheWay(args, fittingName),
        toCheck: toCheckAfter(args),
    };
}

/** `jobType`, as Data Box says it. Another word stays as it is: `CustomerDiskJob` refuses it by name. */
function transferTypeOf(jobType: string | undefined): string {
    if (jobType === "Import") return "ImportToAzure";
    return jobType === "Export" ? "ExportFromAzure" : (jobType ?? "");
}

/** Classic names have 2 to 64 characters, these 3 to 24. One that does not fit is cut, and ends in a hash of the whole. */
function fittingName<Name extends string | undefined>(name: Name): Name | string {
    if (name === undefined) return name;
    if (name.length >= 3 && name.length <= longestJobName) return name;
    const hash = createHash("sha256").update(name).digest("hex").slice(0, 6);
    return `${name.slice(0, longestJobName - 7).replace(/-+$/, "")}-${hash}`;
}

/** The parcel, if the classic job announces it: `state: "Shipping"`. Announcing is final with both services. */
function shipmentOf(
    properties: JobPropertiesArgs | undefined,
): Input<DeliverToDcPackageDetailsArgs | undefined> {
    const { state, deliveryPackage } = properties ?? {};
    if (state === undefined || deliveryPackage === undefined) return undefined;
    return mapped(state, (word) =>
        word === "Shipping" ? mapped(deliveryPackage, parcelOf) : undefined,
    );
}

function parcelOf(
    parcel: DeliveryPackageArgs | undefined,
): DeliverToDcPackageDetailsArgs | undefined {
    return parcel && { carrierName: parcel.carrierName, trackingId: parcel.trackingNumber };
}

function detailsOf(properties: JobPropertiesArgs): CustomerDiskJobDetailsArgs {
    const { returnAddress, returnShipping, driveList, encryptionKey } = properties;
    const address = returnAddress && {
        contactDetails: mapped(returnAddress, contactOf),
        shippingAddress: mapped(returnAddress, addressOf),
    };
    return {
        ...(definedOnly({
            ...address,
            importDiskDetailsCollection: driveList && mapped(driveList, disksOf),
            ...dataDetailsOf(properties),
            enableManifestBackup: properties.backupDriveManifest,
            keyEncryptionKey: mapped(encryptionKey, keyOf),
        }) as Pick<CustomerDiskJobDetailsArgs, "contactDetails">),
        returnToCustomerPackageDetails: returnShipping
            ? mapped(returnShipping, (carrier) => definedOnly({ ...carrier }))
            : {},
    };
}

function keyOf(key: EncryptionKeyArgs | undefined): KeyEncryptionKeyArgs | undefined {
    if (!key) return undefined;
    return definedOnly({
        ...key,
        kekType: mapped(key.kekType, (type) => type ?? "MicrosoftManaged"),
    });
}

function contactOf(address: ReturnAddressArgs | undefined) {
    return (
        address && {
            contactName: address.recipientName,
            phone: address.phone,
            emailList: [address.email],
        }
    );
}

function addressOf(address: ReturnAddressArgs | undefined) {
    return (
        address &&
        definedOnly({
            streetAddress1: address.streetAddress1,
            streetAddress2: address.streetAddress2,
            city: address.city,
            stateOrProvince: address.stateOrProvince,
            postalCode: address.postalCode,
            country: address.countryOrRegion,
        })
    );
}

/** The drives by serial number; known later, if one of the numbers is. */
function disksOf(
    drives: Input<DriveArgs>[] | undefined,
): Input<Record<string, Input<ImportDiskDetailsArgs>> | undefined> {
    if (!drives) return undefined;
    const isKnown = drives.every((drive) => !isLater(drive) && !isLater(drive.driveId));
    return isKnown ? bySerialNumber(drives as DriveArgs[]) : whole(drives, bySerialNumber);
}

function bySerialNumber(drives: readonly DriveArgs[]): Record<string, ImportDiskDetailsArgs> {
    const seen = new Set<unknown>();
    const disks = drives.map(({ driveId, bitLockerKey, manifestFile, manifestHash }, index) => {
        const path = `properties.driveList[${index}]`;
        if (typeof driveId !== "string" || driveId === "") {
            throw new Error(`${path} has no driveId; a customer-disk job knows its disks by it.`);
        }
        if (seen.has(driveId)) throw new Error(`${path} has the driveId of another drive.`);
        seen.add(driveId);
        return [driveId, definedOnly({ bitLockerKey, manifestFile, manifestHash })] as const;
    });
    return Object.fromEntries(disks) as Record<string, ImportDiskDetailsArgs>;
}

/** Where the data goes to, or comes from. */
function dataDetailsOf(properties: JobPropertiesArgs): {
    dataImportDetails?: Input<DataImportDetailsArgs[] | undefined>;
    dataExportDetails?: Input<DataExportDetailsArgs[] | undefined>;
} {
    const { jobType, storageAccountId, logLevel } = properties;
    if (jobType === undefined || storageAccountId === undefined) return {};
    const accountDetails = {
        dataAccountType: "StorageAccount" as const,
        storageAccountId: storageAccountId as Input<string>,
    };
    const common = { accountDetails, ...definedOnly({ logCollectionLevel: logLevel }) };
    const exported = (): DataExportDetailsArgs => ({
        ...common,
        transferConfiguration: mapped(properties.export ?? {}, selectionOf),
    });
    if (isLater(jobType)) {
        return {
            dataImportDetails: mapped(jobType, (type) =>
                type === "Import" ? [common] : undefined,
            ),
            dataExportDetails: mapped(jobType, (type) =>
                type === "Export" ? [exported()] : undefined,
            ),
        };
    }
    if (jobType === "Import") return { dataImportDetails: [common] };
    return jobType === "Export" ? { dataExportDetails: [exported()] } : {};
}

/** The selection of an export; the prefix "/" is everything. */
function selectionOf(selection: ExportArgs | undefined): Input<TransferConfigurationArgs> {
    const { blobPath, blobPathPrefix, blobListBlobPath } = selection ?? {};
    return mapped(blobPathPrefix, (prefixes): Input<TransferConfigurationArgs> => {
        const isAllKnown = !prefixes?.some(isLater);
        if (!isAllKnown) return whole<string[], TransferConfigurationArgs>(prefixes, configuration);
        return configuration(prefixes as string[] | undefined);
    });

    function configuration(prefixes: string[] | undefined): TransferConfigurationArgs {
        const dataAccountType = "StorageAccount";
        if (prefixes?.includes("/")) {
            return {
                transferConfigurationType: "TransferAll",
                transferAllDetails: { include: { dataAccountType, transferAllBlobs: true } },
            };
        }
        const filters = definedOnly({
            blobFilterDetails: mapped(blobPath, (paths) => blobFilterOf(paths, prefixes)),
            filterFileDetails: mapped(blobListBlobPath, filterFileOf),
        });
        return {
            transferConfigurationType: "TransferUsingFilter",
            transferFilterDetails: { include: { dataAccountType, ...filters } },
        };
    }
}

function blobFilterOf(paths: Input<string>[] | undefined, prefixes: string[] | undefined) {
    if (paths === undefined && prefixes === undefined) return undefined;
    return definedOnly({ blobPathList: paths, blobPrefixList: prefixes });
}

function filterFileOf(path: string | undefined) {
    return path === undefined ? undefined : [{ filterFileType: "AzureBlob", filterFilePath: path }];
}
