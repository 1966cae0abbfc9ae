import { tagsToWrite } from "../../../provider/job/tags";
import { withDefaults } from "../../../provider/job/defined";
import { changesBetween as changesByTable } from "../../../provider/job/changes";
import { deletionDefaults, type JobInputs } from "../../../provider/importexport/model";
import { properties as table } from "../../../provider/importexport/propertyTable";
import { changeRequest, creationRequest } from "../../../provider/importexport/requests";
import type { Current } from "../../../provider/importexport/sameness";
import { unknownValue } from "../../../provider/job/unknowns";
import { deliveryPackage, drive, exportInputs, importInputs, returnAddress } from "./jobInputs";

type Tree = Record<string, unknown>;

const changesBetween = (current: Current, inputs: JobInputs) =>
    changesByTable(table, current, inputs, deletionDefaults);

/** What the program asks for. */
function wanted(properties: Tree = {}, args: Tree = {}): JobInputs {
    return importInputs(properties, args) as unknown as JobInputs;
}

/** The job as the service shows it: what was asked for, in the service's own writing. */
function asServed(inputs: Tree & { properties: Tree }, overrides: Partial<Current> = {}): Current {
    const { export: selection, ...properties } = inputs.properties;
    const { blobListBlobPath, ...blobList } = (selection ?? {}) as Tree;
    return {
        name: inputs.jobName as string,
        resourceGroupName: inputs.resourceGroupName as string,
        subscriptionId: "00000000-0000-0000-0000-000000000001",
        location: "West US",
        tags: inputs.tags as Record<string, string> | undefined,
        properties: {
            ...properties,
            ...(selection ? { export: { blobList, blobListBlobPath } } : {}),
            logLevel: "Error",
            backupDriveManifest: false,
            state: "Creating",
        },
        state: "Creating",
        cancelRequested: false,
        managedTags: Object.keys(inputs.tags ?? {}),
        deletion: deletionDefaults,
        adoptExisting: false,
        ...overrides,
    };
}

describe("no change", () => {
    it.each<[string, Current, JobInputs]>([
        ["the same job", asServed(importInputs()), wanted()],
        ["West US and westus", asServed(importInputs()), wanted({}, { location: "WestUS" })],
        [
            "another casing of an id",
            asServed(importInputs()),
            wanted({
                storageAccountId: (wanted().properties.storageAccountId ?? "").toUpperCase(),
            }),
        ],
        [
            "another casing of a resource group",
            asServed(importInputs()),
            wanted({}, { resourceGroupName: "RG-Archive" }),
        ],
        [
            "a street line that comes back empty",
            asServed(importInputs({ returnAddress: { ...returnAddress, streetAddress2: "" } })),
            wanted(),
        ],
        ["what the program leaves out", asServed(importInputs({ deliveryPackage })), wanted()],
        [
            "a date in other words",
            asServed(
                importInputs({
                    deliveryPackage: { ...deliveryPackage, shipDate: "8/11/2017 9:05:00 PM" },
                }),
            ),
            wanted({ deliveryPackage: { ...deliveryPackage, shipDate: "2017-08-11 21:05" } }),
        ],
        [
            "drives in another order",
            asServed(importInputs({ driveList: [drive(1), drive(2)] })),
            wanted({ driveList: [drive(2), drive(1)] }),
        ],
        [
            "a key that nobody can compare",
            asServed(importInputs({ driveList: [{ ...drive(), bitLockerKey: undefined }] })),
            wanted(),
        ],
        [
            "the drives that Azure reports for an export",
            asServed(exportInputs({ driveList: [drive()] })),
            exportInputs() as unknown as JobInputs,
        ],
        [
            "an announced shipment that went further",
            asServed(importInputs({ deliveryPackage }), { state: "Received" }),
            wanted({ deliveryPackage, state: "Shipping" }),
        ],
        [
            "a cancellation that is requested",
            asServed(importInputs(), { cancelRequested: true }),
            wanted({ cancelRequested: true }),
        ],
        [
            "tags of others",
            asServed(importInputs({}, { tags: { team: "a" } }), {
                tags: { Team: "a", costCentre: "7" },
            }),
            wanted({}, { tags: { team: "a" } }),
        ],
        ["an explicit default", asServed(importInputs()), wanted({ backupDriveManifest: false })],
        [
            "a deletion default",
            asServed(importInputs()),
            wanted({}, { deletion: { waitMinutes: 10 } }),
        ],
    ])("is %s", (_title, current, inputs) => {
        expect(changesBetween(current, inputs)).toEqual({
            replaces: [],
            patches: [],
            stateOnly: [],
            notToldYet: [],
        });
    });
});

describe("a change that one PATCH makes", () => {
    it.each<[string, Current, JobInputs, string[]]>([
        [
            "an address",
            asServed(importInputs()),
            wanted({ returnAddress: { ...returnAddress, city: "x" } }),
            ["properties.returnAddress"],
        ],
        [
            "a carrier",
            asServed(importInputs()),
            wanted({ returnShipping: { carrierName: "DHL" } }),
            ["properties.returnShipping"],
        ],
        [
            "a delivery package",
            asServed(importInputs()),
            wanted({ deliveryPackage }),
            ["properties.deliveryPackage"],
        ],
        [
            "a log level",
            asServed(importInputs()),
            wanted({ logLevel: "Verbose" }),
            ["properties.logLevel"],
        ],
        [
            "a manifest backup",
            asServed(importInputs()),
            wanted({ backupDriveManifest: true }),
            ["properties.backupDriveManifest"],
        ],
        [
            "a drive more",
            asServed(importInputs()),
            wanted({ driveList: [drive(1), drive(2)] }),
            ["properties.driveList"],
        ],
        [
            "a drive less",
            asServed(importInputs({ driveList: [drive(1), drive(2)] })),
            wanted(),
            ["properties.driveList"],
        ],
        [
            "another key",
            asServed(importInputs()),
            wanted({ driveList: [{ ...drive(), bitLockerKey: "other" }] }),
            ["properties.driveList"],
        ],
        [
            "the shipment",
            asServed(importInputs({ deliveryPackage })),
            wanted({ deliveryPackage, state: "Shipping" }),
            ["properties.state"],
        ],
        [
            "the cancellation",
            asServed(importInputs()),
            wanted({ cancelRequested: true }),
            ["properties.cancelRequested"],
        ],
        ["a tag more", asServed(importInputs()), wanted({}, { tags: { team: "a" } }), ["tags"]],
        [
            "a tag taken away",
            asServed(importInputs({}, { tags: { team: "a" } })),
            wanted(),
            ["tags"],
        ],
        [
            "an unknown address",
            asServed(importInputs()),
            wanted({ returnAddress: unknownValue }),
            ["properties.returnAddress"],
        ],
    ])("is %s", (_title, current, inputs, patches) => {
        expect(changesBetween(current, inputs)).toEqual({
            replaces: [],
            notToldYet: [],
            patches,
            stateOnly: [],
        });
    });
});

describe("a change that needs another job", () => {
    it.each<[string, Current, JobInputs, string[]]>([
        [
            "the resource group",
            asServed(importInputs()),
            wanted({}, { resourceGroupName: "rg-2" }),
            ["resourceGroupName"],
        ],
        ["the name", asServed(importInputs()), wanted({}, { jobName: "photos-2" }), ["jobName"]],
        [
            "the subscription",
            asServed(importInputs()),
            wanted({}, { subscriptionId: "00000000-0000-0000-0000-000000000002" }),
            ["subscriptionId"],
        ],
        [
            "the location",
            asServed(importInputs()),
            wanted({}, { location: "westus2" }),
            ["location"],
        ],
        [
            "the storage account",
            asServed(importInputs()),
            wanted({ storageAccountId: `${wanted().properties.storageAccountId}2` }),
            ["properties.storageAccountId"],
        ],
        [
            "the diagnostics path",
            asServed(importInputs()),
            wanted({ diagnosticsPath: "logs" }),
            ["properties.diagnosticsPath"],
        ],
        [
            "the selection",
            asServed(exportInputs()),
            exportInputs({ export: { blobPathPrefix: ["/a"] } }) as unknown as JobInputs,
            ["properties.export"],
        ],
        [
            "the key's owner",
            asServed(importInputs()),
            wanted({ encryptionKey: { kekType: "CustomerManaged" } }),
            ["properties.encryptionKey"],
        ],
    ])("is %s", (_title, current, inputs, replaces) => {
        expect(changesBetween(current, inputs).replaces).toEqual(replaces);
    });
});

it("cannot be told yet of an unknown immutable input", () => {
    const inputs = wanted({ storageAccountId: unknownValue });
    expect(changesBetween(asServed(importInputs()), inputs)).toMatchObject({
        replaces: [],
        notToldYet: ["properties.storageAccountId"],
    });
});

describe("a change of the checkpoint only", () => {
    it("is a deletion option, or adoptExisting", () => {
        const inputs = wanted({}, { deletion: { inFlight: "refuse" }, adoptExisting: true });
        expect(changesBetween(asServed(importInputs()), inputs)).toEqual({
            replaces: [],
            patches: [],
            notToldYet: [],
            stateOnly: ["deletion.inFlight", "adoptExisting"],
        });
    });

    it("is a deletion option that goes back to its default", () => {
        const current = asServed(importInputs(), {
            deletion: withDefaults(deletionDefaults, { waitMinutes: 60 }),
        });
        expect(changesBetween(current, wanted()).stateOnly).toEqual(["deletion.waitMinutes"]);
    });
});

describe("what is sent", () => {
    it("is, for a new job, what the program gives and the owner tag", () => {
        const inputs = wanted({ state: "Shipping", deliveryPackage }, { tags: { team: "a" } });
        const { state: _state, ...properties } = inputs.properties;
        expect(creationRequest(inputs, "org/p/s/n")).toEqual({
            location: "westus",
            tags: { team: "a", "pulumi-owner": "org/p/s/n" },
            properties,
        });
    });

    it("is ARM's nesting of an export", () => {
        const inputs = exportInputs({
            export: { blobPath: ["a/b"], blobListBlobPath: "c/d" },
        }) as unknown as JobInputs;
        expect(creationRequest(inputs, undefined).properties?.export).toEqual({
            blobList: { blobPath: ["a/b"] },
            blobListBlobPath: "c/d",
        });
    });

    it("is, with a shipment, all that it depends on", () => {
        const inputs = wanted({ state: "Shipping", deliveryPackage });
        const patch = changeRequest(
            { patches: ["properties.state"] },
            inputs,
            asServed(inputs as never),
            "o",
        );
        expect(patch).toEqual({
            properties: { state: "Shipping", returnAddress, deliveryPackage },
        });
    });

    it("is every tag that stays, since a PATCH of tags replaces them all", () => {
        const current = {
            tags: { team: "a", old: "x", policy: "p", "Pulumi-Owner": "stale" },
            managedTags: ["team", "OLD"],
        };
        expect(tagsToWrite(current, { tags: { team: "b" } }, "me")).toEqual({
            policy: "p",
            team: "b",
            "pulumi-owner": "me",
        });
        expect(tagsToWrite(current, {}, undefined)).toEqual({ policy: "p" });
    });
});
