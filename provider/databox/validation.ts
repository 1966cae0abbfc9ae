import { Findings, type Finding, type Untrusted, settled } from "../job/findings";
import {
    ofProgram,
    validateDeletionOptions,
    validatePlace,
    validateTags,
} from "../job/inputsValidation";
import { isUnknown } from "../job/unknowns";
import { namesUnder, reasonsUnder } from "../job/propertyTable";
import { validateDetails } from "./detailsValidation";
import { customerDiskSku, deletionDefaults } from "./model";
import { properties as table } from "./propertyTable";

/**
 * Says everything that is wrong with a job's inputs, before anything is sent.
 *
 * Values that are not known yet (preview) pass by; `check` runs again when they are.
 *
 * @param news the inputs of the program, as Pulumi resolved them.
 * @param ownerTag whether the provider adds a tag of its own.
 * @param olds the inputs of the last update, empty for a new job.
 * @returns every finding, none repeating a value.
 */
export function validateJob(news: Untrusted, ownerTag = true, olds: Untrusted = {}): Finding[] {
    return settled(olds, news, (_before, given) => findingsOf(given, ownerTag));
}

function findingsOf(news: Untrusted, ownerTag: boolean): Finding[] {
    const findings = new Findings();
    const adopts = findings.flag("adoptExisting", news.adoptExisting) ?? false;
    findings.keys("", ofProgram(news), namesUnder(table, ""), reasonsUnder(table, "", "refused"));
    validatePlace(findings, news, adopts);
    validateName(findings, news.jobName);
    validateTags(findings, news.tags, ownerTag);
    validateSku(findings, news.sku);
    validateIdentity(findings, news.identity);
    validateDelivery(findings, news);
    validateParcel(findings, news.deliverToDcPackageDetails);
    validateDeletion(findings, news.deletion);
    const transferType = findings.oneOf(
        "transferType",
        news.transferType,
        ["ImportToAzure", "ExportFromAzure"],
        !adopts,
    );
    if (isUnknown(news.details)) return findings.list;
    const details = findings.object("details", news.details, "{ contactDetails: … }");
    if (!adopts && (news.details === undefined || news.details === null)) {
        findings.add(
            "details",
            "is missing; give it, e.g. { contactDetails: …, returnToCustomerPackageDetails: …, importDiskDetailsCollection: …, dataImportDetails: […] }",
        );
    }
    if (details) validateDetails(findings, details, { transferType, adopts });
    return findings.list;
}

/** Source: Jobs_Create, `^[-\w\.]+$`, 3 to 24. */
const jobNameRule = /^[-\w.]{3,24}$/;

function validateName(findings: Findings, value: unknown): void {
    const name = findings.text("jobName", value, { example: '"photos-2026"' });
    if (value === "" || (name !== undefined && !jobNameRule.test(name))) {
        findings.add(
            "jobName",
            'must have 3 to 24 letters, digits, hyphens, underscores and periods, e.g. "photos-2026"',
        );
    }
}

/**
 * What the portal says of a name that the API takes; undefined: nothing. The portal's two pages and the API contradict
 * each other on what a name may be, so nothing is refused for it.
 */
export function portalRefuses(jobName: string): string | undefined {
    if (/^[a-z][a-z0-9-]*[a-z0-9]$/.test(jobName)) return undefined;
    return 'is one that the Azure portal would not take, and that the API is described to take: lower-case letters, digits and hyphens that start with a letter and end with no hyphen are safe, e.g. "photos-2026".';
}

function validateSku(findings: Findings, value: unknown): void {
    const sku = findings.object("sku", value, `{ name: "${customerDiskSku}" }`);
    if (!sku) return;
    findings.keys("sku", sku, namesUnder(table, "sku"));
    if (isUnknown(sku.name) || sku.name === customerDiskSku) return;
    findings.add(
        "sku.name",
        `must be "${customerDiskSku}": this resource orders no device; for one use azure-native's databox.Job`,
    );
}

function validateIdentity(findings: Findings, value: unknown): void {
    const identity = findings.object("identity", value, '{ type: "SystemAssigned" }');
    if (!identity) return;
    findings.keys(
        "identity",
        identity,
        namesUnder(table, "identity"),
        reasonsUnder(table, "identity", "refused"),
    );
    findings.text("identity.type", identity.type, { example: '"SystemAssigned"' });
    const example = '["/subscriptions/…/userAssignedIdentities/archive"]';
    findings
        .array("identity.userAssignedIdentities", identity.userAssignedIdentities, example)
        ?.forEach((id, index) =>
            findings.text(`identity.userAssignedIdentities[${index}]`, id, {
                example,
                required: true,
            }),
        );
}

function validateDelivery(findings: Findings, news: Untrusted): void {
    findings.oneOf("deliveryType", news.deliveryType, ["NonScheduled", "Scheduled"]);
    const info = findings.object("deliveryInfo", news.deliveryInfo, "{ scheduledDateTime: … }");
    if (!info) return;
    findings.keys("deliveryInfo", info, namesUnder(table, "deliveryInfo"));
    findings.text("deliveryInfo.scheduledDateTime", info.scheduledDateTime, {
        example: '"2026-12-01T09:00:00Z"',
    });
}

function validateParcel(findings: Findings, value: unknown): void {
    const at = "deliverToDcPackageDetails";
    const parcel = findings.object(at, value, '{ carrierName: "FedEx", trackingId: … }');
    if (!parcel) return;
    findings.keys(at, parcel, namesUnder(table, at));
    findings.text(`${at}.carrierName`, parcel.carrierName, { example: '"FedEx"', required: true });
    findings.text(`${at}.trackingId`, parcel.trackingId, {
        example: "the number on the carrier's label, as a string; Azure finds the parcel by it",
        required: true,
    });
}

function validateDeletion(findings: Findings, value: unknown): void {
    const deletion = validateDeletionOptions(findings, value, Object.keys(deletionDefaults("")));
    if (!deletion) return;
    for (const name of ["acceptFee", "discardKeys", "removeServiceLock"]) {
        findings.flag(`deletion.${name}`, deletion[name]);
    }
    const reason = deletion.cancelReason;
    findings.text("deletion.cancelReason", reason, { example: '"The project is over"' });
    if (typeof reason === "string" && reason.trim() === "") {
        findings.add(
            "deletion.cancelReason",
            "is empty, and Azure wants a reason; leave it out to have one made",
        );
    }
}
