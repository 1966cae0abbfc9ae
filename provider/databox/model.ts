/**
 * A customer-disk job inside the provider: its inputs once Pulumi has resolved them, and what the checkpoint
 * keeps. What a stack writes is in jobArgs.ts.
 */
import { deletionDefaults as defaultsOfAnyJob, type Deletion } from "../job/deletionOptions";
import type { InputsOfAnyJob, OutputsOfAnyJob } from "../job/jobShape";

/** The resource's type token. It never changes: state written under it must stay readable. */
export const customerDiskJobTypeToken = "pulumi-nodejs:dynamic/databox:CustomerDiskJob";

/** The token of the same resource of the packaged provider. It never changes either. */
export const packagedCustomerDiskJobTypeToken = "azure-importexport:databox:CustomerDiskJob";

/** Every token that an order of ours may have in a stack. */
export const customerDiskJobTypeTokens: readonly string[] = [
    customerDiskJobTypeToken,
    packagedCustomerDiskJobTypeToken,
];

/** The one SKU that this resource orders, and the kind of its details: disks that the customer owns. */
export const customerDiskSku = "DataBoxCustomerDisk";

/** How many characters a job's name may have. Source: Jobs_Create, `^[-\w\.]+$`, 3 to 24. */
export const longestJobName = 24;

/**
 * How long Azure may be at work on a creation that it never confirmed, and not show the job yet: a look answers 404 from
 * the PUT's 202 until the job appears. How long that takes is documented nowhere; recorded creations took 23 s, and the
 * provider follows one for 15 min.
 */
export const creationGraceMinutes = 30;

/** The deletion options with every default filled in. */
export interface CustomerDiskDeletion extends Deletion {
    cancelReason: string;
    acceptFee: boolean;
    removeServiceLock: boolean;
}

/**
 * The defaults of `CustomerDiskDeletionArgs` in jobArgs.ts.
 *
 * @param owner which resource of which stack it is: Azure is told so as the reason of a cancellation
 */
export function deletionDefaults(owner: string): CustomerDiskDeletion {
    const { inFlight, ...others } = defaultsOfAnyJob;
    return {
        inFlight,
        cancelReason: `Deleted by Pulumi: ${owner}`,
        acceptFee: false,
        ...others,
        removeServiceLock: false,
    };
}

/** A disk and what unlocks it. */
export interface DiskSecret {
    diskSerialNumber: string;
    bitLockerKey: string;
}

/** How the disks travel to Azure. */
export interface DeliverToDcPackageDetails {
    carrierName: string;
    trackingId: string;
}

/** The inputs as they reach the provider, after `check`: plain values, the name decided. */
export interface CustomerDiskInputs extends InputsOfAnyJob {
    sku?: { name: string };
    transferType?: string;
    identity?: { type?: string; userAssignedIdentities?: string[] };
    deliveryType?: string;
    deliveryInfo?: Record<string, unknown>;
    details: CustomerDiskDetails;
    deliverToDcPackageDetails?: DeliverToDcPackageDetails;
    deletion?: Partial<CustomerDiskDeletion>;
}

/** `CustomerDiskJobDetailsArgs` of jobArgs.ts, resolved; or as the service answers. Keys that the service adds stay. */
export interface CustomerDiskDetails extends Record<string, unknown> {
    jobDetailsType?: string;
    contactDetails?: Record<string, unknown>;
    shippingAddress?: Record<string, unknown>;
    returnToCustomerPackageDetails?: Record<string, unknown>;
    importDiskDetailsCollection?: Record<string, ImportDisk>;
    dataImportDetails?: DataDetails[];
    dataExportDetails?: DataDetails[];
    enableManifestBackup?: boolean;
    keyEncryptionKey?: Record<string, unknown>;
    preferences?: Record<string, unknown>;
    reverseShippingDetails?: Record<string, unknown>;
    expectedDataSizeInTeraBytes?: number;
}

/** A disk of an import. */
export interface ImportDisk extends Record<string, unknown> {
    manifestFile?: string;
    manifestHash?: string;
    bitLockerKey?: string;
}

/** Where the data goes to or comes from. */
export interface DataDetails extends Record<string, unknown> {
    accountDetails?: Record<string, unknown>;
}

/** What the checkpoint keeps of a job. Fields are added, never given another meaning. */
export interface CustomerDiskOutputs extends OutputsOfAnyJob {
    sku?: Record<string, unknown>;
    transferType?: string;
    deliveryType?: string;
    deliveryInfo?: Record<string, unknown>;
    /** As the service returns it, and the keys that were sent and that it does not return. Secret. */
    details: CustomerDiskDetails;
    /** Azure's word for the stage at the last look; absent when Azure gave none. */
    status?: string;
    startTime?: string;
    /** The service's own flags, as `isCancellable` and `isDeletable` are; absent when Azure gave none. */
    isCancellableWithoutFee?: boolean;
    isShippingAddressEditable?: boolean;
    cancellationReason?: string;
    /** The shipment is announced: there is no way back. */
    shipped: boolean;
    /** The keys of an export job's disks. Secret. */
    diskSecrets: DiskSecret[];
    deletion: CustomerDiskDeletion;
}

/** The outputs that a program of this service's says too, under the same names. */
export type OrderedOutputs =
    "identity" | "sku" | "transferType" | "deliveryType" | "deliveryInfo" | "details";

/** What is known of an order that a program can say: outputs fit. */
export type LastKnown = Partial<Pick<CustomerDiskOutputs, "location" | "tags" | OrderedOutputs>>;

/**
 * What the one line loads that Pulumi keeps in state with every customer-disk job; why it is a line and why it never changes:
 * the same of importexport/model.ts, and docs/decisions/stored-provider.md.
 */
export const storedModule = "pulumi-azure-importexport/databox/crud";
