/** Every request body of the two services, held to Microsoft's own description of it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import type * as order from "../../../provider/databox/jobArgs";
import type {
    CustomerDiskDetails,
    CustomerDiskInputs,
    CustomerDiskOutputs,
} from "../../../provider/databox/model";
import * as dataBoxRequests from "../../../provider/databox/requests";
import { customerDisk } from "../../../provider/databox/service";
import type * as job from "../../../provider/importexport/jobArgs";
import type { JobInputs, JobOutputs, JobProperties } from "../../../provider/importexport/model";
import * as importExportRequests from "../../../provider/importexport/requests";
import { importExport } from "../../../provider/importexport/service";
import { changesOf } from "../../../provider/job/serviceChanges";
import { bodiesOf, type Problems } from "./requestSchemas";

const importExportApi = "2021-01-01/storageimportexport.json";
const dataBoxApi = "databox/2025-07-01/databox.jobs-subset.json";

/** Objects with exactly the names of a type of ours: one that is missing here is a type error. */
function all<Args>(
    fields: { [Name in keyof Args]-?: fc.Arbitrary<unknown> },
    ...required: (keyof Args)[]
): fc.Arbitrary<Record<string, unknown>> {
    const arbitraries: Record<string, fc.Arbitrary<unknown>> = fields;
    return fc.record(arbitraries, { requiredKeys: required as string[] });
}

const text = fc.string();
const given = fc.string({ minLength: 1 });
const texts = fc.array(text, { maxLength: 2 });
const tags = fc.dictionary(fc.string({ minLength: 1 }), text, { maxKeys: 2 });
const flag = fc.boolean();
const owner = fc.option(fc.constant("organization/test/dev/photos"), { nil: undefined });
const times = { numRuns: 400, seed: 20210101 };

/** Every request of such inputs is as the API description says. */
function areRight<Inputs>(
    inputs: fc.Arbitrary<Inputs>,
    problemsOf: (wanted: Inputs, tag: string | undefined) => unknown,
): void {
    fc.assert(
        fc.property(inputs, owner, (wanted, tag) => {
            expect(problemsOf(wanted, tag)).toEqual([]);
        }),
        times,
    );
}

/** Every change is; @returns the names of all that was changed */
function changesRightly<Inputs>(
    inputs: fc.Arbitrary<Inputs>,
    change: (
        wanted: Inputs,
        tag: string | undefined,
    ) => { readonly patches: readonly string[]; readonly problems: unknown },
): string[] {
    const seen = new Set<string>();
    areRight(inputs, (wanted, tag) => {
        const { patches, problems } = change(wanted, tag);
        for (const name of patches) seen.add(name);
        return problems;
    });
    return [...seen].sort();
}

describe("Import/Export", () => {
    type WrittenByAzure =
        | "state"
        | "copyStatus"
        | "percentComplete"
        | "verboseLogUri"
        | "errorLogUri"
        | "manifestUri"
        | "bytesSucceeded";
    const returnAddress = all<job.ReturnAddressArgs>(
        {
            recipientName: text,
            streetAddress1: text,
            streetAddress2: text,
            city: text,
            stateOrProvince: text,
            postalCode: text,
            countryOrRegion: text,
            phone: text,
            email: text,
        },
        ...(["recipientName", "streetAddress1", "city", "postalCode"] as const),
        ...(["countryOrRegion", "phone", "email"] as const),
    );
    const properties = all<JobProperties>({
        storageAccountId: text,
        jobType: fc.constantFrom("Import", "Export"),
        returnAddress,
        returnShipping: all<job.ReturnShippingArgs>(
            { carrierName: text, carrierAccountNumber: text },
            "carrierName",
            "carrierAccountNumber",
        ),
        deliveryPackage: all<job.DeliveryPackageArgs>(
            { carrierName: text, trackingNumber: text, driveCount: fc.nat(), shipDate: text },
            "carrierName",
            "trackingNumber",
        ),
        diagnosticsPath: text,
        logLevel: text,
        backupDriveManifest: flag,
        driveList: fc.array(
            all<Omit<job.DriveArgs, WrittenByAzure>>({
                driveId: text,
                bitLockerKey: text,
                manifestFile: text,
                manifestHash: text,
                driveHeaderHash: text,
            }),
            { maxLength: 2 },
        ),
        export: all<job.ExportArgs>({
            blobPath: texts,
            blobPathPrefix: texts,
            blobListBlobPath: text,
        }),
        encryptionKey: all<job.EncryptionKeyArgs>({
            kekType: fc.constantFrom("MicrosoftManaged", "CustomerManaged"),
            kekUrl: text,
            kekVaultResourceID: text,
        }),
        state: fc.constant("Shipping"),
        cancelRequested: fc.constant(true),
    });
    const inputs = all<Pick<JobInputs, "location" | "tags" | "properties">>(
        { location: text, tags, properties },
        "properties",
    ) as unknown as fc.Arbitrary<JobInputs>;
    const create = bodiesOf(importExportApi, "PutJobParameters");
    const update = bodiesOf(importExportApi, "UpdateJobParameters");
    const deletion = {};
    const current = {
        deletion,
        state: "Creating",
        properties: {},
        managedTags: ["old"],
        tags: { old: "1" },
    };

    it("creates by PutJobParameters, whatever the inputs", () =>
        areRight(inputs, (wanted, tag) =>
            create(importExportRequests.creationRequest(wanted, tag)),
        ));

    it("changes by UpdateJobParameters, whatever differs", () => {
        const now = current as unknown as JobOutputs;
        const seen = changesRightly(inputs, (wanted, tag) => {
            const changes = changesOf(importExport, now, wanted);
            const patch = importExportRequests.changeRequest(changes, wanted, now, tag);
            return { patches: changes.patches, problems: update(patch) };
        });
        expect(seen).toEqual([
            "properties.backupDriveManifest",
            "properties.cancelRequested",
            "properties.deliveryPackage",
            "properties.driveList",
            "properties.logLevel",
            "properties.returnAddress",
            "properties.returnShipping",
            "properties.state",
            "tags",
        ]);
    });

    it("cancels by UpdateJobParameters", () => {
        expect(update(importExportRequests.cancellationRequest)).toEqual([]);
    });

    it.each<[string, Problems, unknown]>([
        ["misspelt", create, { properties: { storageAccountID: "x" } }],
        ["misspelt deep down", create, { properties: { export: { blobLists: {} } } }],
        ["of our inputs only", create, { properties: { export: { blobPath: ["/a"] } } }],
        ["of another type", create, { properties: { backupDriveManifest: "yes" } }],
        ["that an update has not", update, { properties: { jobType: "Import" } }],
        ["misspelt in an update", update, { properties: { driveList: [{ driveID: "1" }] } }],
    ])("fails for a property that is %s", (_, problems, body) => {
        expect(problems(body)).not.toEqual([]);
    });
});

const wrongAccount = {
    accountDetails: { dataAccountType: "StorageAccount", resourceGroupId: "/a" },
};

describe("Data Box", () => {
    const contactDetails = all<order.ContactDetailsArgs>(
        {
            contactName: text,
            phone: text,
            phoneExtension: text,
            mobile: text,
            emailList: texts,
            notificationPreference: fc.array(
                all<order.NotificationPreferenceArgs>(
                    {
                        stageName: fc.constantFrom("DevicePrepared", "Delivered", "AtAzureDC"),
                        sendNotification: flag,
                    },
                    "stageName",
                    "sendNotification",
                ),
                { maxLength: 2 },
            ),
        },
        "contactName",
        "phone",
        "emailList",
    );
    const shippingAddress = all<order.ShippingAddressArgs>(
        {
            streetAddress1: text,
            streetAddress2: text,
            streetAddress3: text,
            city: text,
            stateOrProvince: text,
            country: text,
            postalCode: text,
            zipExtendedCode: text,
            companyName: text,
            addressType: fc.constantFrom("None", "Residential", "Commercial"),
            skipAddressValidation: flag,
            taxIdentificationNumber: text,
        },
        "streetAddress1",
        "country",
    );
    const account = fc.oneof(
        all<order.StorageAccountDetailsArgs>(
            {
                dataAccountType: fc.constant("StorageAccount"),
                storageAccountId: text,
                sharePassword: text,
            },
            "dataAccountType",
            "storageAccountId",
        ),
        all<order.ManagedDiskDetailsArgs>(
            {
                dataAccountType: fc.constant("ManagedDisk"),
                resourceGroupId: text,
                stagingStorageAccountId: text,
                sharePassword: text,
            },
            "dataAccountType",
            "resourceGroupId",
            "stagingStorageAccountId",
        ),
    );
    const logCollectionLevel = fc.constantFrom("Error", "Verbose");
    const dataAccountType = fc.constantFrom("StorageAccount", "ManagedDisk");
    const shipment = all<{ preferredShipmentType: string }>(
        {
            preferredShipmentType: fc.constantFrom("CustomerManaged", "MicrosoftManaged"),
        },
        "preferredShipmentType",
    );
    const transferConfiguration = all<order.TransferConfigurationArgs>(
        {
            transferConfigurationType: fc.constantFrom("TransferAll", "TransferUsingFilter"),
            transferAllDetails: fc.record({
                include: all<order.TransferAllDetailsArgs>(
                    { dataAccountType, transferAllBlobs: flag, transferAllFiles: flag },
                    "dataAccountType",
                ),
            }),
            transferFilterDetails: fc.record({
                include: all<order.TransferFilterDetailsArgs>(
                    {
                        dataAccountType,
                        blobFilterDetails: fc.record({
                            blobPrefixList: texts,
                            blobPathList: texts,
                            containerList: texts,
                        }),
                        azureFileFilterDetails: fc.record({
                            filePrefixList: texts,
                            filePathList: texts,
                            fileShareList: texts,
                        }),
                        filterFileDetails: fc.array(
                            fc.record({
                                filterFileType: fc.constantFrom("AzureBlob", "AzureFile"),
                                filterFilePath: text,
                            }),
                            { maxLength: 2 },
                        ),
                    },
                    "dataAccountType",
                ),
            }),
        },
        "transferConfigurationType",
    );
    const details = all<order.CustomerDiskJobDetailsArgs>(
        {
            jobDetailsType: fc.constant("DataBoxCustomerDisk"),
            contactDetails,
            shippingAddress,
            returnToCustomerPackageDetails: all<order.PackageCarrierDetailsArgs>({
                carrierName: text,
                trackingId: text,
                carrierAccountNumber: text,
            }),
            importDiskDetailsCollection: fc.dictionary(
                text,
                all<order.ImportDiskDetailsArgs>(
                    { manifestFile: text, manifestHash: text, bitLockerKey: text },
                    "manifestFile",
                    "manifestHash",
                    "bitLockerKey",
                ),
                { maxKeys: 2 },
            ),
            dataImportDetails: fc.array(
                all<order.DataImportDetailsArgs>(
                    { accountDetails: account, logCollectionLevel },
                    "accountDetails",
                ),
                { maxLength: 2 },
            ),
            dataExportDetails: fc.array(
                all<order.DataExportDetailsArgs>(
                    { accountDetails: account, logCollectionLevel, transferConfiguration },
                    "accountDetails",
                    "transferConfiguration",
                ),
                { maxLength: 2 },
            ),
            enableManifestBackup: flag,
            keyEncryptionKey: all<order.KeyEncryptionKeyArgs>(
                {
                    kekType: fc.constantFrom("MicrosoftManaged", "CustomerManaged"),
                    kekUrl: text,
                    kekVaultResourceID: text,
                    identityProperties: fc.record({
                        type: text,
                        userAssigned: fc.record({ resourceId: text }),
                    }),
                },
                "kekType",
            ),
            preferences: all<order.PreferencesArgs>({
                preferredDataCenterRegion: texts,
                transportPreferences: shipment,
                reverseTransportPreferences: shipment,
                encryptionPreferences: fc.record({
                    doubleEncryption: fc.constantFrom("Enabled", "Disabled"),
                    hardwareEncryption: fc.constantFrom("Enabled", "Disabled"),
                }),
                storageAccountAccessTierPreferences: fc.array(fc.constant("Archive"), {
                    maxLength: 1,
                }),
            }),
            reverseShippingDetails: all<order.ReverseShippingDetailsArgs>({
                contactDetails: fc.record(
                    { contactName: given, phone: given, phoneExtension: text, mobile: text },
                    { requiredKeys: ["contactName", "phone"] },
                ),
                shippingAddress,
            }),
            expectedDataSizeInTeraBytes: fc.nat(),
        },
        "contactDetails",
        "returnToCustomerPackageDetails",
    );
    const inputs = all<Omit<CustomerDiskInputs, NotSent>>(
        {
            location: text,
            tags,
            sku: fc.record(
                { name: fc.constant("DataBoxCustomerDisk"), displayName: text, family: text },
                { requiredKeys: ["name"] },
            ),
            transferType: fc.constantFrom("ImportToAzure", "ExportFromAzure"),
            identity: fc.record(
                { type: text, userAssignedIdentities: texts },
                { requiredKeys: ["type"] },
            ),
            deliveryType: fc.constantFrom("NonScheduled", "Scheduled"),
            deliveryInfo: fc.record({ scheduledDateTime: text }),
            details,
        },
        "location",
        "transferType",
        "details",
    ) as unknown as fc.Arbitrary<CustomerDiskInputs>;
    const create = bodiesOf(dataBoxApi, "JobResource");
    const update = bodiesOf(dataBoxApi, "JobResourceUpdateParameter");
    const current = {
        deletion: {},
        details: {},
        managedTags: ["old"],
        tags: { old: "1" },
    };

    it("creates by JobResource, whatever the inputs", () =>
        areRight(inputs, (wanted, tag) => create(dataBoxRequests.creationRequest(wanted, tag))));

    it("changes by JobResourceUpdateParameter, whatever differs", () => {
        const now = current as unknown as CustomerDiskOutputs;
        const seen = changesRightly(inputs, (wanted, tag) => {
            const changes = changesOf(customerDisk, now, wanted);
            const patch = dataBoxRequests.changeRequest(changes, wanted, now, tag);
            return { patches: changes.patches, problems: update(patch) };
        });
        expect(seen).toEqual([
            "details.contactDetails",
            "details.keyEncryptionKey",
            "details.preferences",
            "details.returnToCustomerPackageDetails",
            "details.reverseShippingDetails",
            "details.shippingAddress",
            "identity",
            "tags",
        ]);
    });

    const disks = (more: Partial<CustomerDiskDetails>) => ({
        location: "westus",
        sku: { name: "DataBoxCustomerDisk" },
        properties: {
            transferType: "ImportToAzure",
            details: {
                jobDetailsType: "DataBoxCustomerDisk",
                contactDetails: { contactName: "A", phone: "1", emailList: [] },
                returnToCustomerPackageDetails: {},
                ...more,
            },
        },
    });

    it("takes the least that a job needs", () => {
        expect(create(disks({}))).toEqual([]);
    });

    it.each<[string, Problems, unknown]>([
        ["misspelt", create, disks({ enableManifestBackups: true })],
        ["misspelt deep down", create, disks({ importDiskDetailsCollection: { D: { key: "1" } } })],
        ["of another kind of account", create, disks({ dataImportDetails: [wrongAccount] })],
        ["only Azure's", create, disks({ copyProgress: [] })],
        ["that an update has not", update, { properties: { transferType: "ImportToAzure" } }],
        ["misspelt in an update", update, { properties: { details: { contactDetail: {} } } }],
    ])("fails for a property that is %s", (_, problems, body) => {
        expect(problems(body)).not.toEqual([]);
    });
});

/** What no body has: it says where the job is, or stays in the checkpoint, or is announced by a request of its own. */
type NotSent =
    | "resourceGroupName"
    | "jobName"
    | "subscriptionId"
    | "deliverToDcPackageDetails"
    | "deletion"
    | "adoptExisting"
    | "owner";

describe("The request record", () => {
    interface Asked {
        readonly asks: string;
        readonly body?: unknown;
    }
    const file = path.resolve(__dirname, "../../slow/record/requestRecord.json");
    const record = JSON.parse(readFileSync(file, "utf8")) as Record<
        string,
        Record<string, { requests: Asked[] }[]>
    >;
    const withBodies = Object.values(record)
        .flatMap((scenarios) => Object.values(scenarios).flat())
        .flatMap(({ requests }) => requests)
        .filter(({ body }) => body !== undefined);
    const models: [RegExp, Problems][] = [
        [/^PUT .*Microsoft\.ImportExport\/jobs\//, bodiesOf(importExportApi, "PutJobParameters")],
        [
            /^PATCH .*Microsoft\.ImportExport\/jobs\//,
            bodiesOf(importExportApi, "UpdateJobParameters"),
        ],
        [/^PUT .*Microsoft\.DataBox\/jobs\//, bodiesOf(dataBoxApi, "JobResource")],
        [/^PATCH .*Microsoft\.DataBox\/jobs\//, bodiesOf(dataBoxApi, "JobResourceUpdateParameter")],
        [
            /^POST .*Microsoft\.DataBox\/jobs\/[^/]+\/cancel\b/,
            bodiesOf(dataBoxApi, "CancellationReason"),
        ],
        [
            /^POST .*Microsoft\.DataBox\/jobs\/[^/]+\/markDevicesShipped\b/,
            bodiesOf(dataBoxApi, "MarkDevicesShippedRequest"),
        ],
    ];

    it.each(models.map(([asks, problems]) => [asks.source, asks, problems] as const))(
        "holds bodies as described: %s",
        (_, asks, problems) => {
            const asked = withBodies.filter((one) => asks.test(one.asks));
            expect(asked.length).toBeGreaterThan(0);
            for (const { body } of asked) expect(problems(body)).toEqual([]);
        },
    );

    it("has no other bodies but those of locations, which the descriptions here leave out", () => {
        const others = withBodies.filter(({ asks }) => !models.some(([one]) => one.test(asks)));
        for (const { asks } of others) {
            expect(asks).toMatch(/\/locations\/[^/]+\/(availableSkus|regionConfiguration)\?/);
        }
    });
});
