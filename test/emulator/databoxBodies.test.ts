import { accountNumber, exportOrder, importDetails, importOrder, Orders } from "./dataBoxHarness";
import { startChecked } from "./harness";

let orders: Orders;
beforeAll(async () => {
    orders = new Orders(await startChecked());
});
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

describe("a PATCH", () => {
    beforeEach(() => orders.make("photos", importOrder({}, { tags: { a: "b", c: "d" } })));
    const patch = async (body: unknown) =>
        orders.follow(
            await orders.on("photos", "PATCH", body, "", { headers: { "if-match": '"any"' } }),
        );
    const detailsOf = async (body: unknown) => (await patch(body)).body.properties.details;

    it("replaces tags and identity", async () => {
        const { body } = await patch({ tags: { e: "f" }, identity: { type: "SystemAssigned" } });
        expect(body).toMatchObject({ identity: { type: "SystemAssigned" } });
        expect(body.tags).toEqual({ e: "f" });
    });

    it("replaces the parts of the details that it may, each as a whole", async () => {
        const details = {
            contactDetails: { contactName: "Bo", phone: "1", emailList: ["bo@contoso.example"] },
            shippingAddress: { streetAddress1: "2 Example Way", country: "US" },
            reverseShippingDetails: { contactDetails: { contactName: "Cy", phone: "2" } },
            preferences: { preferredDataCenterRegion: ["westus"] },
            keyEncryptionKey: {
                kekType: "CustomerManaged",
                kekUrl: "https://vault/key",
                kekVaultResourceID: "/vault",
            },
            returnToCustomerPackageDetails: { carrierName: "DHL" },
        };
        const patched = await detailsOf({ properties: { details } });
        expect(patched).toMatchObject(details);
        expect(patched.shippingAddress).toEqual({
            ...details.shippingAddress,
            addressType: "None",
        });
        expect(patched.importDiskDetailsCollection).toHaveProperty("DISK-2");
    });

    it("keeps the account number that a client cannot have read", async () => {
        await patch({
            properties: { details: { returnToCustomerPackageDetails: { carrierName: "DHL" } } },
        });
        const { text } = await orders.on("photos", "POST", undefined, "listCredentials");
        expect(text).toContain(accountNumber);
    });

    it.each<[object, string]>([
        [{ location: "eastus" }, "location"],
        [{ sku: { name: "DataBox" } }, "sku"],
        [{ properties: { transferType: "ExportFromAzure" } }, "properties.transferType"],
        [{ properties: { deliveryType: "Scheduled" } }, "properties.deliveryType"],
        ...["importDiskDetailsCollection", "dataImportDetails", "dataExportDetails"].map(
            (name): [object, string] => [
                { properties: { details: { [name]: {} } } },
                `properties.details.${name}`,
            ],
        ),
        [
            { properties: { details: { enableManifestBackup: true } } },
            "properties.details.enableManifestBackup",
        ],
        [
            { properties: { details: { contactDetails: { contactName: "Bo" } } } },
            "properties.details.contactDetails.phone",
        ],
    ])("of what cannot be changed is refused: %j", async (body, target) => {
        const before = (await orders.look("photos")).systemData;
        const answer = await patch(body);
        expect([answer.status, answer.body.error.target]).toEqual([400, target]);
        expect((await orders.look("photos")).systemData).toEqual(before);
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

describe("the list", () => {
    it("goes on where the page ended, by group and by subscription", async () => {
        for (let count = 0; count < 102; count++) {
            orders.emulator.plant(orders.id(`order-${String(count).padStart(3, "0")}`), {});
        }
        const elsewhere = orders.id("elsewhere").replace("rg-test", "rg-other");
        orders.emulator.plant(elsewhere, {});
        const subscription = orders.path.replace(/\/resourceGroups\/[^/]+/, "");
        for (const [path, total] of [
            [orders.path, 102],
            [subscription, 103],
        ] as const) {
            const first = (await orders.ask("GET", path)).body;
            expect(first.value).toHaveLength(100);
            const next = first.nextLink!.slice(orders.emulator.endpoint.length);
            const second = (await orders.ask("GET", next, undefined, { apiVersion: null })).body;
            expect(second.value).toHaveLength(total - 100);
            expect(second).not.toHaveProperty("nextLink");
        }
    });

    it("shows no job of the other service, and is not shown in the other's", async () => {
        const { emulator } = orders;
        await orders.make("photos");
        emulator.plant(emulator.job("videos"), {});
        expect((await orders.ask("GET", orders.path)).body.value.map(({ name }) => name)).toEqual([
            "photos",
        ]);
        expect((await emulator.arm("GET", emulator.jobsPath)).body.value).toHaveLength(1);
        const group = orders.path.split("/providers/")[0]!;
        const { body } = await emulator.arm("GET", `${group}/resources`, undefined, {
            apiVersion: "2021-04-01",
        });
        expect(body.value.map(({ type }) => type).sort()).toEqual([
            "Microsoft.DataBox/jobs",
            "Microsoft.ImportExport/jobs",
        ]);
    });
});

describe("what a location offers", () => {
    const location = () => orders.path.replace(/jobs$/, "locations/westus");
    const ask = { transferType: "ImportToAzure", country: "US", location: "westus" };

    it("is told by SKU", async () => {
        const skuNames = ["DataBoxCustomerDisk"];
        const { body } = await orders.ask("POST", `${location()}/availableSkus`, {
            ...ask,
            skuNames,
        });
        expect(body.value).toMatchObject([
            {
                sku: { name: "DataBoxCustomerDisk" },
                enabled: true,
                properties: { disabledReason: "None" },
            },
        ]);
    });

    it.each([
        ["Region", { location: "atlantis" }],
        ["Country", { country: "United States" }],
    ])("is nothing because of the %s", async (disabledReason, change) => {
        const path = `${location()}/availableSkus`;
        const { body } = await orders.ask("POST", path, { ...ask, ...change });
        expect(body.value[0]).toMatchObject({ enabled: false, properties: { disabledReason } });
    });

    it.each([
        ["westus", "DatacenterAddressLocation"],
        ["australiaeast", "DatacenterAddressInstruction"],
    ])("is an address in %s: %s", async (storageLocation, datacenterAddressType) => {
        const body = {
            datacenterAddressRequest: { storageLocation, skuName: "DataBoxCustomerDisk" },
        };
        for (const path of [location(), location().replace(/\/resourceGroups\/[^/]+/, "")]) {
            const answer = await orders.ask("POST", `${path}/regionConfiguration`, body);
            expect(answer.body).toMatchObject({
                datacenterAddressResponse: { datacenterAddressType },
            });
            expect(answer.text).toContain("do not ship");
        }
    });
});
