import { redact, sensitiveValues as valuesOf } from "../../../provider/arm/redaction";
import { secretFields as ofDataBox } from "../../../provider/databox/secretFields";
import { secretFields as ofImportExport } from "../../../provider/importexport/secretFields";

const sensitiveValues = (value: unknown) => valuesOf(value, ofImportExport);

const body = {
    location: "westus",
    tags: { team: "photos" },
    properties: {
        jobType: "Import",
        returnAddress: {
            recipientName: "Ada Test",
            streetAddress1: "1 Sample Way",
            stateOrProvince: "WA",
            anythingNew: "Flat 9b",
            email: "ada@example.test",
        },
        returnShipping: { carrierName: "FedEx", carrierAccountNumber: "998877" },
        deliveryPackage: { carrierName: "FedEx", trackingNumber: 7766554433 },
        driveList: [{ driveId: "9CA995BA", bitLockerKey: "key/+=", manifestFile: "\\m.xml" }],
    },
};

describe("the sensitive values of a body", () => {
    it("are addresses, accounts, tracking numbers, drive ids and keys, and nothing else", () => {
        expect(sensitiveValues(body).sort()).toEqual(
            [
                "Ada Test",
                "1 Sample Way",
                "WA",
                "Flat 9b",
                "ada@example.test",
                "998877",
                "7766554433",
                "9CA995BA",
                "key/+=",
            ].sort(),
        );
    });

    it("are a Data Box order's contact, address, disks, keys and parcels, and not its stages", () => {
        const details = {
            jobDetailsType: "DataBoxCustomerDisk",
            contactDetails: {
                contactName: "Ada Test",
                emailList: ["ada@example.test"],
                notificationPreference: [{ stageName: "AtAzureDC", sendNotification: true }],
            },
            shippingAddress: { country: "XX", addressType: "None", anythingNew: "Flat 9b" },
            reverseShippingDetails: { contactDetails: { mobile: "0815" } },
            returnToCustomerPackageDetails: { carrierName: "FedEx", trackingId: "7766" },
            importDiskDetailsCollection: { SN1: { manifestFile: "\\m.xml", bitLockerKey: "k1" } },
            exportDiskDetailsCollection: { SN2: { manifestFile: "\\m.xml" } },
            copyProgress: [{ serialNumber: "SN3", copyStatus: "Completed" }],
            dataImportDetails: [{ accountDetails: { sharePassword: "pw" } }],
            chainOfCustodySasKey: "https://a.example/?sig=1",
            reverseShipmentLabelSasKey: "https://b.example/?sig=1",
        };
        const secret = { jobSecrets: { diskSecrets: [{ diskSerialNumber: "SN4" }] } };
        expect(valuesOf([details, secret], ofDataBox).sort()).toEqual(
            [
                ...["Ada Test", "ada@example.test", "XX", "Flat 9b", "0815", "7766", "k1", "pw"],
                ...["SN1", "SN2", "SN3", "SN4"],
                ...["https://a.example/?sig=1", "https://b.example/?sig=1"],
            ].sort(),
        );
    });

    it("are none where there is no body", () => {
        expect(sensitiveValues(undefined)).toEqual([]);
        expect(sensitiveValues("text")).toEqual([]);
    });
});

describe("redacting a text", () => {
    const secrets = sensitiveValues(body);

    it.each(secrets)("hides %s", (secret) => {
        expect(redact(`The value '${secret}' is not valid.`, secrets)).toBe(
            "The value '[hidden]' is not valid.",
        );
    });

    it("hides a secret in another letter case, in JSON and in a URL", () => {
        expect(redact("drive 9ca995ba", secrets)).toBe("drive [hidden]");
        expect(redact("?q=Ada%20Test&k=key%2F%2B%3D", secrets)).toBe("?q=[hidden]&k=[hidden]");
        expect(redact(JSON.stringify({ v: 'say "hi"\n' }), ['say "hi"\n'])).toBe(
            '{"v":"[hidden]"}',
        );
    });

    it("hides the longer of two secrets whole", () => {
        expect(redact("ada@example.test", ["ada@example", "ada@example.test"])).toBe("[hidden]");
    });

    it("leaves words that only contain a short secret", () => {
        expect(redact("WAImportExport in WA, SWAT", ["WA"])).toBe(
            "WAImportExport in [hidden], SWAT",
        );
    });

    it("leaves everything else", () => {
        expect(redact("westus photos FedEx Import", secrets)).toBe("westus photos FedEx Import");
        expect(redact("nothing", ["", "  "])).toBe("nothing");
    });

    it.each([
        ["a bearer token", "Authorization: Bearer abc.def-ghi_jkl/+="],
        ["a JSON Web Token", "token eyJhbGciOiJub25l.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"],
        ["a BitLocker password", "key 123456-123456-123456-123456-123456-123456-123456-123456"],
        ["a SAS signature", "https://a.blob.example/x?sig=aB%2Bc"],
    ])("hides %s that nobody named", (_what, text) => {
        const redacted = redact(text, []);
        expect(redacted).toContain("[hidden]");
        expect(redacted).not.toMatch(/abc|eyJ|123456|aB%/);
    });
});
