import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { fromImportExport } from "../../../provider/databox/fromImportExport";
import { validateJob } from "../../../provider/databox/validation";
import type { JobArgs } from "../../../provider/importexport/jobArgs";
import { validateJob as validateClassicJob } from "../../../provider/importexport/validation";
import {
    announcedShipment,
    drive,
    exportJob,
    importJob,
    resourceGroupName,
    returnAddress,
    returnShipping,
    storageAccountId,
} from "../../fixtures/jobInputs";

/** The value of an input, once everything inside it is known. */
function resolved(input: unknown): Promise<unknown> {
    const output = pulumi.output(input) as pulumi.Output<unknown>;
    return new Promise((resolve) => output.apply(resolve));
}

/** The input with "[secret]" where something is secret, and values everywhere else. */
async function inClear(input: unknown): Promise<unknown> {
    if (pulumi.Output.isInstance(input)) {
        if (await pulumi.isSecret(input)) return "[secret]";
        return await inClear(await resolved(input));
    }
    if (input instanceof Promise) return await inClear(await input);
    if (Array.isArray(input)) return await Promise.all(input.map(inClear));
    if (typeof input !== "object" || input === null) return input;
    const entries = Object.entries(input).map(
        async ([key, value]) => [key, await inClear(value)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
}

const moved = (args: unknown) => fromImportExport(args as JobArgs);

describe("an import", () => {
    it("keeps its drives, account, people, carriers and options", () => {
        const { args } = moved(
            importJob({
                jobName: "photos",
                tags: { team: "photos" },
                subscriptionId: "11111111-1111-4111-8111-111111111111",
                deletion: { inFlight: "refuse", waitMinutes: 3 },
                properties: {
                    ...announcedShipment,
                    logLevel: "Verbose",
                    backupDriveManifest: true,
                    encryptionKey: {
                        kekType: "CustomerManaged",
                        kekUrl: "https://v.example/k",
                        kekVaultResourceID: "/v",
                    },
                },
            }),
        );
        const { driveId, ...disk } = drive;
        expect(args).toEqual({
            resourceGroupName,
            jobName: "photos",
            location: "westus",
            tags: { team: "photos" },
            subscriptionId: "11111111-1111-4111-8111-111111111111",
            deletion: { inFlight: "refuse", waitMinutes: 3 },
            transferType: "ImportToAzure",
            deliverToDcPackageDetails: { carrierName: "FedEx", trackingId: "TRACK-800" },
            details: {
                contactDetails: {
                    contactName: returnAddress.recipientName,
                    phone: returnAddress.phone,
                    emailList: [returnAddress.email],
                },
                shippingAddress: {
                    streetAddress1: returnAddress.streetAddress1,
                    city: returnAddress.city,
                    postalCode: returnAddress.postalCode,
                    country: returnAddress.countryOrRegion,
                },
                importDiskDetailsCollection: { [driveId]: disk },
                dataImportDetails: [
                    {
                        accountDetails: { dataAccountType: "StorageAccount", storageAccountId },
                        logCollectionLevel: "Verbose",
                    },
                ],
                enableManifestBackup: true,
                keyEncryptionKey: {
                    kekType: "CustomerManaged",
                    kekUrl: "https://v.example/k",
                    kekVaultResourceID: "/v",
                },
                returnToCustomerPackageDetails: returnShipping,
            },
        });
    });

    it("announces its shipment only where the classic job does", () => {
        const { deliveryPackage } = announcedShipment;
        for (const state of [undefined, "Creating"]) {
            const { args, withoutCounterpart } = moved(
                importJob({ properties: { deliveryPackage, state } }),
            );
            expect(args).not.toHaveProperty("deliverToDcPackageDetails");
            expect(withoutCounterpart).toContainEqual(
                expect.stringMatching(/^properties\.deliveryPackage: .*deliverToDcPackageDetails/),
            );
        }
    });

    it("names what has no counterpart, drive by drive, and no value of it", () => {
        const driveList = [drive, { ...drive, driveId: "B", driveHeaderHash: "HASH4711" }];
        const { withoutCounterpart } = moved(
            importJob({
                properties: {
                    ...announcedShipment,
                    driveList,
                    diagnosticsPath: "waimportexport",
                    cancelRequested: true,
                },
            }),
        );
        expect(withoutCounterpart.map((text) => text.split(":")[0])).toEqual([
            "properties.diagnosticsPath",
            "properties.driveList[1].driveHeaderHash",
            "properties.deliveryPackage.driveCount",
            "properties.deliveryPackage.shipDate",
            "properties.cancelRequested",
        ]);
        expect(withoutCounterpart.join()).not.toContain("HASH4711");
    });

    it("loses nothing where nothing is lost", () => {
        expect(moved(importJob({ properties: { cancelRequested: false } }))).toMatchObject({
            withoutCounterpart: [],
        });
    });

    it.each([
        ["no driveId", [{ ...drive, driveId: undefined }], /driveList\[0\] has no driveId/],
        ["one driveId twice", [drive, drive], /driveList\[1\] has the driveId of another drive/],
    ])("with drives that have %s is refused, and no drive is named", (_what, driveList, says) => {
        let message = "";
        try {
            moved(importJob({ properties: { driveList } }));
        } catch (error) {
            message = (error as Error).message;
        }
        expect(message).toMatch(says);
        expect(message).not.toContain(drive.driveId);
    });
});

describe("an export", () => {
    const configurationOf = (selection: object) =>
        moved(exportJob({ properties: { export: selection } })).args;

    it("of the prefix / is one of everything", () => {
        expect(configurationOf({ blobPathPrefix: ["/"] })).toMatchObject({
            transferType: "ExportFromAzure",
            details: {
                dataExportDetails: [
                    {
                        accountDetails: { dataAccountType: "StorageAccount", storageAccountId },
                        transferConfiguration: {
                            transferConfigurationType: "TransferAll",
                            transferAllDetails: {
                                include: {
                                    dataAccountType: "StorageAccount",
                                    transferAllBlobs: true,
                                },
                            },
                        },
                    },
                ],
            },
        });
    });

    it("of blobs, prefixes and a list is one by filters", () => {
        const selection = {
            blobPath: ["$root/a.vhd"],
            blobPathPrefix: ["/b/"],
            blobListBlobPath: "lists/l.xml",
        };
        expect(configurationOf(selection)).toMatchObject({
            details: {
                dataExportDetails: [
                    {
                        transferConfiguration: {
                            transferConfigurationType: "TransferUsingFilter",
                            transferFilterDetails: {
                                include: {
                                    dataAccountType: "StorageAccount",
                                    blobFilterDetails: {
                                        blobPathList: ["$root/a.vhd"],
                                        blobPrefixList: ["/b/"],
                                    },
                                    filterFileDetails: [
                                        {
                                            filterFileType: "AzureBlob",
                                            filterFilePath: "lists/l.xml",
                                        },
                                    ],
                                },
                            },
                        },
                    },
                ],
            },
        });
    });

    it("of nothing is told", () => {
        const { toCheck } = moved(exportJob({ properties: { export: {} } }));
        expect(toCheck).toContain("details.dataExportDetails: properties.export selects nothing.");
    });
});

describe("a job's name", () => {
    it.each(["abc", "a".repeat(24)])("that fits stays as it is: %s", (jobName) => {
        const { args, withoutCounterpart } = moved(importJob({ jobName }));
        expect(args.jobName).toBe(jobName);
        expect(withoutCounterpart).toEqual([]);
    });

    it("that is too long or too short is made to fit, always in the same way, and told", () => {
        const names = ["ab", "a".repeat(25), `${"a".repeat(16)}-${"b".repeat(20)}`, "a".repeat(64)];
        const fitting = names.map((jobName) => {
            const { args, withoutCounterpart } = moved(importJob({ jobName }));
            expect(args.jobName).toMatch(/^[a-z][a-z0-9-]{1,22}[a-z0-9]$/);
            expect(args.jobName).not.toContain("--");
            expect(moved(importJob({ jobName })).args.jobName).toBe(args.jobName);
            expect(withoutCounterpart.join()).toContain(`"${args.jobName as string}"`);
            return args.jobName;
        });
        expect(new Set(fitting).size).toBe(names.length);
    });

    it("that is known later is made to fit then, and that is told", async () => {
        const jobName = pulumi.output("a".repeat(40));
        const { args, withoutCounterpart } = moved({ ...importJob(), jobName });
        expect(await resolved(args.jobName)).toHaveLength(24);
        expect(withoutCounterpart).toEqual([expect.stringContaining("jobName, if it")]);
    });

    it("that is left out stays so: the new resource makes its own", () => {
        expect(moved(importJob()).args).not.toHaveProperty("jobName");
    });
});

describe("what to check before the first update", () => {
    it("is what the new job needs and the classic one did not have", () => {
        const { toCheck } = moved(
            importJob({
                properties: {
                    storageAccountId: undefined,
                    driveList: [{ driveId: "A" }],
                    encryptionKey: { kekType: "CustomerManaged" },
                },
            }),
        );
        expect(toCheck.map((text) => text.split(":")[0])).toEqual([
            "details.dataImportDetails",
            "details.contactDetails",
            "details.returnToCustomerPackageDetails",
            ...Array<string>(3).fill("details.importDiskDetailsCollection"),
            "identity, details.keyEncryptionKey.identityProperties",
        ]);
    });

    it.each([
        "UK",
        "U.K.",
        "USA",
        "U.S.A.",
        "us",
        "Deutschland",
        "England",
        "XX",
        "SU",
        "EU",
        "ZZ",
    ])("is the country %s, which is no ISO code of today", (countryOrRegion) => {
        const address = { ...returnAddress, countryOrRegion };
        const told = moved(
            importJob({ properties: { returnAddress: address, returnShipping } }),
        ).toCheck;
        expect(told).toEqual([expect.stringContaining("an ISO code of two letters")]);
    });

    it.each(["US", "GB", "DE", "TW", "HK", "AE", "KR", "NL"])(
        "is not the country %s",
        (countryOrRegion) => {
            const address = { ...returnAddress, countryOrRegion };
            const told = moved(
                importJob({ properties: { returnAddress: address, returnShipping } }),
            ).toCheck;
            expect(told).toEqual([]);
        },
    );

    it("is a country that is no ISO code, without repeating it", () => {
        const told = moved(importJob({ properties: { returnAddress, returnShipping } })).toCheck;
        expect(told).toEqual([expect.stringContaining("an ISO code")]);
        expect(told.join()).not.toContain(returnAddress.countryOrRegion);
        const fine = { ...returnAddress, countryOrRegion: "US" };
        expect(
            moved(importJob({ properties: { returnAddress: fine, returnShipping } })).toCheck,
        ).toEqual([]);
    });
});

describe("a shipment that the classic job announced", () => {
    const parcel = { carrierName: "FedEx", trackingNumber: "TRACK-800" };
    const announced = (state: unknown) =>
        moved(importJob({ properties: { deliveryPackage: parcel, state } }));

    it("is announced by the order too, and told, since it is final", () => {
        const { args, toCheck } = announced("Shipping");
        expect(args).toHaveProperty("deliverToDcPackageDetails");
        expect(toCheck).toContainEqual(
            expect.stringMatching(/^deliverToDcPackageDetails: .* which is final\. Leave it out/),
        );
        expect(toCheck.join()).not.toContain(parcel.trackingNumber);
    });

    it("is told of as a possibility where the state is known later only", () => {
        expect(announced(pulumi.output("Shipping")).toCheck).toContainEqual(
            expect.stringContaining('where properties.state is "Shipping"'),
        );
    });

    it("is not spoken of where there is none", () => {
        expect(announced("Creating").toCheck.join()).not.toContain("deliverToDcPackageDetails");
    });
});

describe("values that are secret or known later", () => {
    it("stay where they are: the rest can be read at once", async () => {
        const key = pulumi.secret(drive.bitLockerKey);
        const account = pulumi.output(storageAccountId);
        const { args } = moved({
            ...importJob(),
            properties: {
                ...importJob().properties,
                storageAccountId: account,
                driveList: [{ ...drive, bitLockerKey: key }],
            },
        });
        const details = args.details as unknown as Record<string, unknown>;
        expect(details).toMatchObject({
            importDiskDetailsCollection: { [drive.driveId]: { bitLockerKey: key } },
            dataImportDetails: [{ accountDetails: { storageAccountId: account } }],
        });
        expect(await inClear(args)).toMatchObject({
            details: {
                importDiskDetailsCollection: { [drive.driveId]: { bitLockerKey: "[secret]" } },
            },
        });
    });

    it("make the drives secret as a whole when a driveId is", async () => {
        const { args } = moved({
            ...importJob(),
            properties: {
                ...importJob().properties,
                driveList: [{ ...drive, driveId: pulumi.secret(drive.driveId) }],
            },
        });
        expect(JSON.stringify(await inClear(args))).not.toContain(drive.driveId);
        expect(await resolved(args.details)).toMatchObject({
            importDiskDetailsCollection: {
                [drive.driveId]: { bitLockerKey: drive.bitLockerKey },
            },
        });
    });

    it("hide what they hold from the report, which says so", () => {
        const { deliveryPackage, state } = announcedShipment;
        const { withoutCounterpart } = moved({
            ...importJob(),
            properties: {
                ...importJob().properties,
                state,
                deliveryPackage: pulumi.secret(deliveryPackage),
            },
        });
        expect(withoutCounterpart).toEqual([
            expect.stringMatching(/^properties\.deliveryPackage\.driveCount, if it is given: /),
            expect.stringMatching(/^properties\.deliveryPackage\.shipDate, if it is given: /),
        ]);
        const whole = moved({ ...importJob(), properties: pulumi.output(importJob().properties) });
        expect(whole.withoutCounterpart.length).toBeGreaterThan(3);
        expect(whole.toCheck).toEqual(["properties: known later only, so nothing was looked at."]);
    });
});

describe("any classic job", () => {
    let texts = 0;
    /** A text that occurs nowhere else. */
    const text = () => fc.constant(null).map(() => `text-${(texts += 1)}-`);
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const properties = fc.record({
        storageAccountId: text(),
        jobType: fc.constantFrom("Import", "Export"),
        returnAddress: maybe(
            fc.record({
                recipientName: text(),
                streetAddress1: text(),
                streetAddress2: maybe(text()),
                city: text(),
                stateOrProvince: maybe(text()),
                postalCode: text(),
                countryOrRegion: text(),
                phone: text(),
                email: text(),
            }),
        ),
        returnShipping: maybe(fc.record({ carrierName: text(), carrierAccountNumber: text() })),
        deliveryPackage: maybe(
            fc.record({
                carrierName: text(),
                trackingNumber: text(),
                driveCount: maybe(fc.nat()),
                shipDate: maybe(text()),
            }),
        ),
        diagnosticsPath: maybe(text()),
        logLevel: maybe(text()),
        backupDriveManifest: maybe(fc.boolean()),
        driveList: maybe(
            fc.array(
                fc.record({
                    driveId: text(),
                    bitLockerKey: maybe(text()),
                    manifestFile: maybe(text()),
                    manifestHash: maybe(text()),
                    driveHeaderHash: maybe(text()),
                }),
                { maxLength: 3 },
            ),
        ),
        export: maybe(
            fc.record({
                blobPath: maybe(fc.array(text(), { maxLength: 2 })),
                blobPathPrefix: maybe(fc.array(text(), { maxLength: 2 })),
                blobListBlobPath: maybe(text()),
            }),
        ),
        encryptionKey: maybe(
            fc.record({
                kekType: maybe(text()),
                kekUrl: maybe(text()),
                kekVaultResourceID: maybe(text()),
            }),
        ),
        state: maybe(fc.constantFrom("Creating", "Shipping")),
        cancelRequested: maybe(fc.boolean()),
    });
    const job = fc.record({
        resourceGroupName: text(),
        jobName: maybe(fc.stringMatching(/^[a-z][a-z0-9-]{1,63}$/)),
        location: text(),
        tags: maybe(fc.record({ team: text() })),
        adoptExisting: maybe(fc.boolean()),
        subscriptionId: maybe(text()),
        properties,
    });

    /** Every text or number in a value, with its path. */
    function leaves(value: unknown, path = ""): [path: string, leaf: unknown][] {
        if (typeof value !== "object" || value === null) return [[path, value]];
        return Object.entries(value).flatMap(([key, inner]) => {
            const step = Array.isArray(value) ? `[${key}]` : `.${key}`;
            return leaves(inner, `${path}${step}`.replace(/^\./, ""));
        });
    }

    /** The same value, with some of its parts wrapped as `wrapping` tells, one letter a part. */
    function wrapped(value: unknown, wrapping: () => string): unknown {
        const how = wrapping();
        let made = value;
        if (Array.isArray(value)) made = value.map((inner) => wrapped(inner, wrapping));
        else if (typeof value === "object" && value !== null) {
            made = Object.fromEntries(
                Object.entries(value).map(([key, inner]) => [key, wrapped(inner, wrapping)]),
            );
        }
        if (how === "o") return pulumi.output(made);
        if (how === "p") return Promise.resolve(made);
        return how === "s" ? pulumi.secret(made) : made;
    }

    it("has each of its values in the new one, or in the report", () => {
        fc.assert(
            fc.property(job, (args) => {
                const { args: made, withoutCounterpart } = moved(args);
                const text = JSON.stringify(made);
                const lost = leaves(args)
                    .filter(([, leaf]) => typeof leaf === "string" && leaf.startsWith("text-"))
                    .filter(([, leaf]) => !text.includes(leaf as string))
                    .map(([path]) => path)
                    // An import selects nothing, and an export sends no drives: neither means anything to the other.
                    .filter((path) => args.properties.jobType === "Export" || !/export/.test(path));
                for (const path of lost) {
                    expect(withoutCounterpart.join("\n")).toContain(
                        /deliveryPackage/.test(path) ? "properties.deliveryPackage" : path,
                    );
                }
            }),
        );
    });

    it("comes to the same when its parts are known later, and what is secret stays secret", async () => {
        await fc.assert(
            fc.asyncProperty(
                job,
                fc.infiniteStream(fc.constantFrom(..."       ops")),
                async (args, letters) => {
                    const wrapping = () => letters.next().value as string;
                    const { resourceGroupName: group, ...rest } = args;
                    const later = Object.fromEntries(
                        Object.entries(rest).map(([key, value]) => [key, wrapped(value, wrapping)]),
                    );
                    const { args: made } = moved({ ...later, resourceGroupName: group });
                    const plain = moved(args).args;
                    expect(definedIn(await resolved(made))).toEqual(definedIn(plain));

                    const secret = JSON.stringify(await inClear(later));
                    const clear = JSON.stringify(await inClear(made));
                    for (const [, leaf] of leaves(rest)) {
                        if (typeof leaf !== "string" || !leaf.startsWith("text-")) continue;
                        if (!secret.includes(leaf)) expect(clear).not.toContain(leaf);
                    }
                },
            ),
            { numRuns: 100 },
        );
    });

    it("that Import/Export takes is one that Data Box takes, or the report says what to check", () => {
        const driveIds = fc.uniqueArray(fc.stringMatching(/^[A-Z0-9]{8,20}$/), {
            minLength: 1,
            maxLength: 10,
        });
        const country = fc.constantFrom("US", "DE", "USA");
        const rate = 4;
        const sometimes = <T>(value: fc.Arbitrary<T>) =>
            fc.option(value, { nil: undefined, freq: rate });
        const common = {
            storageAccountId: fc.constant(storageAccountId),
            returnAddress: sometimes(
                country.map((countryOrRegion) => ({ ...returnAddress, countryOrRegion })),
            ),
            returnShipping: sometimes(fc.constant(returnShipping)),
            logLevel: sometimes(fc.constantFrom("Error", "Verbose")),
            encryptionKey: sometimes(fc.constant({ kekType: "MicrosoftManaged" })),
            diagnosticsPath: sometimes(fc.constant("waimportexport")),
        };
        const driveList = driveIds.map((ids) => ids.map((driveId) => ({ ...drive, driveId })));
        const imported = fc.record({ ...common, jobType: fc.constant("Import"), driveList });
        const exported = fc.record({
            ...common,
            jobType: fc.constant("Export"),
            export: fc.constantFrom(
                { blobPathPrefix: ["/"] },
                { blobPathPrefix: ["/photos"], blobPath: ["$root/a.vhd"] },
                { blobListBlobPath: "lists/l.xml" },
            ),
        });
        const jobs = fc.record({
            resourceGroupName: fc.constant(resourceGroupName),
            jobName: fc.stringMatching(/^[a-z][a-z0-9-]{1,63}$/),
            location: fc.constant("westus"),
            properties: fc.oneof(imported, exported),
        });
        const asChecked = (news: object) => ({
            ...(definedIn(news) as Record<string, unknown>),
            owner: "o/p/s/n",
        });
        let taken = 0;
        fc.assert(
            fc.property(jobs, (args) => {
                expect(validateClassicJob({}, asChecked(args))).toEqual([]);
                const { args: made, toCheck } = moved(args);
                // The resource's constructor fills in what has only one value.
                const details = {
                    ...(made.details as object),
                    jobDetailsType: "DataBoxCustomerDisk",
                };
                const sku = { name: "DataBoxCustomerDisk" };
                const findings = validateJob(asChecked({ ...made, sku, details }));
                if (toCheck.length === 0) {
                    expect(findings).toEqual([]);
                    taken += 1;
                }
            }),
        );
        expect(taken).toBeGreaterThan(10);
    });

    /** As JSON has it: without what is undefined. */
    function definedIn(value: unknown): unknown {
        return JSON.parse(JSON.stringify(value));
    }
});
