import { Orders } from "./dataBoxHarness";
import { checkedEmulator } from "./harness";

const orders = new Orders(checkedEmulator());
beforeEach(() => orders.emulator.reset());

const deviceType = "DataBoxCustomerDisk" as const;
const transferType = "ImportToAzure" as const;
const availability = (change: object = {}) => ({
    validationType: "ValidateSkuAvailability" as const,
    deviceType,
    transferType,
    country: "US",
    location: "westus",
    ...change,
});
const location = () => orders.path.replace(/jobs$/, "locations/westus");
const validate = (individualRequestDetails: unknown, path = location()) =>
    orders.ask("POST", `${path}/validateInputs`, {
        validationCategory: "JobCreationValidation",
        individualRequestDetails,
    });

describe("the validation of an order that is not made", () => {
    it("is Valid kind by kind, in the order of the questions, and orders nothing", async () => {
        const accountDetails = {
            dataAccountType: "StorageAccount",
            storageAccountId: orders.account,
        };
        const { status, body } = await validate([
            { validationType: "ValidateSubscriptionIsAllowedToCreateJob" },
            { validationType: "ValidateCreateOrderLimit", deviceType },
            availability(),
            {
                validationType: "ValidateAddress",
                deviceType,
                shippingAddress: { streetAddress1: "1 Example Street", country: "US" },
            },
            {
                validationType: "ValidateDataTransferDetails",
                deviceType,
                transferType,
                dataImportDetails: [{ accountDetails }],
            },
            { validationType: "ValidatePreferences", deviceType },
        ]);
        expect(status).toBe(200);
        expect(body).toEqual({
            status: "AllValidToProceed",
            individualResponseDetails: [
                { validationType: "ValidateSubscriptionIsAllowedToCreateJob", status: "Valid" },
                { validationType: "ValidateCreateOrderLimit", status: "Valid" },
                { validationType: "ValidateSkuAvailability", status: "Valid" },
                {
                    validationType: "ValidateAddress",
                    validationStatus: "Valid",
                    alternateAddresses: [],
                },
                { validationType: "ValidateDataTransferDetails", status: "Valid" },
                { validationType: "ValidatePreferences", status: "Valid" },
            ],
        });
        const all = orders.path.replace(/\/resourceGroups\/[^/]+/, "");
        expect((await orders.ask("GET", all)).body.value).toEqual([]);
    });

    it.each([
        ["Region", { location: "atlantis" }],
        ["Country", { country: "United States" }],
    ])("asks for other inputs because of the %s", async (code, change) => {
        const { body } = await validate([availability(change)]);
        expect(body).toMatchObject({
            status: "InputsRevisitRequired",
            individualResponseDetails: [{ status: "Invalid", error: { code } }],
        });
    });

    it("is asked of a subscription, too", async () => {
        const path = location().replace(/\/resourceGroups\/[^/]+/, "");
        expect((await validate([availability()], path)).body).toMatchObject({
            status: "AllValidToProceed",
        });
    });

    it.each([
        ["a kind that the API does not have", { validationType: "ValidateWeather" }],
        ["a country that is missing", { ...availability(), country: undefined }],
    ])("refuses %s with 400", async (_, wrong) => {
        expect((await validate([wrong])).status).toBe(400);
    });
});
