import { butIs, type Findings, type Untrusted } from "../job/findings";
import { isUnknown } from "../job/unknowns";
import { validateDisks } from "./disksValidation";
import { namesUnder, reasonsUnder } from "../job/propertyTable";
import { customerDiskSku } from "./model";
import { properties as table } from "./propertyTable";
import { addressExamples, personParts } from "./sameness";

/** What the rules need to know beside the details. */
export interface Occasion {
    readonly transferType: string | undefined;
    /** A job that exists will be taken over as it is: the rules for the shape of a new one do not bind it. */
    readonly adopts: boolean;
}

/** The rules for `details`. Source: `DataBoxCustomerDiskJobDetails` and `JobDetails` of the API description. */
export function validateDetails(
    findings: Findings,
    value: Untrusted,
    { transferType, adopts }: Occasion,
): void {
    findings.keys(
        "details",
        value,
        namesUnder(table, "details"),
        reasonsUnder(table, "details", "refused"),
    );
    if (!isUnknown(value.jobDetailsType) && value.jobDetailsType !== customerDiskSku) {
        findings.add(
            "details.jobDetailsType",
            `must be "${customerDiskSku}"; leave it out to have it filled in`,
        );
    }
    validateContact(findings, value.contactDetails, adopts);
    validateAddress(findings, "details.shippingAddress", value.shippingAddress);
    validateReturn(findings, value.returnToCustomerPackageDetails, adopts);
    validateReverse(findings, value.reverseShippingDetails);
    validateKey(findings, value.keyEncryptionKey);
    findings.object("details.preferences", value.preferences, "{ encryptionPreferences: … }");
    findings.flag("details.enableManifestBackup", value.enableManifestBackup);
    validateSize(findings, value.expectedDataSizeInTeraBytes);
    if (transferType === "ImportToAzure") validateImport(findings, value, adopts);
    if (transferType === "ExportFromAzure") validateExport(findings, value, adopts);
}

function isLeftOut(value: unknown): boolean {
    return value === undefined || value === null;
}

function requiredObject(
    findings: Findings,
    at: string,
    value: unknown,
    example: string,
): Untrusted | undefined {
    if (isLeftOut(value)) {
        findings.add(at, `is missing; give it, e.g. ${example}`);
    }
    return findings.object(at, value, example);
}

const phoneExamples = { contactName: '"Ada Example"', phone: '"4250000000"' };

function validateContact(findings: Findings, value: unknown, adopts: boolean): void {
    if (adopts && isLeftOut(value)) return;
    const at = "details.contactDetails";
    const example = '{ contactName: "Ada Example", phone: …, emailList: […] }';
    const contact = requiredObject(findings, at, value, example);
    if (!contact) return;
    findings.keys(at, contact, namesUnder(table, at));
    validatePerson(findings, at, contact);
    const emails = '["archive-team@example.com"]';
    if (isLeftOut(contact.emailList)) {
        findings.add(`${at}.emailList`, `is missing; give it, e.g. ${emails}`);
    }
    eachText(findings, `${at}.emailList`, contact.emailList, emails);
    findings.array(
        `${at}.notificationPreference`,
        contact.notificationPreference,
        '[{ stageName: "AtAzureDC", sendNotification: true }]',
    );
}

function validatePerson(findings: Findings, at: string, person: Untrusted): void {
    for (const [key, example] of Object.entries(phoneExamples)) {
        findings.text(`${at}.${key}`, person[key], { example, required: true });
    }
    findings.text(`${at}.phoneExtension`, person.phoneExtension, { example: '"12"' });
    findings.text(`${at}.mobile`, person.mobile, { example: '"4250000000"' });
}

const requiredInAddress = ["streetAddress1", "country"];

function validateAddress(findings: Findings, at: string, value: unknown): void {
    const address = findings.object(at, value, '{ streetAddress1: …, country: "US" }');
    if (!address) return;
    findings.keys(at, address, namesUnder(table, "details.shippingAddress"));
    for (const [key, example] of Object.entries(addressExamples)) {
        const required = requiredInAddress.includes(key);
        findings.text(`${at}.${key}`, address[key], { example, required });
    }
    findings.oneOf(`${at}.addressType`, address.addressType, ["None", "Residential", "Commercial"]);
    findings.flag(`${at}.skipAddressValidation`, address.skipAddressValidation);
}

/** "A carrier account number is required" in the portal, and optional in the API description: a policy may ask for it. */
function validateReturn(findings: Findings, value: unknown, adopts: boolean): void {
    if (adopts && isLeftOut(value)) return;
    const at = "details.returnToCustomerPackageDetails";
    const carrier = requiredObject(
        findings,
        at,
        value,
        '{ carrierName: "FedEx", carrierAccountNumber: … }',
    );
    if (!carrier) return;
    findings.keys(at, carrier, namesUnder(table, at));
    findings.text(`${at}.carrierName`, carrier.carrierName, { example: '"FedEx"' });
    findings.text(`${at}.trackingId`, carrier.trackingId, { example: "a number, as a string" });
    findings.text(`${at}.carrierAccountNumber`, carrier.carrierAccountNumber, {
        example: "your account number with the carrier, as a string",
    });
}

function validateReverse(findings: Findings, value: unknown): void {
    const at = "details.reverseShippingDetails";
    const reverse = findings.object(at, value, "{ shippingAddress: … }");
    if (!reverse) return;
    findings.keys(at, reverse, namesUnder(table, at), reasonsUnder(table, at, "refused"));
    const example = '{ contactName: "Ada Example", phone: … }';
    const contact = findings.object(`${at}.contactDetails`, reverse.contactDetails, example);
    if (contact) {
        findings.keys(`${at}.contactDetails`, contact, personParts);
        validatePerson(findings, `${at}.contactDetails`, contact);
    }
    validateAddress(findings, `${at}.shippingAddress`, reverse.shippingAddress);
}

function validateKey(findings: Findings, value: unknown): void {
    const at = "details.keyEncryptionKey";
    const key = findings.object(at, value, '{ kekType: "MicrosoftManaged" }');
    if (!key) return;
    findings.keys(at, key, namesUnder(table, at));
    const types = ["MicrosoftManaged", "CustomerManaged"];
    const type = findings.oneOf(`${at}.kekType`, key.kekType, types, true);
    const required = type === "CustomerManaged";
    const example = '"https://vault.vault.azure.net/keys/disks"';
    findings.text(`${at}.kekUrl`, key.kekUrl, { example, required });
    findings.text(`${at}.kekVaultResourceID`, key.kekVaultResourceID, {
        example: "the Key Vault's ARM id",
        required,
    });
    findings.object(`${at}.identityProperties`, key.identityProperties, '{ type: "UserAssigned" }');
}

function validateSize(findings: Findings, value: unknown): void {
    if (isUnknown(value) || value === undefined || value === null) return;
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
        findings.add(
            "details.expectedDataSizeInTeraBytes",
            `must be a whole number of terabytes, e.g. 8${butIs(value, [])}`,
        );
    }
}

function validateImport(findings: Findings, value: Untrusted, adopts: boolean): void {
    if (Array.isArray(value.dataExportDetails) && value.dataExportDetails.length > 0) {
        findings.add(
            "details.dataExportDetails",
            'is for exports only; leave it out, or set transferType: "ExportFromAzure"',
        );
    }
    validateDisks(findings, value.importDiskDetailsCollection, adopts);
    const example = `[{ accountDetails: ${accountExample} }]`;
    if (adopts && isLeftOut(value.dataImportDetails)) return;
    eachData(findings, "details.dataImportDetails", value.dataImportDetails, example);
}

function validateExport(findings: Findings, value: Untrusted, adopts: boolean): void {
    if (value.importDiskDetailsCollection !== undefined) {
        findings.add(
            "details.importDiskDetailsCollection",
            'is for imports only (for an export Azure reports the disks that it received); leave it out, or set transferType: "ImportToAzure"',
        );
    }
    const at = "details.dataExportDetails";
    const example = `[{ accountDetails: ${accountExample}, transferConfiguration: ${transferExample} }]`;
    if (adopts && isLeftOut(value.dataExportDetails)) return;
    eachData(findings, at, value.dataExportDetails, example, (place, data) =>
        validateTransfer(findings, `${place}.transferConfiguration`, data.transferConfiguration),
    );
}

const accountExample = '{ dataAccountType: "StorageAccount", storageAccountId: … }';
const transferExample =
    '{ transferConfigurationType: "TransferAll", transferAllDetails: { include: { dataAccountType: "StorageAccount", transferAllBlobs: true } } }';

function eachData(
    findings: Findings,
    at: string,
    value: unknown,
    example: string,
    more?: (place: string, data: Untrusted) => void,
): void {
    if (isUnknown(value)) return;
    const list = findings.array(at, value ?? [], example);
    if (list?.length === 0) findings.add(at, `is empty; give it, e.g. ${example}`);
    list?.forEach((item, index) => {
        const place = `${at}[${index}]`;
        const data = findings.object(place, item, example);
        if (!data) return;
        findings.keys(place, data, namesUnder(table, at));
        findings.oneOf(`${place}.logCollectionLevel`, data.logCollectionLevel, [
            "Error",
            "Verbose",
        ]);
        validateAccount(findings, `${place}.accountDetails`, data.accountDetails);
        more?.(place, data);
    });
}

const accountIds: Readonly<Record<string, readonly string[]>> = {
    StorageAccount: ["storageAccountId"],
    ManagedDisk: ["resourceGroupId", "stagingStorageAccountId"],
};
const storageAccountRule =
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.(Classic)?Storage\/storageAccounts\/[a-z0-9]{3,24}$/i;

function validateAccount(findings: Findings, at: string, value: unknown): void {
    const account = requiredObject(findings, at, value, accountExample);
    if (!account) return;
    const types = ["StorageAccount", "ManagedDisk"];
    const type = findings.oneOf(`${at}.dataAccountType`, account.dataAccountType, types, true);
    const ids = accountIds[type ?? ""];
    if (!ids) return;
    findings.keys(at, account, ["dataAccountType", "sharePassword", ...ids]);
    findings.text(`${at}.sharePassword`, account.sharePassword, { example: "a string" });
    for (const key of ids) {
        const example = "its ARM id, /subscriptions/…";
        const id = findings.text(`${at}.${key}`, account[key], { example, required: true });
        const isAccount = key !== "resourceGroupId";
        if (id === undefined || !isAccount || storageAccountRule.test(id)) continue;
        findings.add(`${at}.${key}`, "must be the id of a storage account, /subscriptions/…");
    }
}

function validateTransfer(findings: Findings, at: string, value: unknown): void {
    const transfer = requiredObject(findings, at, value, transferExample);
    if (!transfer) return;
    findings.keys(at, transfer, [
        "transferConfigurationType",
        "transferAllDetails",
        "transferFilterDetails",
    ]);
    const types = ["TransferAll", "TransferUsingFilter"];
    const place = `${at}.transferConfigurationType`;
    const type = findings.oneOf(place, transfer.transferConfigurationType, types, true);
    if (!type || isUnknown(transfer)) return;
    const needed = type === "TransferAll" ? "transferAllDetails" : "transferFilterDetails";
    const found = findings.object(`${at}.${needed}`, transfer[needed], "{ include: … }");
    if (transfer[needed] === undefined || (found && found.include === undefined)) {
        findings.add(`${at}.${needed}`, `says nothing; "${type}" needs it, e.g. { include: … }`);
    }
}

function eachText(findings: Findings, at: string, value: unknown, example: string): void {
    findings
        .array(at, value, example)
        ?.forEach((item, index) =>
            findings.text(`${at}[${index}]`, item, { example, required: true }),
        );
}
