import { exportOrder, importDetails, importOrder, Orders } from "./dataBoxHarness";
import { checkedEmulator } from "./harness";

const orders = new Orders(checkedEmulator());
beforeEach(() => orders.emulator.reset());

const put = (body: unknown, name = "photos") => orders.on(name, "PUT", body);
const without = (name: string) => importOrder({ [name]: undefined });
const account = (accountDetails: object) =>
    importOrder({ dataImportDetails: [{ accountDetails }] });
const exported = (details: object) =>
    exportOrder({
        dataExportDetails: [
            {
                accountDetails: { dataAccountType: "StorageAccount", storageAccountId: "/x" },
                transferConfiguration: { transferConfigurationType: "TransferAll" },
                ...details,
            },
        ],
    });

describe("the name of an order", () => {
    it.each(["abc", "a.b_c-9", "A23456789012345678901234"])("may be %s", async (name) => {
        expect((await put(importOrder(), name)).status).toBe(202);
    });

    it.each(["ab", "A234567890123456789012345", "a+b", "naïve"])("may not be %s", async (name) => {
        const { status, body } = await put(importOrder(), encodeURIComponent(name));
        expect([status, body.error.code]).toEqual([400, "InvalidResourceName"]);
    });
});

describe("the body of a PUT", () => {
    it.each<[string, unknown, string]>([
        ["no location", importOrder({}, { location: undefined }), "location"],
        ["no SKU", importOrder({}, { sku: undefined }), "sku"],
        ["an unknown SKU", importOrder({}, { sku: { name: "Pallet" } }), "sku.name"],
        ["no transferType", { ...importOrder(), properties: {} }, "properties.transferType"],
        [
            "another transferType",
            { ...importOrder(), properties: { transferType: "Both", details: importDetails() } },
            "properties.transferType",
        ],
        [
            "no details",
            { ...importOrder(), properties: { transferType: "ImportToAzure" } },
            "properties.details",
        ],
        ["no jobDetailsType", without("jobDetailsType"), "properties.details.jobDetailsType"],
        [
            "details of another SKU",
            importOrder({ jobDetailsType: "DataBoxDisk" }),
            "properties.details.jobDetailsType",
        ],
        ["no contact", without("contactDetails"), "properties.details.contactDetails"],
        [
            "a contact without e-mail",
            importOrder({ contactDetails: { contactName: "A", phone: "1" } }),
            "properties.details.contactDetails.emailList",
        ],
        [
            "no return package",
            without("returnToCustomerPackageDetails"),
            "properties.details.returnToCustomerPackageDetails",
        ],
        [
            "an address without country",
            importOrder({ shippingAddress: { streetAddress1: "1" } }),
            "properties.details.shippingAddress.country",
        ],
        [
            "a disk without key",
            importOrder({
                importDiskDetailsCollection: { D1: { manifestFile: "m", manifestHash: "h" } },
            }),
            "properties.details.importDiskDetailsCollection.D1.bitLockerKey",
        ],
        [
            "an account of no type",
            account({ storageAccountId: "/x" }),
            "properties.details.dataImportDetails[0].accountDetails.dataAccountType",
        ],
        [
            "a managed disk without staging account",
            account({ dataAccountType: "ManagedDisk", resourceGroupId: "/x" }),
            "properties.details.dataImportDetails[0].accountDetails.stagingStorageAccountId",
        ],
        [
            "a customer's key without its address",
            importOrder({ keyEncryptionKey: { kekType: "CustomerManaged", kekUrl: "https://k" } }),
            "properties.details.keyEncryptionKey",
        ],
        [
            "an export without configuration",
            exported({ transferConfiguration: undefined }),
            "properties.details.dataExportDetails[0].transferConfiguration",
        ],
        [
            "an export of all without saying of what",
            exported({}),
            "properties.details.dataExportDetails.transferConfiguration.transferAllDetails",
        ],
        [
            "an export with a share password",
            exported({
                accountDetails: {
                    dataAccountType: "StorageAccount",
                    storageAccountId: "/x",
                    sharePassword: "Password-1",
                },
                transferConfiguration: {
                    transferConfigurationType: "TransferAll",
                    transferAllDetails: { include: { dataAccountType: "StorageAccount" } },
                },
            }),
            "properties.details.accountDetails.sharePassword",
        ],
    ])("is refused with %s, by the property's name", async (_title, body, target) => {
        const answer = await put(body);
        expect([answer.status, answer.body.error.target]).toEqual([400, target]);
        expect(answer.text).not.toContain("Password-1");
        expect((await orders.on("photos", "GET")).status).toBe(404);
    });

    it("is refused in a location that is not served", async () => {
        const { status, body } = await put(importOrder({}, { location: "atlantis" }));
        expect([status, body.error.code]).toEqual([400, "LocationNotAvailableForResourceType"]);
    });

    it("is taken without a look at keys and hashes, as was recorded", async () => {
        const disk = { manifestFile: "m", manifestHash: "xxxx", bitLockerKey: "xxx" };
        expect((await put(importOrder({ importDiskDetailsCollection: { D1: disk } }))).status).toBe(
            202,
        );
    });

    it("is taken with everything that a GET gave, but for the secrets", async () => {
        const first = await orders.make("photos");
        const disk = { manifestFile: "m", manifestHash: "h", bitLockerKey: "k" };
        const body = {
            ...first,
            properties: {
                ...first.properties,
                details: {
                    ...first.properties.details,
                    importDiskDetailsCollection: { D1: disk },
                },
            },
        };
        const copy = await orders.follow(await put(body, "copy"));
        expect(copy.body.properties.details.contactDetails).toEqual(
            first.properties.details.contactDetails,
        );
    });

    it.each(["2022-12-01", "2023-03-01", "2024-03-01-preview", "2025-02-01", "2025-07-01"])(
        "is served in %s, and what came later is left out before",
        async (apiVersion) => {
            await orders.make("photos");
            const { body } = await orders.on("photos", "GET", undefined, "", { apiVersion });
            const isNew = apiVersion >= "2025";
            expect(body.sku.model).toBe(isNew ? "DataBoxCustomerDisk" : undefined);
            expect("allDevicesLost" in body.properties).toBe(isNew);
        },
    );

    it("is refused in a version that knows no customer's disk", async () => {
        const options = { apiVersion: "2021-05-01" };
        const { status, body } = await orders.on("photos", "PUT", importOrder(), "", options);
        expect([status, body.error.code]).toEqual([400, "NoRegisteredProviderFound"]);
    });
});

const at = "2026-01-01T09:00:00+01:00";

describe("the body of an action", () => {
    beforeEach(() => orders.make("photos"));

    it.each([
        ["cancel", {}, "reason"],
        ["cancel", { reason: 7 }, "reason"],
        ["markDevicesShipped", {}, "deliverToDcPackageDetails"],
        ["mitigate", { customerResolutionCode: "Pray" }, "customerResolutionCode"],
        ["bookShipmentPickUp", { startTime: at, endTime: at }, "shipmentLocation"],
        ["bookShipmentPickUp", { startTime: at, endTime: "t", shipmentLocation: "x" }, "endTime"],
    ])("%s %j is refused, by the property's name", async (action, body, target) => {
        const answer = await orders.on("photos", "POST", body, action);
        expect([answer.status, answer.body.error.target]).toEqual([400, target]);
    });

    it("must be there", async () => {
        expect((await orders.on("photos", "POST", undefined, "cancel")).status).toBe(400);
    });

    it("mitigate is remembered", async () => {
        await orders.on("photos", "POST", { customerResolutionCode: "Restart" }, "mitigate");
        expect(
            (await orders.look("photos")).properties.details.lastMitigationActionOnJob,
        ).toMatchObject({ isPerformedByCustomer: true, customerResolution: "Restart" });
    });
});
