import type { CustomerDiskDeletion } from "../../databox/model";
import type { KnownJob } from "../knownJob";

/** A customer-disk order of Azure Data Box. */
export interface KnownOrder extends KnownJob<CustomerDiskDeletion> {
    /** Whether its shipment is announced. */
    readonly isShipped: boolean;
}
