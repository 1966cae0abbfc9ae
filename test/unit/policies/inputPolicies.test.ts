import {
    allowedLocations,
    customerManagedKey,
    deletionOptionsExplicit,
    driveCountAndHashes,
    exportSelection,
    requiredTags,
    returnAddressBeforeShipment,
    returnCarrierAccount,
} from "../../../policies/index";
import {
    announcedShipment,
    drive,
    exportJob,
    importJob,
    returnAddress,
    type JobWishes,
} from "../../fixtures/jobInputs";
import { askResource, nativeType, ownType, unknown } from "./ask";
import { holds, type Case } from "./inputCases";

const shipped = (properties: object = {}) =>
    importJob({ properties: { ...announcedShipment, ...properties } });
const drives = (count: number, change: object = {}) =>
    Array.from({ length: count }, (_, index) => ({
        ...drive,
        driveId: `DRIVE-${index}`,
        ...change,
    }));
const exporting = (selection: unknown) => exportJob({ properties: { export: selection } });
const withKey = (encryptionKey: unknown) => importJob({ properties: { encryptionKey } });
const completeKey = {
    kekType: "CustomerManaged",
    kekUrl: "https://vault.example.net/keys/disks",
    kekVaultResourceID: "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v",
};
const plain = (wishes: JobWishes = {}) => importJob(wishes);

const cases: Case[] = [
    {
        policy: returnAddressBeforeShipment,
        allowed: [shipped(), plain()],
        refused: [
            [shipped({ returnAddress: undefined }), /without a returnAddress\. .* Set /],
            [shipped({ returnAddress: { ...returnAddress, phone: " " } }), /lacks phone/],
        ],
        unknown: [
            [shipped({ returnAddress: unknown }), /properties\.returnAddress is not known/],
            [shipped({ state: unknown }), /properties\.state is not known/],
            [shipped({ returnAddress: { ...returnAddress, city: unknown } }), /returnAddress/],
        ],
    },
    {
        policy: returnCarrierAccount,
        allowed: [shipped(), plain(), { ...shipped(), location: "nowhere else" }],
        refused: [
            [shipped({ returnShipping: undefined }), /without a carrier account/],
            [{ ...shipped(), location: "Australia East" }, /"australiaeast" does not support.*DHL/],
            [
                shipped({ returnShipping: { carrierName: "Pigeon", carrierAccountNumber: "1" } }),
                /no location supports/,
            ],
        ],
        unknown: [
            [shipped({ returnShipping: unknown }), /properties\.returnShipping is not known/],
            [{ ...shipped(), location: unknown }, /location is not known/],
        ],
        overrides: [
            [{ carriers: ["DHL"] }, undefined, shipped()],
            [
                { carriersByLocation: { westus: ["UPS"] } },
                { ...shipped(), location: "eastus" },
                shipped(),
            ],
        ],
    },
    {
        policy: driveCountAndHashes,
        allowed: [
            importJob({ properties: { driveList: drives(10) } }),
            importJob({ properties: { driveList: drives(1, { manifestHash: "a".repeat(64) }) } }),
            exportJob(),
        ],
        refused: [
            [importJob({ properties: { driveList: drives(11) } }), /has 11 drives, and 10/],
            [importJob({ properties: { driveList: [] } }), /without drives/],
            [
                importJob({ properties: { driveList: [...drives(2), ...drives(1)] } }),
                /driveList\[0\] and driveList\[2\] have the same driveId/,
            ],
            [
                importJob({ properties: { driveList: drives(1, { manifestHash: "12" }) } }),
                /driveList\[0\].*2 characters/,
            ],
        ],
        unknown: [
            [importJob({ properties: { driveList: unknown } }), /driveList is not known/],
            [
                importJob({ properties: { driveList: drives(1, { driveId: unknown }) } }),
                /driveList\[0\] is not known/,
            ],
            [importJob({ properties: { jobType: unknown } }), /jobType is not known/],
        ],
        overrides: [
            [
                { maxDrives: 2 },
                importJob({ properties: { driveList: drives(2) } }),
                importJob({ properties: { driveList: drives(3) } }),
            ],
        ],
    },
    {
        policy: exportSelection,
        allowed: [
            exporting({ blobPathPrefix: ["/"] }),
            exporting({ blobPath: ["photos/1.jpg"] }),
            exporting({ blobListBlobPath: "lists/photos.xml" }),
            plain(),
        ],
        refused: [
            [exporting(undefined), /selects nothing/],
            [exporting({ blobPathPrefix: ["/a", "b"] }), /blobPathPrefix \(entry 1\)/],
            [exporting({ blobPath: ["/photos/1.jpg"] }), /blobPath \(entry 0\)/],
            [exporting({ blobListBlobPath: "/lists/photos.xml" }), /blobListBlobPath/],
        ],
        unknown: [
            [exporting(unknown), /export is not known/],
            [exporting({ blobPathPrefix: [unknown] }), /export is not known/],
        ],
    },
    {
        policy: customerManagedKey,
        allowed: [plain(), withKey(completeKey), withKey({ kekType: "MicrosoftManaged" })],
        refused: [
            [withKey({ kekType: "CustomerManaged" }), /without kekUrl and kekVaultResourceID/],
            [withKey({ ...completeKey, kekUrl: "" }), /without kekUrl\./],
        ],
        unknown: [
            [withKey(unknown), /encryptionKey\.kekType is not known/],
            [withKey({ ...completeKey, kekUrl: unknown }), /kekUrl is not known/],
        ],
        overrides: [[{ required: true }, withKey(completeKey), plain()]],
    },
    {
        policy: allowedLocations,
        allowed: [plain()],
        refused: [[plain({ location: "eastus" }), /is in "eastus".* Use one of: westus/]],
        unknown: [[plain({ location: unknown }), /location is not known/]],
        config: { locations: ["westus"] },
        overrides: [
            [
                { locations: ["West US", "westeurope"] },
                plain({ location: "westus" }),
                plain({ location: "East US" }),
            ],
        ],
    },
    {
        policy: requiredTags,
        allowed: [plain()],
        refused: [[plain({ tags: { other: "x" } }), /lacks the tags team, cost\./]],
        unknown: [[{ ...plain(), tags: unknown }, /tags is not known/]],
        config: { tags: ["team", "cost"] },
        overrides: [
            [{ tags: ["team"] }, plain({ tags: { Team: "archive" } }), plain()],
            [{ tags: ["team"] }, undefined, plain({ tags: { team: "" } })],
        ],
    },
    {
        policy: deletionOptionsExplicit,
        allowed: [plain({ deletion: { inFlight: "refuse" } })],
        refused: [[plain(), /leaves deletion\.inFlight to its default.*"cancel" or "refuse"/]],
        unknown: [[plain({ deletion: { inFlight: unknown } }), /inFlight is not known/]],
        overrides: [
            [
                { allowedInFlight: ["refuse"] },
                plain({ deletion: { inFlight: "refuse" } }),
                plain({ deletion: { inFlight: "cancel" } }),
            ],
        ],
    },
];

holds(cases, ownType);

describe("azure-native's jobs", () => {
    it("are judged like this project's", async () => {
        const props = shipped({ returnAddress: undefined });
        const types = [
            nativeType,
            "azure-native:importexport/v20210101:Job",
            "azure-native_importexport_v20210101:importexport:Job",
            ownType,
        ];
        for (const type of types) {
            const { refused } = await askResource(returnAddressBeforeShipment, { type, props });
            expect(refused).toHaveLength(1);
        }
    });

    it("have no deletion options to be explicit about", async () => {
        const answer = await askResource(deletionOptionsExplicit, {
            type: nativeType,
            props: plain(),
        });
        expect(answer).toEqual({ refused: [], told: [] });
    });
});
