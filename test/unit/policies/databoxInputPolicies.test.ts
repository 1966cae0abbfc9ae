import {
    allowedLocations,
    customerManagedKey,
    deletionOptionsExplicit,
    driveCountAndHashes,
    exportSelection,
    requiredTags,
    returnAddressBeforeShipment,
    returnCarrierAccount,
    validJobName,
} from "../../../policies/index";
import {
    allBlobs,
    contactDetails,
    exportOrder,
    importDisk,
    importOrder,
    returnToCustomerPackageDetails,
    shippingAddress,
} from "../../fixtures/orderInputs";
import { askResource, nativeOrderType, nativeOrderTypes, orderType, ownType, unknown } from "./ask";
import { holds, type Case } from "./inputCases";

const deliverToDcPackageDetails = { carrierName: "FedEx", trackingId: "TRACK-1" };
const shipped = (details: object = {}) => ({
    ...importOrder({ details: { ...details } }),
    deliverToDcPackageDetails,
});
const disks = (count: number, change: object = {}) =>
    Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
            `DISK-${index}`,
            { ...importDisk, ...change },
        ]),
    );
const importing = (importDiskDetailsCollection: unknown) =>
    importOrder({ details: { importDiskDetailsCollection } });
const exporting = (transferConfiguration: unknown) =>
    exportOrder({ details: { dataExportDetails: [{ transferConfiguration }] } });
const all = (include: object) => ({ ...allBlobs, transferAllDetails: { include } });
const filtered = (include: object) => ({
    transferConfigurationType: "TransferUsingFilter",
    transferFilterDetails: { include: { dataAccountType: "StorageAccount", ...include } },
});
const withKey = (keyEncryptionKey: unknown, identity?: unknown) =>
    importOrder({ details: { keyEncryptionKey }, identity });
const key = {
    kekType: "CustomerManaged",
    kekUrl: "https://vault.example.net/keys/disks",
    kekVaultResourceID: "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v",
};
const userId = "/subscriptions/s/providers/Microsoft.ManagedIdentity/userAssignedIdentities/opener";
const byUser = { type: "UserAssigned", userAssigned: { resourceId: userId } };
const bySystem = { type: "SystemAssigned" };
const systemKey = { ...key, identityProperties: bySystem };
const userKey = { ...key, identityProperties: byUser };
const plain = importOrder;

/** Of both makers: what a program says does not depend on who makes the order. */
const ofBoth: Case[] = [
    {
        policy: driveCountAndHashes,
        allowed: [
            importing(disks(10)),
            importing(disks(1, { manifestHash: "a".repeat(64) })),
            exportOrder(),
        ],
        refused: [
            [importing(disks(11)), /has 11 disks, and 10/],
            [importing({}), /without disks/],
            [importing({ abc: importDisk, ABC: importDisk }), /differ only in casing/],
            [importing({ ...disks(1), x: { ...importDisk, manifestHash: "12" } }), /on 1 of its 2/],
        ],
        unknown: [
            [importing(unknown), /importDiskDetailsCollection is not known/],
            [importing(disks(1, { manifestHash: unknown })), /Collection is not known/],
            [importOrder({ transferType: unknown }), /transferType is not known/],
            [importOrder({ sku: { name: unknown } }), /sku is not known/],
        ],
        overrides: [[{ maxDrives: 2 }, importing(disks(2)), importing(disks(3))]],
    },
    {
        policy: exportSelection,
        allowed: [
            exportOrder(),
            exporting(filtered({ blobFilterDetails: { containerList: ["photos"] } })),
            exporting(
                filtered({
                    filterFileDetails: [{ filterFileType: "AzureBlob", filterFilePath: "a/b.xml" }],
                }),
            ),
            plain(),
        ],
        refused: [
            [exportOrder({ details: { dataExportDetails: [] } }), /selects nothing\./],
            [exporting(undefined), /selects nothing in details\.dataExportDetails\[0\]/],
            [exporting(filtered({ blobFilterDetails: { containerList: [] } })), /selects nothing/],
            [
                exporting(all({ transferAllBlobs: true, transferAllFiles: true })),
                /exports Azure Files/,
            ],
            [
                exporting(filtered({ azureFileFilterDetails: { fileShareList: ["s"] } })),
                /exports Azure Files/,
            ],
            [
                exporting(filtered({ filterFileDetails: [{ filterFileType: "AzureFile" }] })),
                /exports Azure Files/,
            ],
        ],
        unknown: [
            [exporting(unknown), /transferConfiguration is not known/],
            [exporting(all({ transferAllBlobs: unknown })), /transferConfiguration is not known/],
            [exportOrder({ details: { dataExportDetails: unknown } }), /Details is not known/],
            [{ ...exportOrder(), transferType: unknown }, /transferType is not known/],
        ],
    },
    {
        policy: customerManagedKey,
        allowed: [
            plain(),
            withKey({ kekType: "MicrosoftManaged" }),
            withKey(systemKey, { type: "SystemAssigned" }),
            withKey(userKey, { type: "UserAssigned", userAssignedIdentities: [userId] }),
            withKey(userKey, {
                type: "UserAssigned",
                userAssignedIdentities: { [userId.toUpperCase()]: {} },
            }),
        ],
        refused: [
            [
                withKey({ ...systemKey, kekUrl: "" }, { type: "SystemAssigned" }),
                /without kekUrl\..*details\.keyEncryptionKey/,
            ],
            [withKey(key), /no identity that opens its vault/],
            [withKey(systemKey, { type: "None" }), /an identity that it does not have/],
            [
                withKey(userKey, { type: "UserAssigned", userAssignedIdentities: ["other"] }),
                /an identity that it does not have/,
            ],
            [
                withKey({ ...key, identityProperties: { type: "UserAssigned" } }),
                /does not name.*userAssigned\.resourceId/,
            ],
        ],
        unknown: [
            [withKey(unknown), /keyEncryptionKey\.kekType is not known/],
            [withKey(systemKey, unknown), /: identity is not known/],
            [withKey({ ...key, identityProperties: unknown }), /identityProperties is not known/],
        ],
        overrides: [[{ required: true }, withKey(systemKey, { type: "SystemAssigned" }), plain()]],
    },
    {
        policy: allowedLocations,
        allowed: [plain()],
        refused: [[plain({ location: "eastus" }), /is in "eastus"/]],
        unknown: [[plain({ location: unknown }), /location is not known/]],
        config: { locations: ["westus"] },
        overrides: [[{ locations: ["West US"] }, plain(), plain({ location: "eastus" })]],
    },
    {
        policy: requiredTags,
        allowed: [plain()],
        refused: [[plain({ tags: {} }), /lacks the tag team/]],
        unknown: [[{ ...plain(), tags: unknown }, /tags is not known/]],
        config: { tags: ["team"] },
        overrides: [[{ tags: ["team"] }, plain({ tags: { Team: "archive" } }), plain()]],
    },
];

/** Of this project's orders: they say themselves when they ship, and what a delete does. */
const ofOurs: Case[] = [
    {
        policy: returnAddressBeforeShipment,
        allowed: [shipped(), plain({ details: { shippingAddress: undefined } })],
        refused: [
            [shipped({ shippingAddress: undefined }), /details\.shippingAddress\.streetAddress1/],
            [
                shipped({ contactDetails: { ...contactDetails, emailList: [], phone: " " } }),
                /lacks details\.contactDetails\.phone, details\.contactDetails\.emailList\./,
            ],
        ],
        unknown: [
            [shipped({ shippingAddress: unknown }), /shippingAddress\.streetAddress1 is not known/],
            [
                shipped({ contactDetails: { ...contactDetails, phone: unknown } }),
                /contactDetails\.phone is not known/,
            ],
        ],
    },
    {
        policy: returnCarrierAccount,
        allowed: [shipped(), plain({ details: { returnToCustomerPackageDetails: undefined } })],
        refused: [
            [shipped({ returnToCustomerPackageDetails: {} }), /carrierName and .*AccountNumber/],
            [
                shipped({ returnToCustomerPackageDetails: { carrierName: "FedEx" } }),
                /lacks details\.returnToCustomerPackageDetails\.carrierAccountNumber/,
            ],
        ],
        unknown: [
            [shipped({ returnToCustomerPackageDetails: unknown }), /carrierName is not known/],
        ],
    },
    {
        policy: deletionOptionsExplicit,
        allowed: [{ ...plain(), deletion: { inFlight: "refuse" } }],
        refused: [[plain(), /leaves deletion\.inFlight to its default/]],
        unknown: [[{ ...plain(), deletion: { inFlight: unknown } }, /inFlight is not known/]],
        overrides: [
            [
                { allowedInFlight: ["refuse"] },
                { ...plain(), deletion: { inFlight: "refuse" } },
                { ...plain(), deletion: { inFlight: "cancel" } },
            ],
        ],
    },
];

/** Of azure-native's: no step of theirs marks the shipment, so they are ready from the beginning. */
const ofNative: Case[] = [
    {
        policy: returnAddressBeforeShipment,
        allowed: [
            plain(),
            // The service's answer, under policy analyze: it wipes the contact of what has ended.
            { ...plain({ details: { contactDetails: {} } }), isDeletable: true },
        ],
        refused: [
            [
                plain({ details: { shippingAddress: { ...shippingAddress, country: "" } } }),
                /country/,
            ],
        ],
        unknown: [[{ ...plain(), details: unknown }, /contactDetails.contactName is not known/]],
    },
    {
        policy: returnCarrierAccount,
        allowed: [
            plain(),
            // The service's answer, under policy analyze: it never gives the account back.
            {
                ...plain({ details: { returnToCustomerPackageDetails: { carrierName: "FedEx" } } }),
                isCancellable: false,
            },
        ],
        refused: [
            [
                plain({
                    details: {
                        returnToCustomerPackageDetails: {
                            ...returnToCustomerPackageDetails,
                            carrierAccountNumber: "",
                        },
                    },
                }),
                /lacks details\.returnToCustomerPackageDetails\.carrierAccountNumber/,
            ],
        ],
        unknown: [
            [plain({ details: { returnToCustomerPackageDetails: unknown } }), /is not known/],
        ],
    },
];

describe("this project's orders", () => holds([...ofBoth, ...ofOurs], orderType));
describe("azure-native's orders", () => holds([...ofBoth, ...ofNative], nativeOrderType));

describe("valid-job-name", () => {
    const ask = (type: string, jobName: string) =>
        askResource(validJobName, { type, props: { jobName } });

    it.each([orderType, ...nativeOrderTypes])(
        "refuses what Data Box does not take (%s)",
        async (type) => {
            for (const wrong of ["ab", "a".repeat(25), "with space", "straße"]) {
                expect((await ask(type, wrong)).refused).toEqual([
                    expect.stringMatching(/3 to 24 letters.*Give it another jobName/),
                ]);
            }
            for (const right of ["abc", "a".repeat(24), "with-hyphen.dot_1"]) {
                expect(await ask(type, right)).toEqual({ refused: [], told: [] });
            }
        },
    );
    it("knows the longer names of Import/Export jobs", async () => {
        expect(await ask(ownType, "a".repeat(64))).toEqual({ refused: [], told: [] });
        for (const wrong of ["a", "1a", "a".repeat(65), "a_b"]) {
            expect((await ask(ownType, wrong)).refused).toHaveLength(1);
        }
    });
    it("says when the name is not known yet", async () => {
        const { refused, told } = await ask(orderType, unknown);
        expect(refused).toEqual([]);
        expect(told[0]).toContain("jobName is not known");
    });
});

describe("device orders", () => {
    it("are left alone by the rules about disks of one's own", async () => {
        const props = importOrder({
            sku: { name: "DataBoxHeavy" },
            details: { importDiskDetailsCollection: undefined, shippingAddress: undefined },
        });
        for (const policy of [driveCountAndHashes, returnAddressBeforeShipment, exportSelection]) {
            const answer = await askResource(policy, { type: nativeOrderType, props });
            expect(answer).toEqual({ refused: [], told: [] });
        }
    });
    it("have locations and tags all the same", async () => {
        const props = importOrder({ sku: { name: "DataBoxHeavy" }, location: "eastus" });
        const shown = { type: nativeOrderType, props };
        const config = { locations: ["westus"] };
        expect((await askResource(allowedLocations, shown, config)).refused).toHaveLength(1);
        expect((await askResource(requiredTags, shown, { tags: ["team"] })).refused).toHaveLength(
            1,
        );
    });
});
