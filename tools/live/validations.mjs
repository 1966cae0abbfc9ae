// Data Box's own validation of an order that nobody makes.
import { isSuccess, orError } from "./azure.mjs";
import { services, shippingAddress } from "./services.mjs";

const deviceType = "DataBoxCustomerDisk";

/** Service_ValidateInputsByResourceGroup, with the body of its API description. */
export async function validate({ azure, place, record, check }) {
    check();
    const { subscriptionId, resourceGroup, storageAccountId, location } = place;
    const service = services.dataBox;
    const path = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${service.namespace}/locations/${location}/validateInputs`;
    const transferType = "ImportToAzure";
    const body = {
        validationCategory: "JobCreationValidation",
        individualRequestDetails: [
            { validationType: "ValidateSubscriptionIsAllowedToCreateJob" },
            { validationType: "ValidateCreateOrderLimit", deviceType },
            {
                validationType: "ValidateSkuAvailability",
                deviceType,
                transferType,
                country: "US",
                location,
            },
            { validationType: "ValidateAddress", deviceType, shippingAddress: shippingAddress() },
            {
                validationType: "ValidateDataTransferDetails",
                deviceType,
                transferType,
                dataImportDetails: [
                    { accountDetails: { dataAccountType: "StorageAccount", storageAccountId } },
                ],
            },
        ],
    };
    const what = "validate an order";
    const answer = await orError(azure.ask("POST", path, { what, service, body }));
    const single = (answer.json?.individualResponseDetails ?? []).map(
        // An address has a status of its own name.
        ({ validationType, status, validationStatus, error }) =>
            `${validationType} ${status ?? validationStatus}${error?.code ? ` (${error.code})` : ""}`,
    );
    const note = isSuccess(answer) ? [answer.json?.status, ...single].join("; ") : undefined;
    record.add({
        service: "dataBox",
        step: "validate an order",
        request: "POST validateInputs",
        answer,
        note,
    });
}
