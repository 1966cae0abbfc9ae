/**
 * Wrong inputs, and what the terminal says of each, word for word: written by hand, before the code. Pulumi's frame
 * (`TYPE resource 'NAME' has a problem: `) is the engine's; what follows is the provider's, over gRPC, in both doors.
 */
import { disk, importOrder, serialNumber, storageAccount } from "../../fixtures/diskInputs";
import { drive, importJob, returnAddress, storageAccountId } from "../../fixtures/jobInputs";
import { customerDiskJobs, doorsOf, importExportJobs, type JobKind } from "../../fixtures/jobStack";
import { ProviderProcess } from "./providerProcess";

type Row = [wrong: Record<string, unknown>, text: string];

const jobExample =
    '[{ driveId: "9CA995BB", bitLockerKey: …, manifestFile: "\\\\DriveManifest.xml", manifestHash: "109B21108597EF36D5785F08303F3638" }]';
const accountExample =
    '"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/archive"';
const properties = (changes: Record<string, unknown>) => ({
    properties: { ...importJob().properties, ...changes },
});
const jobs: Row[] = [
    [
        { jobName: "x" },
        'jobName must have 2 to 64 letters, digits and hyphens and start with a letter, e.g. "photos-2026" [InvalidInput]',
    ],
    [{ jobName: 7 }, 'jobName is a number; it must be a string, e.g. "photos-2026" [InvalidInput]'],
    [{ location: undefined }, 'location is missing; give it, e.g. "westus" [InvalidInput]'],
    [
        { resourceGroupName: "rg." },
        'resourceGroupName must have 1 to 90 letters, digits, hyphens, underscores, periods or parentheses, and no period at its end, e.g. "rg-archive" [InvalidInput]',
    ],
    [
        { subscriptionId: "mine" },
        'subscriptionId must be a GUID, e.g. "00000000-0000-0000-0000-000000000000" [InvalidInput]',
    ],
    [
        properties({ jobType: "import" }),
        'properties.jobType must be "Import" or "Export", not "import" [InvalidInput]',
    ],
    [
        properties({ jobType: "Imprt" }),
        'properties.jobType must be "Import" or "Export", not "Imprt" [InvalidInput]',
    ],
    [
        properties({ jobType: "238810-662376" }),
        'properties.jobType must be "Import" or "Export" [InvalidInput]',
    ],
    [
        properties({ logLevel: "verbose" }),
        'properties.logLevel must be "Error" or "Verbose", not "verbose" [InvalidInput]',
    ],
    [
        properties({ encryptionKey: { kekType: "customerManaged" } }),
        'properties.encryptionKey.kekType must be "MicrosoftManaged" or "CustomerManaged", not "customerManaged" [InvalidInput]',
    ],
    [
        properties({ state: "shipping" }),
        'properties.state must be "Shipping", which announces the shipment, not "shipping"; leave it out otherwise, and read the state from the outputs [InvalidInput]',
    ],
    [
        { deletion: { inflight: "refuse" } },
        "deletion.inflight is not known here; did you mean inFlight? [InvalidInput]",
    ],
    [
        { deletion: { inFlight: "Cancel" } },
        'deletion.inFlight must be "cancel" or "refuse", not "Cancel" [InvalidInput]',
    ],
    [
        { deletion: { waitMinutes: -1 } },
        "deletion.waitMinutes must be a number of minutes, 0 or more, e.g. 10, not -1 [InvalidInput]",
    ],
    [
        { deletion: { waitMinutes: "10" } },
        "deletion.waitMinutes must be a number of minutes, 0 or more, e.g. 10, not a string [InvalidInput]",
    ],
    [
        { adoptExisting: "true" },
        "adoptExisting is a string; it must be true or false, without quotes [InvalidInput]",
    ],
    [{ propertis: {} }, "propertis is not known here; did you mean properties? [InvalidInput]"],
    [
        { colour: "red" },
        "colour is not known here; known are resourceGroupName, jobName, subscriptionId, location, properties, tags, deletion, adoptExisting [InvalidInput]",
    ],
    [
        { driveList: [drive] },
        "driveList is not known here; it belongs in properties [InvalidInput]",
    ],
    [
        { trackingNumber: "794600112233" },
        "trackingNumber is not known here; it belongs in properties.deliveryPackage [InvalidInput]",
    ],
    [
        properties({ location: "westus" }),
        "properties.location is not known here; it belongs beside properties [InvalidInput]",
    ],
    [{ waitMinutes: 20 }, "waitMinutes is not known here; it belongs in deletion [InvalidInput]"],
    [
        { resourceGroup: "rg-archive" },
        "resourceGroup is not known here; did you mean resourceGroupName? [InvalidInput]",
    ],
    [
        properties({ storageAccount: "archive" }),
        "properties.storageAccount is not known here; did you mean storageAccountId? [InvalidInput]",
    ],
    [
        properties({ bitLockerKey: drive.bitLockerKey }),
        "properties.bitLockerKey is not known here; it belongs in properties.driveList [InvalidInput]",
    ],
    [
        { tags: { team: 7 } },
        'tags.team must be a string of at most 256 characters, e.g. "archive" [InvalidInput]',
    ],
    [
        properties({ driveList: [] }),
        `properties.driveList is empty, and an import job needs 1 to 10 drives, e.g. ${jobExample} [InvalidInput]`,
    ],
    [
        properties({ driveList: [{ ...drive, manifestHash: "12" }] }),
        'properties.driveList[0].manifestHash must be 32 or 64 hexadecimal digits, e.g. "109B21108597EF36D5785F08303F3638" [InvalidInput]',
    ],
    [
        properties({ driveList: [{ ...drive, driveId: "9CA9 95BB" }] }),
        'properties.driveList[0].driveId must have no blank: it is the serial number without spaces, e.g. "9CA995BB" [InvalidInput]',
    ],
    [
        properties({ driveList: [{ ...drive, bitlockerKey: "238810" }] }),
        "properties.driveList[0].bitlockerKey is not known here; did you mean bitLockerKey? [InvalidInput]",
    ],
    [
        properties({ storageAccountId: "archive" }),
        `properties.storageAccountId must be the id of a storage account, e.g. ${accountExample} [InvalidInput]`,
    ],
    [
        properties({ export: { blobPathPrefix: ["/"] } }),
        'properties.export is for export jobs only; leave it out, or set jobType: "Export" [InvalidInput]',
    ],
];

const diskExample =
    '{ "9CA995BB": { bitLockerKey: …, manifestFile: "\\\\DriveManifest.xml", manifestHash: "109B21108597EF36D5785F08303F3638" } }';
const details = (changes: Record<string, unknown>) => ({
    details: { ...importOrder().details, ...changes },
});
const at = "details.importDiskDetailsCollection";
const orders: Row[] = [
    [
        { jobName: "x" },
        'jobName must have 3 to 24 letters, digits, hyphens, underscores and periods, e.g. "photos-2026" [InvalidInput]',
    ],
    [
        { transferType: "importToAzure" },
        'transferType must be "ImportToAzure" or "ExportFromAzure", not "importToAzure" [InvalidInput]',
    ],
    [
        { transferType: undefined },
        'transferType is missing; it must be "ImportToAzure" or "ExportFromAzure" [InvalidInput]',
    ],
    [
        { sku: { name: "DataBox" } },
        'sku.name must be "DataBoxCustomerDisk": this resource orders no device; for one use azure-native\'s databox.Job [InvalidInput]',
    ],
    [
        { deliveryType: "scheduled" },
        'deliveryType must be "NonScheduled" or "Scheduled", not "scheduled" [InvalidInput]',
    ],
    [
        { deletion: { acceptfee: true } },
        "deletion.acceptfee is not known here; did you mean acceptFee? [InvalidInput]",
    ],
    [
        { deletion: { cancelReason: " " } },
        "deletion.cancelReason is empty, and Azure wants a reason; leave it out to have one made [InvalidInput]",
    ],
    [
        { identity: { type: 7 } },
        'identity.type is a number; it must be a string, e.g. "SystemAssigned" [InvalidInput]',
    ],
    [
        { deliverToDcPackageDetails: { carrierName: "FedEx" } },
        "deliverToDcPackageDetails.trackingId is missing; give it, e.g. the number on the carrier's label, as a string; Azure finds the parcel by it [InvalidInput]",
    ],
    [{ acceptFee: true }, "acceptFee is not known here; it belongs in deletion [InvalidInput]"],
    [{ detials: {} }, "detials is not known here; did you mean details? [InvalidInput]"],
    [
        details({ contactDetails: undefined }),
        'details.contactDetails is missing; give it, e.g. { contactName: "Ada Example", phone: …, emailList: […] } [InvalidInput]',
    ],
    [
        details({ contactDetails: { contactName: "Ada Example", phone: 425, emailList: [] } }),
        'details.contactDetails.phone is a number; it must be a string, e.g. "4250000000" [InvalidInput]',
    ],
    [
        { contactDetails: {} },
        "contactDetails is not known here; it belongs in details or in details.reverseShippingDetails [InvalidInput]",
    ],
    [
        details({ transferType: "ImportToAzure" }),
        "details.transferType is not known here; it belongs beside details [InvalidInput]",
    ],
    [
        details({ shippingAdress: {} }),
        "details.shippingAdress is not known here; did you mean shippingAddress? [InvalidInput]",
    ],
    [
        details({ expectedDataSizeInTeraBytes: "8" }),
        "details.expectedDataSizeInTeraBytes must be a whole number of terabytes, e.g. 8, not a string [InvalidInput]",
    ],
    [
        details({ keyEncryptionKey: { kekType: "customermanaged" } }),
        'details.keyEncryptionKey.kekType must be "MicrosoftManaged" or "CustomerManaged", not "customermanaged" [InvalidInput]',
    ],
    [
        details({ importDiskDetailsCollection: {} }),
        `${at} is empty, and an import needs 1 to 10 disks, e.g. ${diskExample} [InvalidInput]`,
    ],
    [
        details({ importDiskDetailsCollection: { "9CA9 95BB": disk } }),
        `${at} (disk 1) must have the disk's hardware serial number for its key, not empty and without spaces [InvalidInput]`,
    ],
    [
        details({
            importDiskDetailsCollection: { [serialNumber]: { ...disk, manifestHash: "12" } },
        }),
        `${at} (disk 1).manifestHash must be 32 or 64 hexadecimal digits, e.g. "109B21108597EF36D5785F08303F3638" [InvalidInput]`,
    ],
    [
        details({ dataImportDetails: [] }),
        'details.dataImportDetails is empty; give it, e.g. [{ accountDetails: { dataAccountType: "StorageAccount", storageAccountId: … } }] [InvalidInput]',
    ],
    [
        details({
            dataImportDetails: [
                { accountDetails: { ...storageAccount, dataAccountType: "storageAccount" } },
            ],
        }),
        'details.dataImportDetails[0].accountDetails.dataAccountType must be "StorageAccount" or "ManagedDisk", not "storageAccount" [InvalidInput]',
    ],
];

const services: [string, JobKind, object, Row[]][] = [
    ["Job", importExportJobs, importJob(), jobs],
    ["CustomerDiskJob", customerDiskJobs, importOrder(), orders],
];
const doors = services.flatMap(([name, kind, args, rows]) =>
    doorsOf(kind).map(([door, its]) => [name, door, its, args, rows] as const),
);
const subscriptionId = storageAccountId.split("/")[2]!;
const owner = "organization/test/dev/photos";

describe.each(doors)("The check of a %s, %s,", (_, door, kind, args, rows) => {
    let provider: ProviderProcess;
    const line = door === "packaged" ? kind.type : kind.storedLine;
    beforeAll(async () => {
        const env = { AZURE_SUBSCRIPTION_ID: subscriptionId };
        provider =
            door === "packaged"
                ? await ProviderProcess.startPackaged(env)
                : await ProviderProcess.start(env);
    });
    afterAll(() => provider.stop());

    /** What the engine prints of the failures of a check. */
    async function shown(wrong: Record<string, unknown>): Promise<string[]> {
        const operation = await provider.begin({}, line);
        const { value, error } = await operation.check({}, { owner, ...args, ...wrong });
        if (error !== undefined) throw new Error(error);
        return (value.failures as { property: string; reason: string }[]).map(
            ({ property, reason }) => {
                expect(property).toBe("");
                return `${kind.type} resource 'photos' has a problem: ${reason}`;
            },
        );
    }

    it.each(rows)("of %j", async (wrong, text) => {
        expect(await shown({ jobName: "photos", ...wrong })).toEqual([
            `${kind.type} resource 'photos' has a problem: ${text}`,
        ]);
    });

    it("takes no resource for two that was renamed by an alias and is to be replaced", async () => {
        const operation = await provider.begin({}, line);
        const olds = { ...args, jobName: "photos", owner: "organization/test/dev/before" };
        const news = { ...args, jobName: "photos", owner };
        expect((await operation.check(olds, news)).value!.failures).toEqual([]);
        // A replacement begins with a check that knows no old inputs.
        expect((await operation.check({}, news)).value!.failures).toEqual([]);
    });

    it("finds two resources that want one job, in whatever casing", async () => {
        const operation = await provider.begin({}, line);
        const of = (name: string, job: string) =>
            operation.check(
                {},
                {
                    ...args,
                    jobName: job,
                    owner: `organization/test/dev/${name}`,
                },
            );
        expect((await of("first", "photos")).value!.failures).toEqual([]);
        expect((await of("other", "films")).value!.failures).toEqual([]);
        // The same resource is checked again, as before a replacement.
        expect((await of("first", "photos")).value!.failures).toEqual([]);
        expect((await of("second", "Photos")).value!.failures).toEqual([
            {
                property: "",
                reason: 'jobName must be another job\'s: the resource "first" of this program has it too; give each resource a jobName of its own [NameUsedTwice]',
            },
        ]);
    });
});

const doubted: [string, JobKind, object, [Record<string, unknown>, string][]][] = [
    [
        "Job",
        importExportJobs,
        importJob(),
        [
            [
                properties({ driveList: [{ ...drive, bitLockerKey: "MARKED-SECRET" }] }),
                "properties.driveList[0].bitLockerKey of JOB does not look like a BitLocker key: a recovery password is eight groups of six digits with hyphens between them. Azure opens the drive with it, and says only then that it cannot.",
            ],
            [
                properties({ driveList: [{ ...drive, manifestFile: "DriveManifest.xml" }] }),
                'properties.driveList[0].manifestFile of JOB does not begin with a backslash, as a path on the drive does. In a string of a program it is written twice: "\\\\DriveManifest.xml".',
            ],
            [
                { location: "westuss" },
                'location of JOB is no Azure region that this version knows; "westus" is one. If it is a new one, all is well; else Azure refuses the job ("az account list-locations" lists them).',
            ],
            [
                properties({ returnAddress: { ...returnAddress, email: "MARKED-SECRET" } }),
                'properties.returnAddress.email of JOB does not look like an e-mail address, such as "archive-team@example.com"; Azure sends its notices there.',
            ],
        ],
    ],
    [
        "CustomerDiskJob",
        customerDiskJobs,
        importOrder(),
        [
            [
                details({
                    importDiskDetailsCollection: {
                        [serialNumber]: { ...disk, bitLockerKey: "MARKED-SECRET" },
                    },
                }),
                "details.importDiskDetailsCollection (disk 1).bitLockerKey of JOB does not look like a BitLocker key: a recovery password is eight groups of six digits with hyphens between them. Azure opens the drive with it, and says only then that it cannot.",
            ],
            [
                details({
                    importDiskDetailsCollection: {
                        [serialNumber]: { ...disk, manifestFile: "DriveManifest.xml" },
                    },
                }),
                'details.importDiskDetailsCollection (disk 1).manifestFile of JOB does not begin with a backslash, as a path on the drive does. In a string of a program it is written twice: "\\\\DriveManifest.xml".',
            ],
            [
                { location: "moonbase" },
                'location of JOB is no Azure region that this version knows. If it is a new one, all is well; else Azure refuses the job ("az account list-locations" lists them).',
            ],
            [
                details({
                    contactDetails: {
                        contactName: "Ada Example",
                        phone: "4250000001",
                        emailList: ["MARKED-SECRET"],
                    },
                }),
                'details.contactDetails.emailList[0] of JOB does not look like an e-mail address, such as "archive-team@example.com"; Azure sends its notices there.',
            ],
            [
                details({
                    shippingAddress: { streetAddress1: "1 Example Street", country: "USA" },
                }),
                'details.shippingAddress.country of JOB is no two-letter country code (ISO 3166-1), which Data Box takes, such as "US".',
            ],
        ],
    ],
];

describe.each(doubted)("A %s whose inputs Azure would complain of later", (_, kind, args, rows) => {
    let provider: ProviderProcess;
    beforeAll(async () => {
        provider = await ProviderProcess.start({ AZURE_SUBSCRIPTION_ID: subscriptionId });
    });
    afterAll(() => provider.stop());
    const words = 'job "photos" (resource group "rg-archive")';

    it.each(rows)("is taken with a warning: %j", async (doubtful, text) => {
        const before = await provider.output();
        const inputs = { ...args, jobName: "photos", owner, ...doubtful };
        const { value } = await (await provider.begin({}, kind.storedLine)).check({}, inputs);
        expect(value!.failures).toEqual([]);
        const shown = (await provider.output()).slice(before.length);
        expect(shown).toContain(`Warning: ${text.replace("JOB", words)}\n`);
        expect(shown.match(/Warning: /g)).toHaveLength(1);
        expect(shown).not.toContain("MARKED-SECRET");
    });

    it("is not warned of again by an update that leaves them as they are", async () => {
        const [[doubtful] = [{}]] = rows;
        const inputs = { ...args, jobName: "photos", owner, ...doubtful };
        const before = await provider.output();
        await (await provider.begin({}, kind.storedLine)).check(inputs, inputs);
        expect((await provider.output()).slice(before.length)).not.toContain("Warning");
    });
});
