import { butIs, type Findings, type Untrusted } from "../job/findings";
import {
    isLeftOut,
    storageAccountRule,
    validateEncryptionKey,
    validateParcel,
    validateWholeNumber,
} from "../job/partsValidation";
import { isUnknown } from "../job/unknowns";
import { validateImport } from "./drivesValidation";
import { validateExport } from "./exportValidation";
import { addressExamples, isUnsetState } from "./sameness";

/** What the rules need to know beside the properties. */
export interface Occasion {
    /** The job is about to be made. */
    readonly isNew: boolean;
    /** A job that exists will be taken over as it is. */
    readonly adopts: boolean;
}

/** The rules for `properties`. Sources: `JobDetails` of the API descriptions; reference on limits (ten drives). */
export function validateProperties(findings: Findings, value: Untrusted, occasion: Occasion): void {
    // The rules for the shape of a new job do not bind one that exists: what it has, Azure has taken.
    const required = !occasion.adopts;
    const account = findings.text("properties.storageAccountId", value.storageAccountId, {
        example: accountExample,
        required,
    });
    if (account !== undefined && !storageAccountRule.test(account)) {
        findings.add(
            "properties.storageAccountId",
            `must be the id of a storage account, e.g. ${accountExample}`,
        );
    }
    const jobType = findings.oneOf(
        "properties.jobType",
        value.jobType,
        ["Import", "Export"],
        required,
    );
    findings.text("properties.diagnosticsPath", value.diagnosticsPath, {
        example: '"waimportexport"',
    });
    findings.oneOf("properties.logLevel", value.logLevel, ["Error", "Verbose"]);
    findings.flag("properties.backupDriveManifest", value.backupDriveManifest);
    validateReturnAddress(findings, value.returnAddress);
    validateReturnShipping(findings, value.returnShipping);
    validateDeliveryPackage(findings, value.deliveryPackage);
    validateEncryptionKey(findings, "properties.encryptionKey", value.encryptionKey, {
        typeRequired: false,
    });
    if (jobType === "Import") validateImport(findings, value, occasion.adopts);
    if (jobType === "Export") validateExport(findings, value, occasion.adopts);
    validateShipment(findings, value, occasion);
    const cancels = findings.flag("properties.cancelRequested", value.cancelRequested) ?? false;
    if (cancels && occasion.isNew && !occasion.adopts) {
        findings.add(
            "properties.cancelRequested",
            "is true, but there is no job to cancel yet; leave it out of a new job",
        );
    }
}

const accountExample =
    '"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/archive"';

const optionalInAddress = ["streetAddress2", "stateOrProvince"];

function validateReturnAddress(findings: Findings, value: unknown): void {
    const at = "properties.returnAddress";
    const address = findings.part(at, value, '{ recipientName: "Ada Example", … }');
    if (!address) return;
    for (const [key, example] of Object.entries(addressExamples)) {
        const required = !optionalInAddress.includes(key);
        findings.text(`${at}.${key}`, address[key], { example, required });
    }
}

function validateReturnShipping(findings: Findings, value: unknown): void {
    const at = "properties.returnShipping";
    const shipping = findings.part(at, value, '{ carrierName: "FedEx", … }');
    if (!shipping) return;
    findings.text(`${at}.carrierName`, shipping.carrierName, {
        example: '"FedEx"',
        required: true,
    });
    findings.text(`${at}.carrierAccountNumber`, shipping.carrierAccountNumber, {
        example: "your account number with the carrier, as a string",
        required: true,
    });
}

function validateDeliveryPackage(findings: Findings, value: unknown): void {
    const at = "properties.deliveryPackage";
    const parcel = validateParcel(findings, at, value, "trackingNumber");
    if (!parcel) return;
    findings.text(`${at}.shipDate`, parcel.shipDate, { example: '"2026-11-22"' });
    validateWholeNumber(findings, `${at}.driveCount`, parcel.driveCount, "drives, e.g. 2");
}

function validateShipment(findings: Findings, value: Untrusted, { adopts }: Occasion): void {
    if (isUnknown(value.state) || isUnsetState(value.state)) return;
    if (value.state !== "Shipping") {
        findings.add(
            "properties.state",
            `must be "Shipping", which announces the shipment${butIs(value.state, ["Shipping"])}; leave it out otherwise, and read the state from the outputs`,
        );
        return;
    }
    // "Either in this request or in a previous request": a job that exists may have them.
    for (const key of adopts ? [] : ["returnAddress", "deliveryPackage"]) {
        if (!isLeftOut(value[key])) continue;
        findings.add(
            `properties.${key}`,
            `is missing, and a shipment can be announced only with it: ${shipmentNeeds[key]}`,
        );
    }
}

const shipmentNeeds: Record<string, string> = {
    returnAddress: 'Azure could not send the drives back; give { recipientName: "Ada Example", … }',
    deliveryPackage:
        'Azure could not find the parcel; give { carrierName: "FedEx", trackingNumber: … }',
};
