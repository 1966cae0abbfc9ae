/** What the functions of Data Box take and give. */
import type { InputsOf } from "../dynamic/inProgram";

/** Which job. */
export interface GetCustomerDiskJobArgs {
    resourceGroupName: string;
    jobName: string;
    /** Default: the setting `subscriptionId`. */
    subscriptionId?: string;
}

/** `GetCustomerDiskJobArgs` whose values may come from resources. */
export type GetCustomerDiskJobOutputArgs = InputsOf<GetCustomerDiskJobArgs>;

/** A job as the service shows it now. What the service did not send is absent. */
export interface GetCustomerDiskJobResult {
    readonly id: string;
    readonly name: string;
    readonly type?: string;
    readonly location?: string;
    /** All tags, the owner tag included. */
    readonly tags?: Record<string, string>;
    readonly identity?: unknown;
    /** `name` is `DataBoxCustomerDisk`, or another SKU's that was asked for by name. */
    readonly sku?: Record<string, unknown>;
    /**
     * Who made the job, and when. Personal.
     *
     * @remarks Secret in the `…Output` forms.
     */
    readonly systemData?: Record<string, unknown>;
    /** `ImportToAzure` or `ExportFromAzure`. */
    readonly transferType?: string;
    readonly deliveryType?: string;
    /** The stage that the job is in, the service's own word. */
    readonly status?: string;
    readonly startTime?: string;
    /** The service's own flags: what it lets be done now. */
    readonly isCancellable?: boolean;
    readonly isDeletable?: boolean;
    readonly isCancellableWithoutFee?: boolean;
    readonly isShippingAddressEditable?: boolean;
    readonly cancellationReason?: string;
    /** Why the job cannot be deleted now; absent when it can. */
    readonly blockedReason?: string;
    /** Whether the shipment is announced. */
    readonly shipped: boolean;
    /**
     * The job's details, in the service's own words and completely; a list has no `jobStages` among them. Holds addresses,
     * phone numbers, tracking numbers and disks' serial numbers.
     *
     * @remarks Secret in the `…Output` forms, and nothing to print in the others.
     */
    readonly details: Record<string, unknown>;
}

/** Which jobs. */
export interface ListCustomerDiskJobsArgs {
    /** Default: all resource groups of the subscription. */
    resourceGroupName?: string;
    /** Default: the setting `subscriptionId`. */
    subscriptionId?: string;
}

/** `ListCustomerDiskJobsArgs` whose values may come from resources. */
export type ListCustomerDiskJobsOutputArgs = InputsOf<ListCustomerDiskJobsArgs>;

/** What is asked of the service's offer. */
export interface ListAvailableSkusArgs {
    /** The service is asked in a resource group, which must exist. */
    resourceGroupName: string;
    /** The location that the data goes to or comes from, such as `westus`. */
    location: string;
    /** ISO code of the country that the disks come from or go to, such as `US`. */
    country: string;
    /** `ImportToAzure` or `ExportFromAzure`. */
    transferType: string;
    /** Default: `["DataBoxCustomerDisk"]`; an empty list asks for all. */
    skuNames?: string[];
    /** Default: the setting `subscriptionId`. */
    subscriptionId?: string;
}

/** `ListAvailableSkusArgs` whose values may come from resources. */
export type ListAvailableSkusOutputArgs = InputsOf<ListAvailableSkusArgs>;

/** One SKU of the offer. */
export interface AvailableSku {
    readonly name: string;
    readonly displayName?: string;
    readonly family?: string;
    /** Whether it can be ordered. */
    readonly enabled: boolean;
    /** Why not, the service's own word, such as `Country` or `NoSubscriptionInfo`. */
    readonly disabledReason?: string;
    /** Everything else, as the service sends it. */
    readonly properties: Record<string, unknown>;
}

/** Which data centre. */
export interface GetDataCenterAddressArgs {
    /** The location that the job is made in, such as `westus`. */
    location: string;
    /** The location of the storage account. Default: `location`. */
    storageLocation?: string;
    /** Asked in this resource group. Default: in the subscription. */
    resourceGroupName?: string;
    /** Default: the setting `subscriptionId`. */
    subscriptionId?: string;
}

/** `GetDataCenterAddressArgs` whose values may come from resources. */
export type GetDataCenterAddressOutputArgs = InputsOf<GetDataCenterAddressArgs>;

/** Where disks are sent. */
export interface GetDataCenterAddressResult {
    /** `DatacenterAddressLocation`: an address; `DatacenterAddressInstruction`: whom to ask for one. */
    readonly datacenterAddressType?: string;
    readonly supportedCarriersForReturnShipment: string[];
    /** The whole answer, as the service sends it: `company`, `street1`, `city`, … or `communicationInstruction`. */
    readonly properties: Record<string, unknown>;
}
