import type { Findings, Untrusted } from "../job/findings";
import {
    eachText,
    isLeftOut,
    validateEncryptionKey,
    validateWholeNumber,
} from "../job/partsValidation";
import { isUnknown } from "../job/unknowns";
import { validateExport, validateImport } from "./dataValidation";
import { customerDiskSku } from "./model";
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
    const size = value.expectedDataSizeInTeraBytes;
    validateWholeNumber(findings, "details.expectedDataSizeInTeraBytes", size, "terabytes, e.g. 8");
    if (transferType === "ImportToAzure") validateImport(findings, value, adopts);
    if (transferType === "ExportFromAzure") validateExport(findings, value, adopts);
}

const phoneExamples = { contactName: '"Ada Example"', phone: '"4250000000"' };

function validateContact(findings: Findings, value: unknown, adopts: boolean): void {
    const at = "details.contactDetails";
    const example = '{ contactName: "Ada Example", phone: …, emailList: […] }';
    const contact = findings.requiredPart(at, value, example, adopts);
    if (!contact) return;
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
    const row = "details.shippingAddress";
    const address = findings.part(at, value, '{ streetAddress1: …, country: "US" }', row);
    if (!address) return;
    for (const [key, example] of Object.entries(addressExamples)) {
        const required = requiredInAddress.includes(key);
        findings.text(`${at}.${key}`, address[key], { example, required });
    }
    findings.oneOf(`${at}.addressType`, address.addressType, ["None", "Residential", "Commercial"]);
    findings.flag(`${at}.skipAddressValidation`, address.skipAddressValidation);
}

/** "A carrier account number is required" in the portal, and optional in the API description: a policy may ask for it. */
function validateReturn(findings: Findings, value: unknown, adopts: boolean): void {
    const at = "details.returnToCustomerPackageDetails";
    const example = '{ carrierName: "FedEx", carrierAccountNumber: … }';
    const carrier = findings.requiredPart(at, value, example, adopts);
    if (!carrier) return;
    findings.text(`${at}.carrierName`, carrier.carrierName, { example: '"FedEx"' });
    findings.text(`${at}.trackingId`, carrier.trackingId, { example: "a number, as a string" });
    findings.text(`${at}.carrierAccountNumber`, carrier.carrierAccountNumber, {
        example: "your account number with the carrier, as a string",
    });
}

function validateReverse(findings: Findings, value: unknown): void {
    const at = "details.reverseShippingDetails";
    const reverse = findings.part(at, value, "{ shippingAddress: … }");
    if (!reverse) return;
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
    const key = validateEncryptionKey(findings, at, value, { typeRequired: true });
    if (!key) return;
    findings.object(`${at}.identityProperties`, key.identityProperties, '{ type: "UserAssigned" }');
}
