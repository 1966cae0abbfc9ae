/** What `check` says of the inputs of a customer-disk order. No finding repeats a value. */
import { portalRefuses, validateJob } from "../../../provider/databox/validation";
import { unknownValue } from "../../../provider/job/unknowns";
import {
    contactDetails,
    deliverToDcPackageDetails,
    disk,
    exportOrder,
    importOrder,
    serialNumber,
    shippingAddress,
    storageAccount,
} from "../../fixtures/diskInputs";

const kind = "DataBoxCustomerDisk";
const decided = { jobName: "photos", owner: "organization/test/dev/photos", sku: { name: kind } };
type Given = Record<string, unknown> & { details: Record<string, unknown> };

function importOf(wishes: Record<string, unknown> = {}): Given {
    const { details, ...rest } = importOrder(wishes);
    return { ...decided, ...rest, details: { jobDetailsType: kind, ...details } };
}
function exportOf(wishes: Record<string, unknown> = {}): Given {
    const { details, ...rest } = exportOrder(wishes);
    return { ...decided, ...rest, details: { jobDetailsType: kind, ...details } };
}
const withDetails = (details: Record<string, unknown>) => importOf({ details });
const disks = (collection: Record<string, unknown>) =>
    withDetails({ importDiskDetailsCollection: collection });
const export1 = (more: Record<string, unknown>) =>
    exportOf({ details: { dataExportDetails: [{ accountDetails: storageAccount, ...more }] } });

describe("Nothing is wrong with", () => {
    const cases: Record<string, Given> = {
        "an import": importOf(),
        "an export": exportOf(),
        "a shipment": importOf({ deliverToDcPackageDetails }),
        "every option of the deletion": importOf({
            deletion: {
                inFlight: "refuse",
                cancelReason: "over",
                acceptFee: true,
                waitMinutes: 0.5,
                whenTimeIsUp: "forget",
                whenUndeletable: "forget",
                discardKeys: true,
                removeServiceLock: true,
            },
        }),
        "values that are not known yet": importOf({
            resourceGroupName: unknownValue,
            transferType: unknownValue,
            deliverToDcPackageDetails: unknownValue,
            details: {
                contactDetails: unknownValue,
                importDiskDetailsCollection: unknownValue,
                dataImportDetails: [{ accountDetails: unknownValue }],
            },
        }),
        "details that are not known at all": { ...importOf(), details: unknownValue as never },
        "a name with every character that the API takes": importOf({ jobName: "a_b.C-9" }),
        "a filter": export1({
            transferConfiguration: {
                transferConfigurationType: "TransferUsingFilter",
                transferFilterDetails: {
                    include: {
                        dataAccountType: "StorageAccount",
                        blobFilterDetails: { blobPrefixList: ["/videos/"] },
                    },
                },
            },
        }),
    };
    it.each(Object.entries(cases))("%s", (_, given) => {
        expect(validateJob(given)).toEqual([]);
    });
});

describe("Something is wrong with", () => {
    const at = "details.importDiskDetailsCollection";
    const cases: [string, Given, string, RegExp][] = [
        ["a name of two characters", importOf({ jobName: "ab" }), "jobName", /3 to 24/],
        ["a long name", importOf({ jobName: "a".repeat(25) }), "jobName", /3 to 24/],
        ["a blank in the name", importOf({ jobName: "a b c" }), "jobName", /3 to 24/],
        ["a device", importOf({ sku: { name: "DataBox" } }), "sku.name", /DataBoxCustomerDisk/],
        ["no direction", importOf({ transferType: undefined }), "transferType", /is missing/],
        [
            "another direction",
            importOf({ transferType: "Import" }),
            "transferType",
            /ImportToAzure/,
        ],
        ["no location", importOf({ location: undefined }), "location", /is missing/],
        ["an input that is none", importOf({ devices: 1 }), "devices", /is not known here/],
        ["no details", { ...importOf(), details: undefined as never }, "details", /is missing/],
        [
            "details of a device",
            withDetails({ jobDetailsType: "DataBox" }),
            "details.jobDetailsType",
            /leave it out/,
        ],
        [
            "no contact",
            withDetails({ contactDetails: undefined }),
            "details.contactDetails",
            /is missing/,
        ],
        [
            "a contact without a phone",
            withDetails({ contactDetails: { ...contactDetails, phone: undefined } }),
            "details.contactDetails.phone",
            /is missing/,
        ],
        [
            "a contact without a mail address",
            withDetails({ contactDetails: { ...contactDetails, emailList: undefined } }),
            "details.contactDetails.emailList",
            /is missing/,
        ],
        [
            "an address without a country",
            withDetails({ shippingAddress: { ...shippingAddress, country: "" } }),
            "details.shippingAddress.country",
            /is missing/,
        ],
        [
            "no way back",
            withDetails({ returnToCustomerPackageDetails: undefined }),
            "details.returnToCustomerPackageDetails",
            /is missing/,
        ],
        [
            "what Azure writes",
            withDetails({ copyProgress: [] }),
            "details.copyProgress",
            /written by Azure only/,
        ],
        [
            "a shipment in the details",
            withDetails({ deliverToDcPackageDetails }),
            "details.deliverToDcPackageDetails",
            /beside details/,
        ],
        ["no disk", disks({}), at, /1 to 10 disks/],
        [
            "eleven disks",
            disks(Object.fromEntries([...Array(11).keys()].map((n) => [`D${n}`, disk]))),
            at,
            /at most 10/,
        ],
        ["a blank serial number", disks({ "A B": disk }), `${at} (disk 1)`, /without spaces/],
        [
            "two disks of one serial number",
            disks({ ABC: disk, abc: disk }),
            `${at} (disk 1)`,
            /another disk/,
        ],
        [
            "a disk without a key",
            disks({ ABC: { ...disk, bitLockerKey: undefined } }),
            `${at} (disk 1).bitLockerKey`,
            /is missing/,
        ],
        [
            "a hash that is none",
            disks({ ABC: { ...disk, manifestHash: "xxxx" } }),
            `${at} (disk 1).manifestHash`,
            /hexadecimal/,
        ],
        [
            "an import without an account",
            withDetails({ dataImportDetails: [] }),
            "details.dataImportDetails",
            /is empty/,
        ],
        [
            "an account that is none",
            withDetails({
                dataImportDetails: [
                    { accountDetails: { ...storageAccount, storageAccountId: "/x" } },
                ],
            }),
            "details.dataImportDetails[0].accountDetails.storageAccountId",
            /must be the id of a storage account/,
        ],
        [
            "an export with disks",
            exportOf({ details: { importDiskDetailsCollection: { [serialNumber]: disk } } }),
            at,
            /imports only/,
        ],
        [
            "an export that does not say what",
            export1({}),
            "details.dataExportDetails[0].transferConfiguration",
            /is missing/,
        ],
        [
            "an export of everything that does not say what",
            export1({ transferConfiguration: { transferConfigurationType: "TransferAll" } }),
            "details.dataExportDetails[0].transferConfiguration.transferAllDetails",
            /says nothing/,
        ],
        [
            "a customer's key without its address",
            withDetails({ keyEncryptionKey: { kekType: "CustomerManaged" } }),
            "details.keyEncryptionKey.kekUrl",
            /is missing/,
        ],
        [
            "a shipment without a number",
            importOf({ deliverToDcPackageDetails: { carrierName: "FedEx" } }),
            "deliverToDcPackageDetails.trackingId",
            /is missing/,
        ],
        [
            "an empty reason",
            importOf({ deletion: { cancelReason: " " } }),
            "deletion.cancelReason",
            /is empty/,
        ],
        [
            "an option in quotes",
            importOf({ deletion: { removeServiceLock: "true" } }),
            "deletion.removeServiceLock",
            /true or false/,
        ],
        [
            "an option that is none",
            importOf({ deletion: { force: true } }),
            "deletion.force",
            /is not known here/,
        ],
    ];
    it.each(cases)("%s", (_, given, property, reason) => {
        const findings = validateJob(given);
        expect(findings.map((finding) => finding.property)).toContain(property);
        const found = findings.find((finding) => finding.property === property);
        expect(found?.reason).toMatch(reason);
    });

    it("a secret without repeating it, a disk's serial number least of all", () => {
        const secret = "SECRET-VALUE";
        const given = importOf({
            deliverToDcPackageDetails: { carrierName: secret, trackingId: [secret] },
            details: {
                contactDetails: { contactName: [secret], phone: secret, emailList: secret },
                importDiskDetailsCollection: {
                    [`${secret} 1`]: { bitLockerKey: [secret], manifestHash: secret },
                },
                returnToCustomerPackageDetails: { carrierAccountNumber: [secret] },
            },
        });
        const findings = validateJob(given);
        expect(findings.length).toBeGreaterThan(6);
        expect(JSON.stringify(findings)).not.toContain(secret);
    });
});

describe("A name that only the portal refuses", () => {
    it.each([
        ["photos-2026", false],
        ["Photos", true],
        ["9photos", true],
        ["photos-", true],
        ["pho_tos", true],
    ])("%s: %s", (name, isWarned) => {
        expect(portalRefuses(name) !== undefined).toBe(isWarned);
    });
});
