/** What counts as a change of a customer-disk order, and what is sent for it. */
import { deletionDefaults, type CustomerDiskInputs } from "../../../provider/databox/model";
import { properties as table } from "../../../provider/databox/propertyTable";
import { changeRequest, creationRequest } from "../../../provider/databox/requests";
import type { Current } from "../../../provider/databox/sameness";
import { withWriteOnly } from "../../../provider/databox/writeOnly";
import { changesBetween as changesByTable } from "../../../provider/job/changes";
import { pathsOf } from "../../../provider/job/propertyTable";
import { wordsOf } from "../../../provider/job/ownerTag";
import { unknownValue } from "../../../provider/job/unknowns";
import {
    contactDetails,
    deliverToDcPackageDetails,
    disk,
    importOrder,
    returnToCustomerPackageDetails,
    serialNumber,
    shippingAddress,
    storageAccount,
} from "../../fixtures/diskInputs";
import { resourceGroupName, storageAccountId } from "../../fixtures/jobInputs";

const owner = "organization/test/dev/photos";
const inputs = (wishes: Record<string, unknown> = {}): CustomerDiskInputs => ({
    ...importOrder({ deletion: undefined, ...wishes }),
    jobName: "photos",
    owner,
});

const { bitLockerKey: _key, ...shownDisk } = disk;

const changesBetween = (now: Current, wanted: CustomerDiskInputs) =>
    changesByTable(table, now, wanted, deletionDefaults(wordsOf(wanted.owner)));

/** What GET answers right after the creation (recorded), the keys put back that it leaves out. */
function current(details: Record<string, unknown> = {}, more: object = {}): Current {
    return {
        name: "photos",
        resourceGroupName,
        subscriptionId: "11111111-1111-4111-8111-111111111111",
        location: "westus",
        tags: {},
        identity: { type: "None" },
        sku: { name: "DataBoxCustomerDisk", model: "DataBoxCustomerDisk" },
        transferType: "ImportToAzure",
        deliveryType: "NonScheduled",
        deliveryInfo: { scheduledDateTime: "0001-01-01T00:00:00+00:00" },
        managedTags: [],
        deletion: deletionDefaults(owner),
        adoptExisting: false,
        ...more,
        details: {
            jobDetailsType: "DataBoxCustomerDisk",
            contactDetails: {
                ...contactDetails,
                notificationPreference: ["AtAzureDC", "DataCopy", "Created"].map((stageName) => ({
                    stageName,
                    sendNotification: true,
                })),
            },
            shippingAddress: { ...shippingAddress, addressType: "None" },
            returnToCustomerPackageDetails,
            importDiskDetailsCollection: { [serialNumber]: disk },
            dataImportDetails: [{ accountDetails: storageAccount, logCollectionLevel: "Error" }],
            dataExportDetails: [],
            enableManifestBackup: false,
            preferences: { encryptionPreferences: { doubleEncryption: "Disabled" } },
            reverseShippingDetails: {},
            keyEncryptionKey: { kekType: "MicrosoftManaged" },
            ...details,
        },
    };
}

const details = (more: Record<string, unknown>) => inputs({ details: more });
const nothing = { replaces: [], notToldYet: [], patches: [], ships: false, stateOnly: [] };

describe("Nothing is changed by", () => {
    const cases: Record<string, [Current, CustomerDiskInputs]> = {
        "what the service adds by itself": [current(), inputs()],
        "an id or a location in another casing": [
            current(),
            details({
                dataImportDetails: [
                    {
                        accountDetails: {
                            ...storageAccount,
                            storageAccountId: storageAccountId.toUpperCase(),
                        },
                    },
                ],
            }),
        ],
        "a display name of the location": [current(), inputs({ location: "West US" })],
        "a serial number or a hash in another casing": [
            current(),
            details({
                importDiskDetailsCollection: {
                    [serialNumber.toLowerCase()]: {
                        ...disk,
                        manifestHash: disk.manifestHash.toLowerCase(),
                    },
                },
            }),
        ],
        "keys that the service does not return and nobody knows": [
            current({
                importDiskDetailsCollection: { [serialNumber]: shownDisk },
                returnToCustomerPackageDetails: { carrierName: "FedEx" },
            }),
            inputs(),
        ],
        "a contact that the service has removed": [
            current({
                contactDetails: { contactName: " ", emailList: [], notificationPreference: [] },
            }),
            inputs(),
        ],
        "the mails of some of the stages": [
            current(),
            details({
                contactDetails: {
                    ...contactDetails,
                    notificationPreference: [{ stageName: "DataCopy", sendNotification: true }],
                },
            }),
        ],
        "a shipment that the service knows of": [
            current({ deliverToDcPackageDetails }),
            inputs({ deliverToDcPackageDetails }),
        ],
        "a shipment that the program no longer mentions": [
            current({ deliverToDcPackageDetails }),
            inputs(),
        ],
        "an identity as the service shows it": [
            current({}, { identity: { type: "SystemAssigned", principalId: "p", tenantId: "t" } }),
            inputs({ identity: { type: "SystemAssigned" } }),
        ],
    };
    it.each(Object.entries(cases))("%s", (_, [now, wanted]) => {
        expect(changesBetween(now, wanted)).toEqual(nothing);
    });
});

describe("A new order is needed for", () => {
    const cases: Record<string, [string, CustomerDiskInputs]> = {
        "another name": ["jobName", { ...inputs(), jobName: "other" }],
        "another resource group": ["resourceGroupName", inputs({ resourceGroupName: "other" })],
        "another location": ["location", inputs({ location: "eastus" })],
        "another direction": ["transferType", inputs({ transferType: "ExportFromAzure" })],
        "another way of delivery": ["deliveryType", inputs({ deliveryType: "Scheduled" })],
        "another date": [
            "deliveryInfo",
            inputs({ deliveryInfo: { scheduledDateTime: "2026-12-01T00:00:00Z" } }),
        ],
        "another disk": [
            "details.importDiskDetailsCollection",
            details({ importDiskDetailsCollection: { OTHER: disk } }),
        ],
        "one more disk": [
            "details.importDiskDetailsCollection",
            details({ importDiskDetailsCollection: { [serialNumber]: disk, OTHER: disk } }),
        ],
        "another key of a disk": [
            "details.importDiskDetailsCollection",
            details({
                importDiskDetailsCollection: { [serialNumber]: { ...disk, bitLockerKey: "other" } },
            }),
        ],
        "another account": [
            "details.dataImportDetails",
            details({
                dataImportDetails: [
                    {
                        accountDetails: {
                            ...storageAccount,
                            storageAccountId: `${storageAccountId}2`,
                        },
                    },
                ],
            }),
        ],
        "a backup of the manifests": [
            "details.enableManifestBackup",
            details({ enableManifestBackup: true }),
        ],
        "another size": [
            "details.expectedDataSizeInTeraBytes",
            details({ expectedDataSizeInTeraBytes: 8 }),
        ],
    };
    it.each(Object.entries(cases))("%s", (_, [name, wanted]) => {
        expect(changesBetween(current(), wanted).replaces).toEqual([name]);
        expect(pathsOf(table, "immutable")).toContain(name);
    });

    it("cannot be told yet of disks that are not known yet", () => {
        const wanted = details({ importDiskDetailsCollection: unknownValue });
        expect(changesBetween(current(), wanted)).toEqual({
            ...nothing,
            notToldYet: ["details.importDiskDetailsCollection"],
        });
    });
});

describe("In place", () => {
    const cases: Record<string, [string, CustomerDiskInputs]> = {
        contact: [
            "details.contactDetails",
            details({ contactDetails: { ...contactDetails, phone: "1" } }),
        ],
        address: [
            "details.shippingAddress",
            details({ shippingAddress: { ...shippingAddress, city: "Elsewhere" } }),
        ],
        "the way back": [
            "details.returnToCustomerPackageDetails",
            details({ returnToCustomerPackageDetails: { carrierName: "UPS" } }),
        ],
        "a carrier account": [
            "details.returnToCustomerPackageDetails",
            details({
                returnToCustomerPackageDetails: {
                    ...returnToCustomerPackageDetails,
                    carrierAccountNumber: "other",
                },
            }),
        ],
        preferences: [
            "details.preferences",
            details({ preferences: { encryptionPreferences: { doubleEncryption: "Enabled" } } }),
        ],
        "the key's key": [
            "details.keyEncryptionKey",
            details({ keyEncryptionKey: { kekType: "CustomerManaged", kekUrl: "u" } }),
        ],
        "another way back": [
            "details.reverseShippingDetails",
            details({ reverseShippingDetails: { shippingAddress } }),
        ],
        identity: ["identity", inputs({ identity: { type: "SystemAssigned" } })],
        tags: ["tags", inputs({ tags: { team: "archive" } })],
    };
    it.each(Object.entries(cases))("one PATCH changes: %s", (_, [name, wanted]) => {
        const changes = changesBetween(current(), wanted);
        expect(changes).toEqual({ ...nothing, patches: [name] });
        const patch = changeRequest(changes, wanted, current(), owner);
        const [top, detail] = name.split(".");
        if (detail) {
            expect(patch).toEqual({
                properties: { details: { [detail]: wanted.details[detail] } },
            });
        } else {
            expect(Object.keys(patch)).toEqual([top]);
        }
    });

    it("the shipment is announced, and its tracking details are changed", () => {
        const wanted = inputs({ deliverToDcPackageDetails });
        expect(changesBetween(current(), wanted)).toEqual({ ...nothing, ships: true });
        const told = current({
            deliverToDcPackageDetails: { carrierName: "FedEx", trackingId: "OTHER" },
        });
        expect(changesBetween(told, wanted)).toEqual({ ...nothing, ships: true });
    });

    it("an identity that is taken away is sent as null", () => {
        const now = { type: "UserAssigned", userAssignedIdentities: { "/a": {}, "/B": {} } };
        const wanted = inputs({
            identity: { type: "UserAssigned", userAssignedIdentities: ["/b"] },
        });
        const changes = changesBetween(current({}, { identity: now }), wanted);
        expect(changes.patches).toEqual(["identity"]);
        expect(changeRequest(changes, wanted, current({}, { identity: now }), owner)).toEqual({
            identity: { type: "UserAssigned", userAssignedIdentities: { "/a": null, "/b": {} } },
        });
    });

    it("options of the deletion change the checkpoint only", () => {
        const wanted = inputs({ deletion: { acceptFee: true }, adoptExisting: true });
        expect(changesBetween(current(), wanted)).toEqual({
            ...nothing,
            stateOnly: ["deletion.acceptFee", "adoptExisting"],
        });
    });
});

describe("The PUT", () => {
    it("holds what the program gives, and the owner tag; no shipment and no default", () => {
        const wanted = inputs({ deliverToDcPackageDetails });
        expect(creationRequest(wanted, owner)).toEqual({
            location: "westus",
            tags: { "pulumi-owner": owner },
            sku: { name: "DataBoxCustomerDisk" },
            properties: {
                transferType: "ImportToAzure",
                details: { jobDetailsType: "DataBoxCustomerDisk", ...wanted.details },
            },
        });
    });
});

describe("What the service does not return", () => {
    const known = current({
        dataImportDetails: [{ accountDetails: { ...storageAccount, sharePassword: "share" } }],
        deliverToDcPackageDetails,
    }).details;

    it("stays with what it belongs to", () => {
        const shown = {
            importDiskDetailsCollection: { [serialNumber.toLowerCase()]: shownDisk },
            dataImportDetails: [{ accountDetails: storageAccount }],
            returnToCustomerPackageDetails: { carrierName: "FedEx" },
        };
        expect(withWriteOnly(shown, known)).toEqual({
            importDiskDetailsCollection: { [serialNumber.toLowerCase()]: disk },
            dataImportDetails: [{ accountDetails: { ...storageAccount, sharePassword: "share" } }],
            returnToCustomerPackageDetails,
            deliverToDcPackageDetails,
        });
    });

    it("is not made up for a disk that the service no longer has", () => {
        const shown = { importDiskDetailsCollection: {} };
        expect(withWriteOnly(shown, known).importDiskDetailsCollection).toEqual({});
    });

    it("gives way to what the service does return", () => {
        const shown = { returnToCustomerPackageDetails: { carrierAccountNumber: "other" } };
        const { returnToCustomerPackageDetails: carrier } = withWriteOnly(shown, known);
        expect(carrier).toEqual({ carrierAccountNumber: "other" });
    });
});
