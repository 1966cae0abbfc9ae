import type { KeptJob } from "../jobs/job";

export type SkuName = "DataBox" | "DataBoxDisk" | "DataBoxHeavy" | "DataBoxCustomerDisk";

export interface Sku {
    readonly name: SkuName;
    readonly displayName?: string;
    readonly family?: string;
    readonly model?: string;
}

export interface NotificationPreference {
    readonly stageName: string;
    readonly sendNotification: boolean;
}

export interface ContactDetails {
    readonly contactName: string;
    readonly phone: string;
    readonly phoneExtension?: string;
    readonly mobile?: string;
    readonly emailList: readonly string[];
    readonly notificationPreference?: readonly NotificationPreference[];
}

/** `accountDetails` of the swagger, with the share password that no answer shows. */
export type AccountDetails = { readonly sharePassword?: string } & (
    | { readonly dataAccountType: "StorageAccount"; readonly storageAccountId: string }
    | {
          readonly dataAccountType: "ManagedDisk";
          readonly resourceGroupId: string;
          readonly stagingStorageAccountId: string;
      }
);

export interface DataDetails {
    readonly accountDetails: AccountDetails;
    readonly logCollectionLevel?: "Error" | "Verbose";
}

export interface DataExportDetails extends DataDetails {
    readonly transferConfiguration: {
        readonly transferConfigurationType: "TransferAll" | "TransferUsingFilter";
        readonly transferAllDetails?: object;
        readonly transferFilterDetails?: object;
    };
}

/** `importDiskDetailsCollection` by serial number, with the key that no answer but listCredentials shows. */
export interface ImportDisk {
    readonly manifestFile: string;
    readonly manifestHash: string;
    readonly bitLockerKey: string;
}

export interface CarrierDetails {
    readonly carrierName?: string;
    readonly trackingId?: string;
    /** Shown by no answer but listCredentials. */
    readonly carrierAccountNumber?: string;
}

export interface KeyEncryptionKey {
    readonly kekType: "MicrosoftManaged" | "CustomerManaged";
    readonly kekUrl?: string;
    readonly kekVaultResourceID?: string;
    readonly identityProperties?: object;
}

/** What a PATCH may change: the swagger's UpdateJobDetails. */
export interface PatchableDetails {
    readonly contactDetails: ContactDetails;
    readonly shippingAddress?: Readonly<Record<string, unknown>>;
    readonly reverseShippingDetails?: object;
    readonly preferences?: { readonly encryptionPreferences?: object };
    readonly keyEncryptionKey?: KeyEncryptionKey;
    readonly returnToCustomerPackageDetails?: CarrierDetails;
}

/** What a client may set: the writable part of the swagger's JobDetails. */
export interface WritableDetails extends PatchableDetails {
    readonly jobDetailsType: SkuName;
    readonly dataImportDetails?: readonly DataDetails[];
    readonly dataExportDetails?: readonly DataExportDetails[];
    readonly expectedDataSizeInTeraBytes?: number;
    readonly importDiskDetailsCollection?: Readonly<Record<string, ImportDisk>>;
    readonly enableManifestBackup?: boolean;
}

/** A disk of an export job, as the service names it. */
export interface ExportDisk {
    readonly serialNumber: string;
    readonly bitLockerKey: string;
}

/** An order of Microsoft.DataBox as the emulator keeps it. A value: a change makes a new one. */
export interface DataBoxJob extends KeptJob {
    /** The service's own id: that of the operation that made the order. */
    readonly orderId: string;
    readonly sku: Sku;
    readonly identity: Readonly<Record<string, unknown>>;
    readonly transferType: "ImportToAzure" | "ExportFromAzure";
    readonly deliveryType: "NonScheduled" | "Scheduled";
    readonly deliveryInfo: { readonly scheduledDateTime: string };
    readonly details: WritableDetails;
    /** The stage in progress. Absent only when somebody moved the order to no stage at all. */
    readonly status?: string;
    readonly startTime: string;
    /** When each stage was reached, ISO 8601. */
    readonly stageTimes: Readonly<Record<string, string>>;
    /** How much of the copy is done, 0 to 100. */
    readonly percentComplete: number;
    /** True: a cancellation was accepted, and the order is not yet Cancelled. */
    readonly cancelling: boolean;
    readonly cancellationReason?: string;
    readonly deliverToDcPackageDetails?: {
        readonly carrierName?: string;
        readonly trackingId?: string;
    };
    readonly exportDisks: readonly ExportDisk[];
    readonly lastMitigationActionOnJob?: object;
    /** Since when the service waits for the shipment's details: two weeks count from here. */
    readonly awaitingSince: number;
    /** When the order was completed or cancelled: ninety days count from here. */
    readonly endedAt?: number;
}

export function isCustomerDisk(job: Pick<DataBoxJob, "sku">): boolean {
    return job.sku.name === "DataBoxCustomerDisk";
}
