/** The service's own names, for both sides of the client. */

/** The one API version that is asked: the newest that customer-disk orders were seen to be made with. */
export const DATA_BOX_API_VERSION = "2025-02-01";

/** The SKU of disks that a customer sends in. */
export const CUSTOMER_DISK_SKU = "DataBoxCustomerDisk";
