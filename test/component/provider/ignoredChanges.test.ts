/**
 * Pulumi's option `ignoreChanges`: somebody changed a property in Azure, the stack is refreshed, and the program, which
 * still has the old value, leaves it alone. The engine takes the ignored values from the inputs that it has; after a
 * refresh those are the ones that `read` returns.
 */
import type { Emulator } from "azure-importexport-emulator";
import { patchJob } from "../../fixtures/armRequest";
import {
    contactDetails,
    deliverToDcPackageDetails,
    importOrder,
    returnToCustomerPackageDetails,
    shippingAddress,
} from "../../fixtures/diskInputs";
import {
    announcedShipment,
    deliveryPackage,
    drive,
    importJob,
    returnAddress,
    returnShipping,
} from "../../fixtures/jobInputs";
import {
    customerDiskJobs,
    importExportJobs,
    packagedCustomerDiskJobs,
    packagedImportExportJobs,
} from "../../fixtures/jobStack";
import { isNightly } from "../../fixtures/nightly";
import { unmarked, type Operation, type Properties } from "./providerProcess";
import { RaceCourse, type Race, type Ran, type Resource } from "./raceCourse";

/** What the engine does with inputs whose changes are ignored: it puts the old value in the place of the program's. */
function ignoring(news: Properties, olds: Properties, [first, ...rest]: string[]): Properties {
    const { [first!]: own, ...others } = news;
    const old = olds[first!];
    const inner =
        rest.length === 0
            ? old
            : ignoring((own ?? {}) as Properties, (old ?? {}) as Properties, rest);
    return inner === undefined ? others : { ...others, [first!]: inner };
}

/** The inputs with another value at a path. */
function saying(inputs: Properties, [first, ...rest]: string[], value: unknown): Properties {
    const inner = (inputs[first!] ?? {}) as Properties;
    return { ...inputs, [first!]: rest.length === 0 ? value : saying(inner, rest, value) };
}

/** The inputs in the stack after the `up` that made the job. */
async function registered(engine: Operation, inputs: Properties): Promise<Properties> {
    const { inputs: checked } = (await engine.check({}, inputs)).value!;
    return unmarked(checked);
}

interface Outcome {
    /** The inputs that the stack has after the refresh. */
    inputs: Properties;
    /** What the `up` after it would do, for each program. */
    diffs: { changes: boolean; replaces: string[] }[];
}

/** `refresh`, then the `up` of programs in which changes of a property are ignored. */
async function refreshed(
    engine: Operation,
    { id, outputs }: Resource,
    before: Properties,
    ignored: string[],
    programs: Properties[],
): Promise<Outcome> {
    const read = (await engine.read(id, outputs)).value!;
    const olds = unmarked(read.inputs ?? before);
    const diffs: Outcome["diffs"] = [];
    for (const program of programs) {
        const checked = (await engine.check(olds, ignoring(program, olds, ignored))).value!;
        expect(checked.failures).toEqual([]);
        diffs.push((await engine.diff(id, read.properties, checked.inputs)).value!);
    }
    return { inputs: withoutLine(olds), diffs };
}

function withoutLine({ __provider: _, ...inputs }: Properties): Properties {
    return inputs;
}

const unchanged = { changes: false, replaces: [] };
const ofDetails = (details: object) => ({ properties: { details } });
const ofProperties = (properties: object) => ({ properties });
const otherId = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/other";
const otherAccount = `${otherId}/providers/Microsoft.Storage/storageAccounts/other`;
const identity = `${otherId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/one`;

const services = [
    {
        service: "Import/Export",
        kind: importExportJobs,
        args: importJob({
            location: "West US",
            tags: { costCenter: "100" },
            properties: {
                logLevel: "Error",
                backupDriveManifest: false,
                diagnosticsPath: "logs",
                returnAddress,
                returnShipping,
                deliveryPackage,
            },
        }),
        elsewhere: {
            tags: { tags: { costCenter: "200", auditedBy: "somebody" } },
            "properties.logLevel": ofProperties({ logLevel: "Verbose" }),
            "properties.backupDriveManifest": ofProperties({ backupDriveManifest: true }),
            "properties.returnAddress": ofProperties({
                returnAddress: { ...returnAddress, city: "Othertown" },
            }),
            "properties.returnAddress.city": ofProperties({
                returnAddress: { ...returnAddress, city: "Othertown" },
            }),
            "properties.returnShipping": ofProperties({
                returnShipping: { ...returnShipping, carrierName: "DHL" },
            }),
            "properties.deliveryPackage": ofProperties({
                deliveryPackage: { ...deliveryPackage, trackingNumber: "TRACK-900" },
            }),
            "properties.driveList": ofProperties({
                driveList: [drive, { ...drive, driveId: "9CA995CC" }],
            }),
            "properties.state": ofProperties(announcedShipment),
            "properties.cancelRequested": ofProperties({ cancelRequested: true }),
        },
        immutable: {
            resourceGroupName: "rg-other",
            jobName: "other",
            location: "eastus",
            "properties.storageAccountId": otherAccount,
            "properties.jobType": "Export",
            "properties.diagnosticsPath": "other",
            "properties.encryptionKey": { kekType: "CustomerManaged" },
        },
    },
    {
        service: "Data Box",
        kind: customerDiskJobs,
        args: importOrder({
            tags: { costCenter: "100" },
            details: { keyEncryptionKey: { kekType: "MicrosoftManaged" } },
        }),
        elsewhere: {
            tags: { tags: { costCenter: "200" } },
            identity: {
                identity: { type: "UserAssigned", userAssignedIdentities: { [identity]: {} } },
            },
            "details.contactDetails": ofDetails({
                contactDetails: { ...contactDetails, phone: "4250000009" },
            }),
            "details.contactDetails.phone": ofDetails({
                contactDetails: { ...contactDetails, phone: "4250000009" },
            }),
            "details.shippingAddress": ofDetails({
                shippingAddress: { ...shippingAddress, city: "Othertown" },
            }),
            "details.returnToCustomerPackageDetails": ofDetails({
                returnToCustomerPackageDetails: {
                    ...returnToCustomerPackageDetails,
                    carrierName: "DHL",
                },
            }),
            "details.keyEncryptionKey": ofDetails({
                keyEncryptionKey: {
                    kekType: "CustomerManaged",
                    kekUrl: "https://vault.vault.azure.net/keys/disks",
                    kekVaultResourceID: `${otherId}/providers/Microsoft.KeyVault/vaults/vault`,
                },
            }),
            "details.preferences": ofDetails({
                preferences: { encryptionPreferences: { doubleEncryption: "Enabled" } },
            }),
            "details.reverseShippingDetails": ofDetails({
                reverseShippingDetails: { shippingAddress },
            }),
        },
        immutable: {
            resourceGroupName: "rg-other",
            jobName: "other",
            location: "eastus",
            transferType: "ExportFromAzure",
            deliveryType: "Scheduled",
            deliveryInfo: { scheduledDateTime: "2026-12-01T09:00:00Z" },
            "details.importDiskDetailsCollection": {
                "DISK-9900": { ...drive, driveId: undefined },
            },
            "details.dataImportDetails": [
                {
                    accountDetails: {
                        dataAccountType: "StorageAccount",
                        storageAccountId: otherAccount,
                    },
                },
            ],
            "details.enableManifestBackup": true,
            "details.expectedDataSizeInTeraBytes": 8,
        },
    },
];
/** The packaged provider's door, by night: behind it is the same. */
const packaged = services.map((one) => ({
    ...one,
    service: `packaged ${one.service}`,
    kind: one.kind === importExportJobs ? packagedImportExportJobs : packagedCustomerDiskJobs,
}));

describe.each([...services, ...(isNightly ? packaged : [])])(
    "A $service job",
    ({ kind, args, elsewhere, immutable }) => {
        const changes: Record<string, Properties | undefined> = elsewhere;
        const others: Record<string, unknown> = immutable;
        const outcomes = new Map<string, Outcome>();
        let before: Properties;
        let course: RaceCourse;
        let ran: Map<string, Ran>;
        const named = (property: string) =>
            `of-${[...Object.keys(changes), ...Object.keys(others)].indexOf(property)}`;

        beforeAll(async () => {
            course = await RaceCourse.open(kind);
            const race = (
                name: string,
                act: (
                    engine: Operation,
                    resource: Resource,
                    inputs: Properties,
                ) => Promise<Outcome>,
            ): Race => ({
                name,
                args,
                strikes: [],
                operation: async (engine, resource) => {
                    const inputs = await registered(engine, resource.inputs);
                    // The outputs remember what the program says by the inputs that `check` gave.
                    const outputs = (await engine.update(resource.id, resource.outputs, inputs))
                        .value!;
                    if (name === "as-it-was") before = withoutLine(inputs);
                    outcomes.set(name, await act(engine, { ...resource, outputs }, inputs));
                    return { value: undefined };
                },
            });
            ran = await course.run([
                race("as-it-was", (engine, resource, inputs) =>
                    refreshed(engine, resource, inputs, ["tags"], [inputs]),
                ),
                ...Object.keys(changes).map((property) =>
                    race(named(property), async (engine, resource, inputs) => {
                        const change = keepingTags(
                            course.emulator,
                            resource.id,
                            changes[property]!,
                        );
                        await patchJob(course.emulator, resource.id, change);
                        return refreshed(engine, resource, inputs, property.split("."), [inputs]);
                    }),
                ),
                ...Object.keys(others).map((property) =>
                    race(named(property), (engine, resource, inputs) => {
                        const path = property.split(".");
                        const program = saying(inputs, path, others[property]);
                        return refreshed(engine, resource, inputs, path, [inputs, program]);
                    }),
                ),
            ]);
        });
        afterAll(() => course.close());

        it("has the same inputs after a refresh in which nothing had changed", () => {
            const { inputs, diffs } = outcomes.get("as-it-was")!;
            expect(inputs).toEqual(before);
            expect(diffs).toEqual([unchanged]);
        });

        it.each(Object.keys(changes))("is not changed back after a refresh: %s", (property) => {
            expect(ran.get(named(property))!.answer.error).toBeUndefined();
            expect(outcomes.get(named(property))!.diffs).toEqual([unchanged]);
        });

        it.each(Object.keys(others))("is not replaced for another %s", (property) => {
            expect(outcomes.get(named(property))!.diffs).toEqual([unchanged, unchanged]);
            expect(ran.get(named(property))!.requests).not.toMatch(/PUT|PATCH|DELETE/);
        });
    },
);

describe("An order that is over, whose contact Azure has removed", () => {
    let course: RaceCourse;
    beforeAll(async () => {
        course = await RaceCourse.open(customerDiskJobs);
    });
    afterAll(() => course.close());

    it("keeps the contact among its inputs, and the ignored change", async () => {
        const args = importOrder({ tags: { costCenter: "100" }, deliverToDcPackageDetails });
        const outcomes: Outcome[] = [];
        await course.run([
            {
                name: "over",
                args,
                begins: "Completed",
                strikes: [],
                operation: async (engine, resource) => {
                    const change = keepingTags(course.emulator, resource.id, {
                        tags: { costCenter: "200" },
                    });
                    await patchJob(course.emulator, resource.id, change);
                    for (const ignored of ["tags", "details.contactDetails"]) {
                        const inputs = await registered(engine, resource.inputs);
                        const program =
                            ignored === "tags"
                                ? inputs
                                : { ...inputs, tags: { costCenter: "200" } };
                        outcomes.push(
                            await refreshed(engine, resource, inputs, ignored.split("."), [
                                program,
                            ]),
                        );
                    }
                    return { value: undefined };
                },
            },
        ]);
        for (const { inputs, diffs } of outcomes) {
            expect((inputs.details as Properties).contactDetails).toEqual(contactDetails);
            expect(inputs.tags).toEqual({ costCenter: "200" });
            expect(diffs).toEqual([unchanged]);
        }
        expect(outcomes).toHaveLength(2);
    });
});

/** Others keep the owner tag when they write tags. */
function keepingTags(emulator: Emulator, id: string, change: Properties): Properties {
    const jobs = emulator.jobs() as { id: string; tags: Record<string, string> }[];
    const now = jobs.find((job) => job.id.toLowerCase() === id.toLowerCase())!.tags;
    return change.tags ? { ...change, tags: { ...now, ...change.tags } } : change;
}
