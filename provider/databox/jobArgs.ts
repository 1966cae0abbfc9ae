import type { Input } from "@pulumi/pulumi";
import type { OneOf } from "../job/jobShape";

/**
 * What a stack gives: the arguments of a customer-disk job.
 *
 * Names are ARM's, spelt as `@pulumi/azure-native` spells them, so that its `databox.JobArgs` for this SKU fit. Source
 * of every field: the 2025-07-01 API description, `JobResource` and what `DataBoxCustomerDiskJobDetails` reaches.
 */

/** Whom Azure writes to about the job. */
export interface ContactDetailsArgs {
    contactName: Input<string>;
    phone: Input<string>;
    phoneExtension?: Input<string | undefined>;
    mobile?: Input<string | undefined>;
    emailList: Input<Input<string>[]>;
    /** The stages that a mail is sent at. The service's default is most of them. */
    notificationPreference?: Input<Input<NotificationPreferenceArgs>[] | undefined>;
}

/** Whether a mail is sent when the job reaches a stage. */
export interface NotificationPreferenceArgs {
    stageName: Input<string>;
    sendNotification: Input<boolean>;
}

/** Where Azure sends the disks back to. */
export interface ShippingAddressArgs {
    streetAddress1: Input<string>;
    streetAddress2?: Input<string | undefined>;
    streetAddress3?: Input<string | undefined>;
    city?: Input<string | undefined>;
    stateOrProvince?: Input<string | undefined>;
    /** The ISO code, such as `"US"`. */
    country: Input<string>;
    postalCode?: Input<string | undefined>;
    zipExtendedCode?: Input<string | undefined>;
    companyName?: Input<string | undefined>;
    /** `"None"` (the service's default), `"Residential"` or `"Commercial"`. */
    addressType?: Input<string | undefined>;
    skipAddressValidation?: Input<boolean | undefined>;
    taxIdentificationNumber?: Input<string | undefined>;
}

/** The carrier that brings the disks back, and your account with it. */
export interface PackageCarrierDetailsArgs {
    /** A carrier that the location supports: see `getDataCenterAddress`. */
    carrierName?: Input<string | undefined>;
    trackingId?: Input<string | undefined>;
    /** Azure never gives it back. */
    carrierAccountNumber?: Input<string | undefined>;
}

/** One disk of an import. */
export interface ImportDiskDetailsArgs {
    /** The manifest's path on the disk, such as `\DriveManifest.xml`. */
    manifestFile: Input<string>;
    /** 32 (MD5) or 64 hex digits: the hash of the manifest file. */
    manifestHash: Input<string>;
    /** The recovery password or external key. Azure never gives it back with the job. */
    bitLockerKey: Input<string>;
}

/** A storage account. */
export interface StorageAccountDetailsArgs {
    dataAccountType: Input<"StorageAccount">;
    /** The ARM id. The service locks the account, and leaves the lock there when the job is gone. */
    storageAccountId: Input<string>;
    sharePassword?: Input<string | undefined>;
}

/** Managed disks, and the storage account that their data passes through. */
export interface ManagedDiskDetailsArgs {
    dataAccountType: Input<"ManagedDisk">;
    resourceGroupId: Input<string>;
    stagingStorageAccountId: Input<string>;
    sharePassword?: Input<string | undefined>;
}

/** Where the data goes to or comes from. */
export type DataAccountDetailsArgs = StorageAccountDetailsArgs | ManagedDiskDetailsArgs;

/** Where the data of an import goes to. */
export interface DataImportDetailsArgs {
    accountDetails: Input<DataAccountDetailsArgs>;
    /** `"Error"` (the service's default) or `"Verbose"`. */
    logCollectionLevel?: Input<OneOf<"Error" | "Verbose"> | undefined>;
}

/** What an export copies, and from where. */
export interface DataExportDetailsArgs {
    accountDetails: Input<DataAccountDetailsArgs>;
    transferConfiguration: Input<TransferConfigurationArgs>;
    /** `"Error"` (the service's default) or `"Verbose"`. */
    logCollectionLevel?: Input<OneOf<"Error" | "Verbose"> | undefined>;
}

/** What an export copies: everything, or what filters choose. */
export interface TransferConfigurationArgs {
    /** `"TransferAll"` or `"TransferUsingFilter"`. */
    transferConfigurationType: Input<string>;
    transferAllDetails?: Input<{ include?: Input<TransferAllDetailsArgs | undefined> } | undefined>;
    transferFilterDetails?: Input<
        { include?: Input<TransferFilterDetailsArgs | undefined> } | undefined
    >;
}

/** Everything of an account. */
export interface TransferAllDetailsArgs {
    dataAccountType: Input<string>;
    transferAllBlobs?: Input<boolean | undefined>;
    transferAllFiles?: Input<boolean | undefined>;
}

/** What filters choose. */
export interface TransferFilterDetailsArgs {
    dataAccountType: Input<string>;
    blobFilterDetails?: Input<
        | {
              /** Prefixes, each with a leading slash. */
              blobPrefixList?: Input<Input<string>[] | undefined>;
              /** Single blobs. */
              blobPathList?: Input<Input<string>[] | undefined>;
              containerList?: Input<Input<string>[] | undefined>;
          }
        | undefined
    >;
    azureFileFilterDetails?: Input<
        | {
              filePrefixList?: Input<Input<string>[] | undefined>;
              filePathList?: Input<Input<string>[] | undefined>;
              fileShareList?: Input<Input<string>[] | undefined>;
          }
        | undefined
    >;
    /** Files in the account that hold such lists. */
    filterFileDetails?: Input<
        Input<{ filterFileType: Input<string>; filterFilePath: Input<string> }>[] | undefined
    >;
}

/** Who holds the key that protects the disks' keys. */
export interface KeyEncryptionKeyArgs {
    /** `"MicrosoftManaged"` (the service's default) or `"CustomerManaged"`. */
    kekType: Input<OneOf<"MicrosoftManaged" | "CustomerManaged">>;
    kekUrl?: Input<string | undefined>;
    kekVaultResourceID?: Input<string | undefined>;
    identityProperties?: Input<
        | {
              type?: Input<string | undefined>;
              userAssigned?: Input<{ resourceId?: Input<string | undefined> } | undefined>;
          }
        | undefined
    >;
}

/** Wishes that the service may follow. */
export interface PreferencesArgs {
    preferredDataCenterRegion?: Input<Input<string>[] | undefined>;
    transportPreferences?: Input<{ preferredShipmentType: Input<string> } | undefined>;
    reverseTransportPreferences?: Input<{ preferredShipmentType: Input<string> } | undefined>;
    encryptionPreferences?: Input<
        | {
              doubleEncryption?: Input<string | undefined>;
              hardwareEncryption?: Input<string | undefined>;
          }
        | undefined
    >;
    storageAccountAccessTierPreferences?: Input<Input<string>[] | undefined>;
}

/** Where the disks go back to, and to whom, when that is not the usual place. */
export interface ReverseShippingDetailsArgs {
    contactDetails?: Input<
        | {
              contactName: Input<string>;
              phone: Input<string>;
              phoneExtension?: Input<string | undefined>;
              mobile?: Input<string | undefined>;
          }
        | undefined
    >;
    shippingAddress?: Input<ShippingAddressArgs | undefined>;
}

/** The job itself. */
export interface CustomerDiskJobDetailsArgs {
    /** @default "DataBoxCustomerDisk", the only kind that this resource makes */
    jobDetailsType?: Input<"DataBoxCustomerDisk" | undefined>;
    contactDetails: Input<ContactDetailsArgs>;
    shippingAddress?: Input<ShippingAddressArgs | undefined>;
    returnToCustomerPackageDetails: Input<PackageCarrierDetailsArgs>;
    /** For an import: one to ten disks by serial number. A change replaces the job. */
    importDiskDetailsCollection?: Input<Record<string, Input<ImportDiskDetailsArgs>> | undefined>;
    /** For an import. A change replaces the job. */
    dataImportDetails?: Input<Input<DataImportDetailsArgs>[] | undefined>;
    /** For an export. A change replaces the job. */
    dataExportDetails?: Input<Input<DataExportDetailsArgs>[] | undefined>;
    /** Whether the manifests are copied to blobs. The service's default is false. A change replaces the job. */
    enableManifestBackup?: Input<boolean | undefined>;
    keyEncryptionKey?: Input<KeyEncryptionKeyArgs | undefined>;
    preferences?: Input<PreferencesArgs | undefined>;
    reverseShippingDetails?: Input<ReverseShippingDetailsArgs | undefined>;
    /** A change replaces the job. */
    expectedDataSizeInTeraBytes?: Input<number | undefined>;
}

/** How your disks travel to Azure. */
export interface DeliverToDcPackageDetailsArgs {
    carrierName: Input<string>;
    /** Azure finds the parcel by this number. */
    trackingId: Input<string>;
}

/** What deleting the resource does to a job that Azure would not delete as it is. */
export interface CustomerDiskDeletionArgs {
    /**
     * A job that Azure lets be cancelled: `"cancel"` cancels it, `"refuse"` stops the destroy.
     *
     * @default "cancel"
     */
    inFlight?: Input<"cancel" | "refuse" | undefined>;
    /**
     * What Azure is told as the reason of the cancellation. It is no place for a secret: Azure shows it to everybody who
     * may read the order, and it is in the outputs in clear.
     *
     * @default a sentence that names the stack and the resource
     */
    cancelReason?: Input<string | undefined>;
    /**
     * Cancel also when Azure does not say that it is free of charge.
     *
     * @default false
     */
    acceptFee?: Input<boolean | undefined>;
    /**
     * Minutes that a delete waits, after the cancellation was asked for, until the job is deletable.
     * 0 and fractions are allowed.
     *
     * @default 10
     */
    waitMinutes?: Input<number | undefined>;
    /**
     * `"fail"`: the destroy stops and a second one goes on from there. `"forget"`: the cancelled job
     * leaves the stack and is left in Azure.
     *
     * @default "fail"
     */
    whenTimeIsUp?: Input<"fail" | "forget" | undefined>;
    /**
     * A job that is neither deletable nor cancellable, or a cancellation that Azure refuses:
     * `"fail"`, or `"forget"` (the job leaves the stack and stays in Azure).
     *
     * @default "fail"
     */
    whenUndeletable?: Input<"fail" | "forget" | undefined>;
    /**
     * An export job is deleted only when the BitLocker keys of its disks are in the stack; `true`
     * deletes it, and the keys, anyway.
     *
     * @default false
     */
    discardKeys?: Input<boolean | undefined>;
    /**
     * Remove the lock `DATABOX_SERVICE`, which the service put on the job's storage accounts, once the
     * job is gone and no other job uses them.
     *
     * @default false
     */
    removeServiceLock?: Input<boolean | undefined>;
}

/** The arguments of {@link CustomerDiskJob}: azure-native's `databox.JobArgs` for this SKU, and four of our own. */
export interface CustomerDiskJobArgs {
    /** The resource group must exist. A change replaces the job. */
    resourceGroupName: Input<string>;
    /**
     * 3 to 24 letters, digits, hyphens, underscores and periods. A change replaces the job.
     *
     * @default made of the resource's name and a hash, the same at every run
     */
    jobName?: Input<string | undefined>;
    /** Required: such as `"westus"`. A change replaces the job. */
    location?: Input<string | undefined>;
    /** Tags of the job. Those that others added are left alone. */
    tags?: Input<Record<string, Input<string>> | undefined>;
    /** @default { name: "DataBoxCustomerDisk" }, the only one that this resource orders */
    sku?: Input<
        | {
              name: Input<string>;
              displayName?: Input<string | undefined>;
              family?: Input<string | undefined>;
          }
        | undefined
    >;
    /** `"ImportToAzure"` or `"ExportFromAzure"`. A change replaces the job. */
    transferType: Input<OneOf<"ImportToAzure" | "ExportFromAzure">>;
    /** The managed identity that reaches a key of your own, and the ARM ids of user-assigned ones. */
    identity?: Input<
        | {
              type?: Input<string | undefined>;
              userAssignedIdentities?: Input<Input<string>[] | undefined>;
          }
        | undefined
    >;
    /** `"NonScheduled"` (the service's default) or `"Scheduled"`. A change replaces the job. */
    deliveryType?: Input<string | undefined>;
    /** When a `"Scheduled"` order is to be delivered. A change replaces the job. */
    deliveryInfo?: Input<{ scheduledDateTime?: Input<string | undefined> } | undefined>;
    details?: Input<CustomerDiskJobDetailsArgs | undefined>;
    /**
     * Announces that the disks are on their way, once and for good: afterwards Azure takes no
     * cancellation. Without it Azure deletes the job two weeks after its creation.
     */
    deliverToDcPackageDetails?: Input<DeliverToDcPackageDetailsArgs | undefined>;
    deletion?: Input<CustomerDiskDeletionArgs | undefined>;
    /**
     * Take over a job that already exists under this name, as it is: nothing is written.
     *
     * @default false
     */
    adoptExisting?: Input<boolean | undefined>;
    /**
     * The subscription of this job. A change replaces the job.
     *
     * @default from the settings (`azure-importexport:subscriptionId`, …)
     */
    subscriptionId?: Input<string | undefined>;
}
