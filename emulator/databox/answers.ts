import { jobIdIn } from "../jobs/job";
import { isRecent } from "./apiVersions";
import { isCustomerDisk, type DataBoxJob, type DataDetails, type ImportDisk } from "./job";
import { progressOf } from "./progress";
import { flagsOf, type DataBoxRules } from "./rules";
import { hasReached, jobStages } from "./stages";

interface AnswerForm {
    readonly apiVersion: string;
    /** `$expand=details`: the stages, the copy and where the parcel goes as well. */
    readonly expanded: boolean;
    readonly rules: DataBoxRules;
}

/**
 * An order as the service answers it.
 *
 * Details are part of it without `$expand` too (recorded, against the swagger's words); no BitLocker
 * key, carrier account number or share password ever is (recorded, and documented for the last).
 */
export function jobAnswer(job: DataBoxJob, { apiVersion, expanded, rules }: AnswerForm): object {
    const recent = isRecent(apiVersion);
    return {
        properties: {
            transferType: job.transferType,
            ...flagsOf(job, rules),
            reverseShippingDetailsUpdate: "NotSupported",
            reverseTransportPreferenceUpdate: "NotSupported",
            isPrepareToShipEnabled: false,
            status: job.status,
            startTime: job.startTime,
            details: detailsAnswer(job, expanded),
            cancellationReason: job.cancellationReason,
            deliveryType: job.deliveryType,
            deliveryInfo: job.deliveryInfo,
            ...(recent ? { allDevicesLost: false } : {}),
        },
        systemData: job.systemData,
        location: job.location,
        tags: job.tags ?? {},
        sku: recent ? { ...job.sku, model: job.sku.model ?? job.sku.name } : withoutModel(job.sku),
        identity: job.identity,
        name: job.name,
        id: jobIdIn("Microsoft.DataBox", { ...job, jobName: job.name }),
        type: "Microsoft.DataBox/jobs",
    };
}

function detailsAnswer(job: DataBoxJob, expanded: boolean): object {
    // Whatever holds secrets is taken out first, and put back without them.
    const { importDiskDetailsCollection, returnToCustomerPackageDetails, ...details } = job.details;
    const { carrierAccountNumber: _, ...carrier } = returnToCustomerPackageDetails ?? {};
    return {
        ...details,
        dataImportDetails: details.dataImportDetails?.map(withoutSharePassword),
        dataExportDetails: details.dataExportDetails?.map(withoutSharePassword),
        ...(returnToCustomerPackageDetails ? { returnToCustomerPackageDetails: carrier } : {}),
        ...(isCustomerDisk(job) ? diskDetails(job, importDiskDetailsCollection) : {}),
        ...(expanded ? { jobStages: jobStages(job), ...progressOf(job) } : {}),
    };
}

type Disk = [serialNumber: string, details: object];

/** What the service writes on a disk that it fills. */
const manifest = { manifestFile: "\\DriveManifest.xml", manifestHash: "0".repeat(32) };

function diskDetails(
    job: DataBoxJob,
    importDisks: Readonly<Record<string, ImportDisk>> = {},
): object {
    const backedUp = job.details.enableManifestBackup && hasReached(job, "DataCopy");
    const backup = (serialNumber: string) =>
        backedUp ? { backupManifestCloudPath: `waies/${job.name}/${serialNumber}.manifest` } : {};
    const imported = Object.entries(importDisks).map(
        ([serial, { bitLockerKey: _, ...shown }]): Disk => [
            serial,
            { ...shown, ...backup(serial) },
        ],
    );
    const exported = job.exportDisks.map(({ serialNumber }): Disk => [
        serialNumber,
        { ...manifest, ...backup(serialNumber) },
    ]);
    return {
        ...(job.transferType === "ImportToAzure"
            ? { importDiskDetailsCollection: Object.fromEntries<object>(imported) }
            : {}),
        ...(exported.length > 0
            ? { exportDiskDetailsCollection: Object.fromEntries<object>(exported) }
            : {}),
        deliverToDcPackageDetails: job.deliverToDcPackageDetails,
    };
}

function withoutSharePassword<T extends DataDetails>(data: T): object {
    const { sharePassword: _, ...accountDetails } = data.accountDetails;
    return { ...data, accountDetails };
}

function withoutModel({ model: _, ...sku }: DataBoxJob["sku"]): object {
    return sku;
}

/** What listCredentials answers: the only place where keys and the account number are told. */
export function credentialsAnswer(job: DataBoxJob, rules: DataBoxRules): { value: object[] } {
    const own = rules.keysReturned
        ? Object.entries(job.details.importDiskDetailsCollection ?? {}).map(([serial, disk]) => ({
              diskSerialNumber: serial,
              bitLockerKey: disk.bitLockerKey,
          }))
        : [];
    // An export order's keys exist once its disks are processed (assumed).
    const made = hasReached(job, "PreparingToShipFromAzureDC")
        ? job.exportDisks.map(({ serialNumber, bitLockerKey }) => ({
              diskSerialNumber: serialNumber,
              bitLockerKey,
          }))
        : [];
    const { carrierAccountNumber } = job.details.returnToCustomerPackageDetails ?? {};
    const jobSecrets = isCustomerDisk(job)
        ? {
              jobSecretsType: "DataBoxCustomerDisk",
              diskSecrets: [...own, ...made],
              carrierAccountNumber,
          }
        : { jobSecretsType: job.sku.name };
    return { value: [{ jobName: job.name, jobSecrets }] };
}
