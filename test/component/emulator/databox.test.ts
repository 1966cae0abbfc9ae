import {
    bitLockerKey,
    accountNumber,
    importDetails,
    importOrder,
    Orders,
    shipment,
} from "./dataBoxHarness";
import { checkedEmulator } from "./harness";

const orders = new Orders(checkedEmulator());
beforeEach(() => orders.emulator.reset());

describe("a new order", () => {
    it("shows what the service adds, as it was recorded", async () => {
        const order = await orders.make("photos");
        expect(order).toEqual({
            properties: {
                transferType: "ImportToAzure",
                isCancellable: true,
                isDeletable: false,
                isCancellableWithoutFee: true,
                isShippingAddressEditable: true,
                reverseShippingDetailsUpdate: "NotSupported",
                reverseTransportPreferenceUpdate: "NotSupported",
                isPrepareToShipEnabled: false,
                status: "Created",
                startTime: expect.stringMatching(/^\d{4}-/) as unknown,
                details: {
                    jobDetailsType: "DataBoxCustomerDisk",
                    contactDetails: {
                        contactName: "Ada Example",
                        phone: "4255550100",
                        emailList: ["ada@contoso.example"],
                        notificationPreference: [
                            { stageName: "AtAzureDC", sendNotification: true },
                            { stageName: "DataCopy", sendNotification: true },
                            { stageName: "Created", sendNotification: true },
                            { stageName: "ShippedToCustomer", sendNotification: true },
                        ],
                    },
                    shippingAddress: {
                        ...(importDetails().shippingAddress as object),
                        addressType: "None",
                    },
                    dataImportDetails: [
                        {
                            logCollectionLevel: "Error",
                            accountDetails: {
                                dataAccountType: "StorageAccount",
                                storageAccountId: orders.account,
                            },
                        },
                    ],
                    dataExportDetails: [],
                    importDiskDetailsCollection: {
                        "DISK-1": {
                            manifestFile: "\\DriveManifest.xml",
                            manifestHash: "A".repeat(32),
                        },
                        "DISK-2": {
                            manifestFile: "\\DriveManifest.xml",
                            manifestHash: "A".repeat(32),
                        },
                    },
                    returnToCustomerPackageDetails: { carrierName: "FedEx" },
                    enableManifestBackup: false,
                    preferences: { encryptionPreferences: { doubleEncryption: "Disabled" } },
                    reverseShippingDetails: {},
                    keyEncryptionKey: { kekType: "MicrosoftManaged" },
                },
                deliveryType: "NonScheduled",
                deliveryInfo: { scheduledDateTime: "0001-01-01T00:00:00+00:00" },
                allDevicesLost: false,
            },
            systemData: expect.objectContaining({ createdByType: "ManagedIdentity" }) as unknown,
            location: "westus",
            tags: {},
            sku: { name: "DataBoxCustomerDisk", model: "DataBoxCustomerDisk" },
            identity: { type: "None" },
            name: "photos",
            id: orders.id("photos"),
            type: "Microsoft.DataBox/jobs",
        });
    });

    it("tells no key, account number or share password but by listCredentials", async () => {
        const sharePassword = "Share-Password-1";
        const accountDetails = {
            dataAccountType: "StorageAccount",
            storageAccountId: orders.account,
            sharePassword,
        };
        await orders.make("photos", importOrder({ dataImportDetails: [{ accountDetails }] }));
        const answers = [
            await orders.on("photos", "GET"),
            await orders.ask("GET", `${orders.id("photos")}?$expand=details`),
            await orders.ask("GET", orders.path),
        ];
        const shown =
            answers.map(({ text }) => text).join() + JSON.stringify(orders.emulator.jobs());
        for (const secret of [bitLockerKey, accountNumber, sharePassword]) {
            expect(shown).not.toContain(secret);
        }
        const { body } = await orders.on("photos", "POST", undefined, "listCredentials");
        expect(body.value).toEqual([
            {
                jobName: "photos",
                jobSecrets: {
                    jobSecretsType: "DataBoxCustomerDisk",
                    diskSecrets: [
                        { diskSerialNumber: "DISK-1", bitLockerKey },
                        { diskSerialNumber: "DISK-2", bitLockerKey },
                    ],
                    carrierAccountNumber: accountNumber,
                },
            },
        ]);
    });
});

describe("an order's life", () => {
    it("goes on when its shipment is marked, and can then be cancelled no more", async () => {
        await orders.make("photos");
        const marked = await orders.on("photos", "POST", shipment, "markDevicesShipped");
        expect([marked.status, marked.text]).toEqual([204, ""]);
        const { properties } = await orders.look("photos");
        expect(properties).toMatchObject({
            status: "ShippedToAzureDC",
            isCancellable: false,
            isDeletable: false,
            details: shipment,
        });
        const refused = await orders.on("photos", "POST", { reason: "late" }, "cancel");
        expect([refused.status, refused.body.error.code]).toEqual([409, "Conflict"]);
    });

    it("ends by cancellation and deletion", async () => {
        await orders.make("photos");
        const early = await orders.on("photos", "DELETE");
        expect([early.status, early.body.error.code]).toEqual([409, "Conflict"]);
        const cancelled = await orders.on("photos", "POST", { reason: "CancelTest" }, "cancel");
        expect([cancelled.status, cancelled.text]).toEqual([204, ""]);
        expect((await orders.look("photos")).properties).toMatchObject({
            status: "Cancelled",
            isCancellable: false,
            isCancellableWithoutFee: false,
            isDeletable: true,
            cancellationReason: "CancelTest",
            details: { contactDetails: { contactName: " ", emailList: [] } },
        });
        const last = await orders.follow(await orders.on("photos", "DELETE"));
        expect([last.status, last.text]).toEqual([204, ""]);
        expect((await orders.on("photos", "GET")).status).toBe(404);
        expect((await orders.on("photos", "DELETE")).status).toBe(204);
    });
});
