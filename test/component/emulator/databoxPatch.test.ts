import { accountNumber, importOrder, Orders } from "./dataBoxHarness";
import { checkedEmulator } from "./harness";

const orders = new Orders(checkedEmulator());
beforeEach(() => orders.emulator.reset());

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
