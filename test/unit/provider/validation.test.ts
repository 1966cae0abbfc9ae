import { unknownValue } from "../../../provider/job/unknowns";
import { validateJob } from "../../../provider/importexport/validation";
import { unknownValue as pulumisUnknownValue } from "@pulumi/pulumi/runtime";
import {
    deliveryPackage,
    drive,
    exportInputs,
    importInputs,
    marker,
    returnAddress,
    storageAccountId,
} from "./jobInputs";

type Inputs = Record<string, unknown>;

function findings(news: Inputs, olds: Inputs = {}) {
    return validateJob(olds, news);
}

describe("a good job", () => {
    it.each<[string, Inputs]>([
        ["an import", importInputs()],
        [
            "an import with ten drives",
            importInputs({ driveList: Array.from({ length: 10 }, (_, i) => drive(i)) }),
        ],
        [
            "an import with a SHA-256 manifest hash",
            importInputs({ driveList: [{ ...drive(), manifestHash: "a".repeat(64) }] }),
        ],
        ["an import with its shipment", importInputs({ state: "Shipping", deliveryPackage })],
        ["an import that says Creating", importInputs({ state: "Creating" })],
        ['an import that says state "", as the official examples do', importInputs({ state: "" })],
        [
            "a drive that says Specified, as azure-native fills in",
            importInputs({ driveList: [{ ...drive(), state: "Specified" }] }),
        ],
        [
            "an adopted import without keys",
            importInputs(
                { driveList: [{ ...drive(), bitLockerKey: undefined }] },
                { adoptExisting: true },
            ),
        ],
        ["an export by prefix", exportInputs()],
        [
            "an export by path",
            exportInputs({ export: { blobPath: ["$root/logo.bmp", "videos/story.mp4"] } }),
        ],
        ["an export by list", exportInputs({ export: { blobListBlobPath: "$root/list.xml" } })],
        ["an export with an empty driveList", exportInputs({ driveList: [] })],
        [
            "a classic storage account",
            importInputs({
                storageAccountId: storageAccountId.replace(
                    "Microsoft.Storage",
                    "microsoft.classicstorage",
                ),
            }),
        ],
        [
            "every deletion option",
            importInputs(
                {},
                {
                    deletion: {
                        inFlight: "refuse",
                        waitMinutes: 0.5,
                        whenTimeIsUp: "forget",
                        whenUndeletable: "forget",
                        discardKeys: true,
                    },
                },
            ),
        ],
        ["a wait of nothing", importInputs({}, { deletion: { waitMinutes: 0 } })],
        [
            "a customer-managed key",
            importInputs({
                encryptionKey: {
                    kekType: "CustomerManaged",
                    kekUrl: "https://v.vault.azure.net/keys/k",
                    kekVaultResourceID: "/subscriptions/s",
                },
            }),
        ],
        ["where a job was when it was imported", importInputs({ state: "Transferring" })],
        [
            "a drive's result",
            importInputs({ driveList: [{ ...drive(), copyStatus: "InProgress" }] }),
        ],
        [
            "what only Azure writes",
            importInputs({ percentComplete: 3, shippingInformation: {}, returnPackage: {} }),
        ],
        ["a path with a slash", exportInputs({ export: { blobPath: ["/"] } })],
        [
            "an adoption that says nothing of the job",
            {
                resourceGroupName: "rg-archive",
                jobName: "photos",
                adoptExisting: true,
                owner: "o",
            },
        ],
        ["cancelRequested false on a new job", importInputs({ cancelRequested: false })],
        // ARM: letters and digits of every script.
        ...["rg-資料", "rg-größe", "дані_(2)", "rg.٣", "a", "x".repeat(90)].map(
            (resourceGroupName): [string, Inputs] => [
                `the resource group ${resourceGroupName}`,
                importInputs({}, { resourceGroupName }),
            ],
        ),
    ])("%s has no finding", (_title, news) => {
        expect(findings(news)).toEqual([]);
    });
});

describe("a bad property", () => {
    it.each<[string, Inputs, string[], RegExp]>([
        [
            "no resource group",
            importInputs({}, { resourceGroupName: undefined }),
            ["resourceGroupName"],
            /rg-archive/,
        ],
        [
            "a resource group that ends in a period",
            importInputs({}, { resourceGroupName: "rg." }),
            ["resourceGroupName"],
            /rg-archive/,
        ],
        ...["rg 資料", "rg/資料", "資料.", "rg-✈", "x".repeat(91)].map(
            (resourceGroupName): [string, Inputs, string[], RegExp] => [
                `the resource group ${resourceGroupName}`,
                importInputs({}, { resourceGroupName }),
                ["resourceGroupName"],
                /rg-archive/,
            ],
        ),
        ["a job name of one letter", importInputs({}, { jobName: "a" }), ["jobName"], /2 to 64/],
        [
            "a job name with an underscore",
            importInputs({}, { jobName: "my_job" }),
            ["jobName"],
            /photos-2026/,
        ],
        [
            "a job name that starts with a digit",
            importInputs({}, { jobName: "1job" }),
            ["jobName"],
            /start with a letter/,
        ],
        [
            "a job name of 65 letters",
            importInputs({}, { jobName: "a".repeat(65) }),
            ["jobName"],
            /2 to 64/,
        ],
        ["no location", importInputs({}, { location: undefined }), ["location"], /westus/],
        [
            "a subscription that is a name",
            importInputs({}, { subscriptionId: "Production" }),
            ["subscriptionId"],
            /GUID/,
        ],
        ["no properties", { ...importInputs(), properties: undefined }, ["properties"], /jobType/],
        [
            "no storage account",
            importInputs({ storageAccountId: undefined }),
            ["properties.storageAccountId"],
            /Microsoft\.Storage/,
        ],
        [
            "a storage account by name",
            importInputs({ storageAccountId: "archive" }),
            ["properties.storageAccountId"],
            /Microsoft\.Storage\/storageAccounts/,
        ],
        [
            "a blob URL as storage account",
            importInputs({ storageAccountId: "https://archive.blob.core.windows.net" }),
            ["properties.storageAccountId"],
            /must be the id/,
        ],
        [
            "no job type",
            importInputs({ jobType: undefined }),
            ["properties.jobType"],
            /"Import" or "Export"/,
        ],
        [
            "a job type in lower case",
            importInputs({ jobType: "import" }),
            ["properties.jobType"],
            /"Import" or "Export"/,
        ],
        ["no drive", importInputs({ driveList: [] }), ["properties.driveList"], /1 to 10/],
        [
            "driveList left out",
            importInputs({ driveList: undefined }),
            ["properties.driveList"],
            /1 to 10/,
        ],
        [
            "eleven drives",
            importInputs({ driveList: Array.from({ length: 11 }, (_, i) => drive(i)) }),
            ["properties.driveList"],
            /at most 10/,
        ],
        [
            "a drive twice",
            importInputs({ driveList: [drive(1), drive(1)] }),
            ["properties.driveList[1].driveId"],
            /in the list once/,
        ],
        [
            "a drive id with a blank",
            importInputs({ driveList: [{ ...drive(), driveId: `${marker} 1` }] }),
            ["properties.driveList[0].driveId"],
            /without spaces/,
        ],
        [
            "a hash of 31 digits",
            importInputs({ driveList: [{ ...drive(), manifestHash: "A".repeat(31) }] }),
            ["properties.driveList[0].manifestHash"],
            /32 or 64/,
        ],
        [
            "a hash that is not hexadecimal",
            importInputs({ driveList: [{ ...drive(), manifestHash: "G".repeat(32) }] }),
            ["properties.driveList[0].manifestHash"],
            /hexadecimal/,
        ],
        [
            "a drive without a key",
            importInputs({ driveList: [{ ...drive(), bitLockerKey: "" }] }),
            ["properties.driveList[0].bitLockerKey"],
            /recovery password/,
        ],
        [
            "an export selection on an import",
            importInputs({ export: { blobPathPrefix: ["/"] } }),
            ["properties.export"],
            /export jobs only/,
        ],
        [
            "drives on an export",
            exportInputs({ driveList: [drive()] }),
            ["properties.driveList"],
            /import jobs only/,
        ],
        [
            "an export without a selection",
            exportInputs({ export: undefined }),
            ["properties.export"],
            /selects nothing/,
        ],
        [
            "an export with empty lists",
            exportInputs({ export: { blobPath: [], blobPathPrefix: [] } }),
            ["properties.export"],
            /selects nothing/,
        ],
        [
            "an export in ARM's spelling",
            exportInputs({ export: { blobList: { blobPathPrefix: ["/"] } } }),
            ["properties.export.blobList", "properties.export"],
            /blobPathPrefix/,
        ],
        [
            "a prefix without its slash",
            exportInputs({ export: { blobPathPrefix: ["videos"] } }),
            ["properties.export.blobPathPrefix[0]"],
            /slash/,
        ],
        [
            "a shipment without return address",
            importInputs({ state: "Shipping", deliveryPackage, returnAddress: undefined }),
            ["properties.returnAddress"],
            /send the drives back/,
        ],
        [
            "a shipment without delivery package",
            importInputs({ state: "Shipping" }),
            ["properties.deliveryPackage"],
            /find the parcel/,
        ],
        [
            "another word for the state",
            importInputs({ state: "shipping" }),
            ["properties.state"],
            /must be "Shipping".* not "shipping"/,
        ],
        [
            "a delivery package without tracking number",
            importInputs({ deliveryPackage: { carrierName: "FedEx" } }),
            ["properties.deliveryPackage.trackingNumber"],
            /label/,
        ],
        [
            "an address without e-mail",
            importInputs({ returnAddress: { ...returnAddress, email: undefined } }),
            ["properties.returnAddress.email"],
            /example\.com/,
        ],
        [
            "a misspelt property",
            importInputs({ storageAccountID: "x" }),
            ["properties.storageAccountID"],
            /not known/,
        ],
        ["a misspelt argument", importInputs({}, { tag: {} }), ["tag"], /did you mean tags\?/],
        [
            "an unknown deletion option",
            importInputs({}, { deletion: { onFlight: "cancel" } }),
            ["deletion.onFlight"],
            /inFlight/,
        ],
        [
            "a deletion value",
            importInputs({}, { deletion: { inFlight: "drop" } }),
            ["deletion.inFlight"],
            /"cancel" or "refuse"/,
        ],
        [
            "a negative wait",
            importInputs({}, { deletion: { waitMinutes: -1 } }),
            ["deletion.waitMinutes"],
            /0 or more/,
        ],
        [
            "a wait in words",
            importInputs({}, { deletion: { waitMinutes: "10" } }),
            ["deletion.waitMinutes"],
            /number/,
        ],
        [
            "a customer-managed key without its vault",
            importInputs({ encryptionKey: { kekType: "CustomerManaged", kekUrl: "u" } }),
            ["properties.encryptionKey.kekVaultResourceID"],
            /Key Vault/,
        ],
        [
            "a log level",
            importInputs({ logLevel: "Debug" }),
            ["properties.logLevel"],
            /"Error" or "Verbose"/,
        ],
        [
            "a flag in quotes",
            importInputs({ backupDriveManifest: "true" }),
            ["properties.backupDriveManifest"],
            /without quotes/,
        ],
        [
            "a cancellation of a job that does not exist",
            importInputs({ cancelRequested: true }),
            ["properties.cancelRequested"],
            /no job to cancel/,
        ],
        [
            "the owner tag",
            importInputs({}, { tags: { "Pulumi-Owner": "me" } }),
            ["tags.Pulumi-Owner"],
            /kept by this provider/,
        ],
        [
            "a tag that is a number",
            importInputs({}, { tags: { team: 3 } }),
            ["tags.team"],
            /string/,
        ],
        [
            "fifty tags",
            importInputs(
                {},
                { tags: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`t${i}`, ""])) },
            ),
            ["tags"],
            /49/,
        ],
    ])("%s is named, with a right value", (_title, news, properties, reason) => {
        const found = findings(news);
        expect(found.map(({ property }) => property)).toEqual(properties);
        expect(found[0]?.reason).toMatch(reason);
        expect(JSON.stringify(found)).not.toContain(marker);
    });

    it.each([
        ["tags that differ by case only", { Team: "a", team: "b" }, /"Team" and "team"/],
        [
            "tags of three cases",
            { a: "1", TEAM: "a", Team: "b", team: "c" },
            /"TEAM" and "Team" and "team"/,
        ],
    ])("%s are one name to Azure", (_, tags, reason) => {
        const found = findings(importInputs({}, { tags }));
        expect(found.map(({ property }) => property)).toEqual(["tags"]);
        expect(found[0]!.reason).toMatch(reason);
    });

    it.each<[number, boolean, boolean]>([
        [49, true, true],
        [50, true, false],
        [50, false, true],
        [51, false, false],
    ])("%d tags, the owner tag being %s, are right: %s", (count, ownerTag, isRight) => {
        const tags = Object.fromEntries(Array.from({ length: count }, (_, n) => [`t${n}`, "v"]));
        const found = validateJob({}, importInputs({}, { tags }), ownerTag);
        expect(found.length === 0).toBe(isRight);
    });

    it("does not hide the next one", () => {
        const found = findings(
            importInputs({ jobType: undefined, logLevel: "x" }, { jobName: "-" }),
        );
        expect(found.map(({ property }) => property)).toEqual([
            "jobName",
            "properties.jobType",
            "properties.logLevel",
        ]);
    });
});

describe("a cancellation", () => {
    const olds = importInputs({ cancelRequested: true });

    it("cannot be taken back", () => {
        const [finding] = findings(importInputs({ cancelRequested: false }), olds);
        expect(finding?.property).toBe("properties.cancelRequested");
        expect(finding?.reason).toContain("cannot be taken back");
    });

    it("may be left in, or left out, of a job that exists", () => {
        expect(findings(importInputs({ cancelRequested: true }), olds)).toEqual([]);
        expect(findings(importInputs(), olds)).toEqual([]);
    });
});

describe("a value that is not known yet", () => {
    it("has Pulumi's own mark", () => {
        expect(unknownValue).toBe(pulumisUnknownValue);
    });

    it.each<[string, Inputs]>([
        ["properties", { ...importInputs(), properties: unknownValue }],
        ["a storage account", importInputs({ storageAccountId: unknownValue })],
        ["the drives", importInputs({ driveList: unknownValue })],
        ["one drive", importInputs({ driveList: [unknownValue] })],
        ["a hash", importInputs({ driveList: [{ ...drive(), manifestHash: unknownValue }] })],
        ["the job type", importInputs({ jobType: unknownValue })],
        ["the selection", exportInputs({ export: unknownValue })],
        ["one prefix", exportInputs({ export: { blobPathPrefix: [unknownValue] } })],
        ["the state", importInputs({ state: unknownValue })],
        [
            "the address of a shipment",
            importInputs({ state: "Shipping", deliveryPackage, returnAddress: unknownValue }),
        ],
        ["deletion", importInputs({}, { deletion: unknownValue })],
        ["the wait", importInputs({}, { deletion: { waitMinutes: unknownValue } })],
        ["tags", importInputs({}, { tags: unknownValue })],
        ["one tag", importInputs({}, { tags: { team: unknownValue } })],
        ["the location", importInputs({}, { location: unknownValue })],
    ])("passes by: %s", (_title, news) => {
        expect(findings(news)).toEqual([]);
    });
});
