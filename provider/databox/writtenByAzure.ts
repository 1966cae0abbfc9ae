import { readOnly, type Reasons } from "../job/writtenByAzure";

/**
 * What only the service writes of an order, and a program cannot give. Source: `readOnly` in `JobResource`,
 * `JobProperties`, `JobDetails` and `DataBoxCustomerDiskJobDetails` of the 2025-07-01 API description. All of it is marked
 * there, so none of it is taken.
 */
export const refused: Reasons = {
    id: readOnly,
    name: `${readOnly}; the job's name is given as jobName`,
    type: readOnly,
    systemData: readOnly,
    ...Object.fromEntries(
        [
            "isCancellable",
            "isDeletable",
            "isShippingAddressEditable",
            "reverseShippingDetailsUpdate",
            "reverseTransportPreferenceUpdate",
            "isPrepareToShipEnabled",
            "status",
            "delayedStage",
            "startTime",
            "error",
            "cancellationReason",
            "isCancellableWithoutFee",
            "allDevicesLost",
            "identity.principalId",
            "identity.tenantId",
            "details.jobStages",
            "details.deliveryPackage",
            "details.returnPackage",
            "details.copyLogDetails",
            "details.reverseShipmentLabelSasKey",
            "details.chainOfCustodySasKey",
            "details.deviceErasureDetails",
            "details.actions",
            "details.lastMitigationActionOnJob",
            "details.datacenterAddress",
            "details.dataCenterCode",
            "details.exportDiskDetailsCollection",
            "details.copyProgress",
            "details.reverseShippingDetails.isUpdated",
            "details.importDiskDetailsCollection{}.backupManifestCloudPath",
        ].map((path) => [path, readOnly]),
    ),
    "details.deliverToDcPackageDetails":
        "is written by Azure only (read-only in its API description); to announce the shipment give deliverToDcPackageDetails beside details",
};
