import type { Input } from "@pulumi/pulumi";
import type { OneOf } from "../job/jobShape";

/**
 * What a stack gives: the arguments of a job.
 *
 * Names are ARM's, spelt as `@pulumi/azure-native` spells them, so that its `importexport.JobArgs`
 * fit. Source of every field: the 2021-01-01 API description, `JobDetails` and `PutJobParameters`,
 * and the initial 2016-11-01 revision for what is required.
 */

/** Where Azure sends the drives back to. All but `streetAddress2` and `stateOrProvince` are required. */
export interface ReturnAddressArgs {
    recipientName: Input<string>;
    streetAddress1: Input<string>;
    streetAddress2?: Input<string | undefined>;
    city: Input<string>;
    stateOrProvince?: Input<string | undefined>;
    postalCode: Input<string>;
    countryOrRegion: Input<string>;
    phone: Input<string>;
    email: Input<string>;
}

/** The carrier that brings the drives back, and your account with it. */
export interface ReturnShippingArgs {
    /** A carrier that the location supports: see `getLocation`. */
    carrierName: Input<string>;
    carrierAccountNumber: Input<string>;
}

/** How your drives travel to Azure. */
export interface DeliveryPackageArgs {
    carrierName: Input<string>;
    /** Azure finds the parcel by this number. */
    trackingNumber: Input<string>;
    driveCount?: Input<number | undefined>;
    /** Free text for the service; an ISO date is a good choice. */
    shipDate?: Input<string | undefined>;
}

/** The parcel that brings the drives back. Azure's to write. */
export interface ReturnPackageArgs {
    carrierName: Input<string>;
    trackingNumber: Input<string>;
    driveCount: Input<number>;
    shipDate: Input<string>;
}

/** The data centre's address. Azure's to write; Microsoft's published commands give it. */
export interface ShippingInformationArgs {
    recipientName?: Input<string | undefined>;
    streetAddress1?: Input<string | undefined>;
    streetAddress2?: Input<string | undefined>;
    city?: Input<string | undefined>;
    stateOrProvince?: Input<string | undefined>;
    postalCode?: Input<string | undefined>;
    countryOrRegion?: Input<string | undefined>;
    phone?: Input<string | undefined>;
}

/** One drive of an import job. The results (`state`, `copyStatus`, …) are Azure's to write: taken, and without effect. */
export interface DriveArgs {
    /** The drive's hardware serial number, without spaces. */
    driveId?: Input<string | undefined>;
    /** The recovery password or external key. Azure never gives it back with the job. */
    bitLockerKey?: Input<string | undefined>;
    /** The manifest's path on the drive, such as `\DriveManifest.xml`. */
    manifestFile?: Input<string | undefined>;
    /** 32 (MD5) or 64 hex digits: the hash of the manifest file. */
    manifestHash?: Input<string | undefined>;
    driveHeaderHash?: Input<string | undefined>;
    /** Azure's to write: taken, and without effect. */
    state?: Input<string | undefined>;
    /** Azure's to write: taken, and without effect. */
    copyStatus?: Input<string | undefined>;
    /** Azure's to write: taken, and without effect. */
    percentComplete?: Input<number | undefined>;
    /** Azure's to write: taken, and without effect. */
    verboseLogUri?: Input<string | undefined>;
    /** Azure's to write: taken, and without effect. */
    errorLogUri?: Input<string | undefined>;
    /** Azure's to write: taken, and without effect. */
    manifestUri?: Input<string | undefined>;
    /** Azure's to write: taken, and without effect. */
    bytesSucceeded?: Input<number | undefined>;
}

/** What an export job copies. At least one of the three selects something. */
export interface ExportArgs {
    /** Single blobs, `container/blob`, without a leading slash (the documents contradict each other; with one it warns). */
    blobPath?: Input<Input<string>[] | undefined>;
    /** Prefixes, each with a leading slash: `/` is everything. */
    blobPathPrefix?: Input<Input<string>[] | undefined>;
    /** A blob that holds such a list, `container/blob`. */
    blobListBlobPath?: Input<string | undefined>;
}

/** Who holds the key that protects the BitLocker keys. */
export interface EncryptionKeyArgs {
    /** `"MicrosoftManaged"` (default) or `"CustomerManaged"`. */
    kekType?: Input<OneOf<"MicrosoftManaged" | "CustomerManaged"> | undefined>;
    kekUrl?: Input<string | undefined>;
    kekVaultResourceID?: Input<string | undefined>;
}

/** The job itself. */
export interface JobPropertiesArgs {
    /** Required. The ARM id of the storage account that the data goes to or comes from. */
    storageAccountId?: Input<string | undefined>;
    /** Required. `"Import"` or `"Export"`. */
    jobType?: Input<OneOf<"Import" | "Export"> | undefined>;
    returnAddress?: Input<ReturnAddressArgs | undefined>;
    returnShipping?: Input<ReturnShippingArgs | undefined>;
    deliveryPackage?: Input<DeliveryPackageArgs | undefined>;
    /** The container for copy logs and manifest backups. A change replaces the job. */
    diagnosticsPath?: Input<string | undefined>;
    /** `"Error"` (the service's default) or `"Verbose"`. */
    logLevel?: Input<OneOf<"Error" | "Verbose"> | undefined>;
    /** Whether the manifests are copied to blobs. The service's default is false. */
    backupDriveManifest?: Input<boolean | undefined>;
    /** One to ten drives, for an import job only. */
    driveList?: Input<Input<DriveArgs>[] | undefined>;
    /** For an export job only. */
    export?: Input<ExportArgs | undefined>;
    encryptionKey?: Input<EncryptionKeyArgs | undefined>;
    /**
     * `"Shipping"` announces the shipment; it needs `returnAddress` and `deliveryPackage`, and cannot
     * be taken back. Any other of the service's states counts as unset: where the parcel is, Azure says.
     */
    state?: Input<OneOf<"Shipping"> | undefined>;
    /** `true` asks Azure to cancel the job: best effort, before Packaging, and never taken back. */
    cancelRequested?: Input<boolean | undefined>;
    /** Azure's to write: taken, and without effect. */
    shippingInformation?: Input<ShippingInformationArgs | undefined>;
    /** Azure's to write: taken, and without effect. */
    provisioningState?: Input<string | undefined>;
    /** Azure's to write: taken, and without effect. */
    percentComplete?: Input<number | undefined>;
    /** Azure's to write: taken, and without effect. */
    incompleteBlobListUri?: Input<string | undefined>;
    /** Azure's to write: taken, and without effect. */
    returnPackage?: Input<ReturnPackageArgs | undefined>;
}

/** What deleting the resource does to a job that Azure would not delete as it is. */
export interface DeletionArgs {
    /**
     * A job that is Shipping, Received or Transferring: `"cancel"` asks Azure to cancel it,
     * `"refuse"` stops the destroy.
     *
     * @default "cancel"
     */
    inFlight?: Input<"cancel" | "refuse" | undefined>;
    /**
     * Minutes that a delete waits, after the cancellation was asked for, until the job is Completed.
     * 0 and fractions are allowed.
     *
     * @default 10
     */
    waitMinutes?: Input<number | undefined>;
    /**
     * `"fail"`: the destroy stops and a second one goes on from there. `"forget"`: the cancelled job
     * leaves the stack and is left to end, and to be purged, in Azure.
     *
     * @default "fail"
     */
    whenTimeIsUp?: Input<"fail" | "forget" | undefined>;
    /**
     * Packaging, Closed, an unknown state, or a cancellation that Azure refuses: `"fail"`, or
     * `"forget"` (the job leaves the stack and stays in Azure).
     *
     * @default "fail"
     */
    whenUndeletable?: Input<"fail" | "forget" | undefined>;
    /**
     * A Completed export job is deleted only when its BitLocker keys are in the stack; `true`
     * deletes it, and the keys, anyway.
     *
     * @default false
     */
    discardKeys?: Input<boolean | undefined>;
}

/** The arguments of {@link Job}: azure-native's `importexport.JobArgs`, and four of our own. */
export interface JobArgs {
    /** The resource group must exist. A change replaces the job. */
    resourceGroupName: Input<string>;
    /**
     * 2 to 64 letters, digits and hyphens, starting with a letter. A change replaces the job.
     *
     * @default made of the resource's name and a hash, the same at every run
     */
    jobName?: Input<string | undefined>;
    /** Required: such as `"westus"`. A change replaces the job. */
    location?: Input<string | undefined>;
    /** Tags of the job. Those that others added are left alone. */
    tags?: Input<Record<string, Input<string>> | undefined>;
    properties?: Input<JobPropertiesArgs | undefined>;
    deletion?: Input<DeletionArgs | undefined>;
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
