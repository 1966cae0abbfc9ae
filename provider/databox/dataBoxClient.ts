/**
 * What the provider can ask of Microsoft.DataBox, the service that succeeds Import/Export, and of the locks that it puts
 * on storage accounts. Azure's modules are loaded when a client is first asked for.
 */
import type { ArmJob, JobAddress, JobScope } from "../job/armJob";
import type { JobClient } from "../job/jobClient";

/** An order as the service sent it: the raw JSON body, no default filled in and no unknown key dropped. */
export type ArmDataBoxJob = ArmJob;

/** The body of a PUT (JobResource of the specification). It is sent as it is. */
export interface ArmCustomerDiskRequest {
    location?: string;
    tags?: Record<string, string>;
    identity?: unknown;
    sku?: Record<string, unknown>;
    properties?: Record<string, unknown>;
}

/** The body of a PATCH (JobResourceUpdateParameter of the specification). It is sent as it is. */
export interface ArmCustomerDiskPatch {
    tags?: Record<string, string>;
    identity?: unknown;
    properties?: Record<string, unknown>;
}

/** How the customer's parcel travels to Azure. The tracking number is personal. */
export interface DeliverToDcPackageDetails {
    carrierName: string;
    trackingId: string;
}

/** Opens one disk. Both values are secret. */
export interface DiskSecret {
    diskSerialNumber: string;
    bitLockerKey: string;
}

/** What is asked for with `listAvailableSkus` (AvailableSkuRequest of the specification). */
export interface AvailableSkuRequest {
    /** `ImportToAzure` or `ExportFromAzure`. */
    transferType: string;
    /** ISO code of the country that the disks come from or go to, such as `US`. */
    country: string;
    /** The location that the data goes to or comes from. */
    location: string;
    /** Default: every SKU. */
    skuNames?: string[];
}

/** A lock on a resource (Microsoft.Authorization/locks), as Resource Manager sent it. */
export interface ArmLock {
    id?: string;
    name?: string;
    type?: string;
    properties?: {
        /** `CanNotDelete` or `ReadOnly`. */
        level?: string;
        notes?: string;
    };
}

/**
 * The operations of Microsoft.DataBox, and two of Microsoft.Authorization/locks. A job comes with its details
 * (`$expand=details`); a list has jobs of every SKU, and no job stages.
 *
 * Create, update and delete are long-running: Azure answers 202, and the operation is followed to its end. One that fails
 * or is lost sight of after that throws with `effect: "unknown"`: look, and keep the job in state.
 */
export interface DataBoxClient extends JobClient {
    /** Asks for the cancellation, which has a reason always. The job may take a while to be cancelled: look. */
    cancelJob(job: JobAddress, reason: string): Promise<"accepted" | "gone">;
    /** Announces the shipment. Cannot be taken back. */
    markDevicesShipped(
        job: JobAddress,
        deliverToDcPackageDetails: DeliverToDcPackageDetails,
    ): Promise<"accepted" | "gone">;
    /** The keys of the job's disks; empty as long as the service has none. Azure counts this question as a write. */
    listCredentials(job: JobAddress): Promise<DiskSecret[] | "gone">;
    /** The SKUs, all pages, as the service sends them: `{ sku, enabled, properties }`. Asked of a resource group. */
    listAvailableSkus(
        location: string,
        request: AvailableSkuRequest,
        scope: Required<JobScope>,
    ): Promise<Record<string, unknown>[]>;
    /**
     * Where disks for a storage account are sent to (`datacenterAddressResponse` of regionConfiguration, for customer
     * disks): the address, and `supportedCarriersForReturnShipment`. Its kind is told by `datacenterAddressType`.
     *
     * @param location the location that the order is made in
     * @param storageLocation the location of the storage account
     */
    getDataCenterAddress(
        location: string,
        storageLocation: string,
        scope: JobScope,
    ): Promise<Record<string, unknown>>;
    /** Locks set directly on this resource; not those that it inherits, nor those of its parts. */
    listLocks(resourceId: string): Promise<ArmLock[] | "gone">;
    /**
     * Removes the lock of this name from this resource, and no other. `"deleted"` also for one that was not there:
     * Azure's answer is the same.
     */
    deleteLock(lock: { resourceId: string; name: string }): Promise<"deleted" | "gone">;
}
