export { Job } from "./importexport/job";
export type {
    DeletionArgs,
    DeliveryPackageArgs,
    DriveArgs,
    EncryptionKeyArgs,
    ExportArgs,
    JobArgs,
    JobPropertiesArgs,
    ReturnAddressArgs,
    ReturnPackageArgs,
    ReturnShippingArgs,
    ShippingInformationArgs,
} from "./importexport/jobArgs";
export type { Deletion, DriveBitLockerKey } from "./importexport/model";
export {
    getJob,
    getJobOutput,
    getLocation,
    getLocationOutput,
    listBitLockerKeys,
    listBitLockerKeysOutput,
    listJobs,
    listJobsOutput,
    listLocations,
    listLocationsOutput,
} from "./importexport/functions";
export type {
    GetJobArgs,
    GetJobOutputArgs,
    GetJobResult,
    GetLocationArgs,
    GetLocationOutputArgs,
    GetLocationResult,
    ListJobsArgs,
    ListJobsOutputArgs,
} from "./importexport/functionArgs";
export {
    driveListFromJournal,
    driveListsFromJournals,
    JournalError,
} from "./importexport/driveJournal";
export type { JournalDrive } from "./importexport/driveJournal";
export {
    getCustomerDiskJob,
    getCustomerDiskJobOutput,
    getDataCenterAddress,
    getDataCenterAddressOutput,
    listAvailableSkus,
    listAvailableSkusOutput,
    listCustomerDiskCredentials,
    listCustomerDiskCredentialsOutput,
    listCustomerDiskJobs,
    listCustomerDiskJobsOutput,
} from "./databox/functions";
export type {
    AvailableSku,
    GetCustomerDiskJobArgs,
    GetCustomerDiskJobOutputArgs,
    GetCustomerDiskJobResult,
    GetDataCenterAddressArgs,
    GetDataCenterAddressOutputArgs,
    GetDataCenterAddressResult,
    ListAvailableSkusArgs,
    ListAvailableSkusOutputArgs,
    ListCustomerDiskJobsArgs,
    ListCustomerDiskJobsOutputArgs,
} from "./databox/functionArgs";
export { fromImportExport } from "./databox/fromImportExport";
export type { FromImportExportResult } from "./databox/fromImportExport";
export { CustomerDiskJob } from "./databox/job";
export type {
    ContactDetailsArgs,
    CustomerDiskDeletionArgs,
    CustomerDiskJobArgs,
    CustomerDiskJobDetailsArgs,
    DataAccountDetailsArgs,
    DataExportDetailsArgs,
    DataImportDetailsArgs,
    DeliverToDcPackageDetailsArgs,
    ImportDiskDetailsArgs,
    KeyEncryptionKeyArgs,
    ManagedDiskDetailsArgs,
    NotificationPreferenceArgs,
    PackageCarrierDetailsArgs,
    PreferencesArgs,
    ReverseShippingDetailsArgs,
    ShippingAddressArgs,
    StorageAccountDetailsArgs,
    TransferAllDetailsArgs,
    TransferConfigurationArgs,
    TransferFilterDetailsArgs,
} from "./databox/jobArgs";
export type { CustomerDiskDeletion, DiskSecret } from "./databox/model";
