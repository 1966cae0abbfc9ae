import { jobIdIn, type KeptJob } from "../jobs/job";

/** The states that the documents name (reference §2.1). The service's word is kept open: any string. */
export const documentedJobStates = [
    "Creating",
    "Shipping",
    "Received",
    "Transferring",
    "Packaging",
    "Completed",
    "Closed",
] as const;

export interface ReturnAddress {
    readonly recipientName: string;
    readonly streetAddress1: string;
    readonly streetAddress2?: string;
    readonly city: string;
    readonly stateOrProvince?: string;
    readonly postalCode: string;
    readonly countryOrRegion: string;
    readonly phone: string;
    readonly email: string;
}

export interface ReturnShipping {
    readonly carrierName: string;
    readonly carrierAccountNumber: string;
}

export interface ShippingInformation extends Record<string, string> {
    readonly recipientName: string;
    readonly additionalInformation: string;
}

export interface DeliveryPackage {
    readonly carrierName: string;
    readonly trackingNumber: string;
    readonly driveCount?: number;
    readonly shipDate?: string;
}

/** `driveList[]` of the swagger, with the key that no answer but listBitLockerKeys shows. */
export interface Drive {
    readonly driveId: string;
    readonly bitLockerKey?: string;
    readonly manifestFile?: string;
    readonly manifestHash?: string;
    readonly driveHeaderHash?: string;
    readonly state?: string;
    readonly copyStatus?: string;
    readonly percentComplete?: number;
    readonly verboseLogUri?: string;
    readonly errorLogUri?: string;
    readonly manifestUri?: string;
    readonly bytesSucceeded?: number;
}

export interface ExportSelection {
    readonly blobList?: {
        readonly blobPath?: readonly string[];
        readonly blobPathPrefix?: readonly string[];
    };
    readonly blobListBlobPath?: string;
}

export interface EncryptionKey {
    readonly kekType: string;
    readonly kekUrl?: string;
    readonly kekVaultResourceID?: string;
}

/** What a client may set: the writable part of the swagger's JobDetails. */
export interface WritableProperties {
    readonly storageAccountId: string;
    readonly jobType: "Import" | "Export";
    readonly returnAddress?: ReturnAddress;
    readonly returnShipping?: ReturnShipping;
    readonly deliveryPackage?: DeliveryPackage;
    readonly diagnosticsPath: string;
    readonly logLevel: string;
    readonly backupDriveManifest: boolean;
    readonly driveList?: readonly Drive[];
    readonly export?: ExportSelection;
    readonly encryptionKey: EncryptionKey;
}

/** JobDetails: what the client set, and what the service adds. */
export interface JobProperties extends WritableProperties {
    readonly shippingInformation: ShippingInformation;
    /** The job's state. Absent only when somebody moved the job to no state at all. */
    readonly state?: string;
    readonly cancelRequested: boolean;
    readonly percentComplete?: number;
    readonly incompleteBlobListUri?: string;
    readonly returnPackage?: DeliveryPackage;
    readonly provisioningState: string;
}

/** A job as the emulator keeps it. A value: a change makes a new one. */
export interface Job extends KeptJob {
    /** As the client wrote it: PUT echoes it, GET answers the display name. */
    readonly locationAsSent: string;
    readonly properties: JobProperties;
    /** When a client's update was last accepted: two weeks in Creating count from here. */
    readonly lastUpdateAt: number;
    /** When the shipment was announced. */
    readonly shippedAt?: number;
    /** When the job came to Completed or Closed: ninety days count from here. */
    readonly endedAt?: number;
}

/** The job's ARM resource id, in the letter case it was created with. */
export function jobId(job: Job): string {
    return jobIdIn("Microsoft.ImportExport", { ...job, jobName: job.name });
}
