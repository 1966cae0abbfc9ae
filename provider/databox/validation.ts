import { Findings, type Finding, type Untrusted, settled } from "../job/findings";
import { validateAnyJob, validateDeletionOptions, type NameRule } from "../job/inputsValidation";
import { eachText, isLeftOut, validateParcel } from "../job/partsValidation";
import { isUnknown } from "../job/unknowns";
import { validateDetails } from "./detailsValidation";
import { customerDiskSku } from "./model";
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
    const findings = new Findings(table);
    const adopts = validateAnyJob(findings, news, { ownerTag, nameRule });
    validateSku(findings, news.sku);
    validateIdentity(findings, news.identity);
    validateDelivery(findings, news);
    const parcel = news.deliverToDcPackageDetails;
    validateParcel(findings, "deliverToDcPackageDetails", parcel, "trackingId");
    validateDeletion(findings, news.deletion);
    const transferType = findings.oneOf(
        "transferType",
        news.transferType,
        ["ImportToAzure", "ExportFromAzure"],
        !adopts,
    );
    if (isUnknown(news.details)) return findings.list;
    const details = findings.part("details", news.details, "{ contactDetails: … }");
    if (!adopts && isLeftOut(news.details)) {
        findings.add(
            "details",
            "is missing; give it, e.g. { contactDetails: …, returnToCustomerPackageDetails: …, importDiskDetailsCollection: …, dataImportDetails: […] }",
        );
    }
    if (details) validateDetails(findings, details, { transferType, adopts });
    return findings.list;
}

/** Source: Jobs_Create, `^[-\w\.]+$`, 3 to 24. */
const nameRule: NameRule = {
    pattern: /^[-\w.]{3,24}$/,
    inWords: "3 to 24 letters, digits, hyphens, underscores and periods",
};

/**
 * What the portal says of a name that the API takes; undefined: nothing. The portal's two pages and the API contradict
 * each other on what a name may be, so nothing is refused for it.
 */
export function portalRefuses(jobName: string): string | undefined {
    if (/^[a-z][a-z0-9-]*[a-z0-9]$/.test(jobName)) return undefined;
    return 'is one that the Azure portal would not take, and that the API is described to take: lower-case letters, digits and hyphens that start with a letter and end with no hyphen are safe, e.g. "photos-2026".';
}

function validateSku(findings: Findings, value: unknown): void {
    const sku = findings.part("sku", value, `{ name: "${customerDiskSku}" }`);
    if (!sku) return;
    if (isUnknown(sku.name) || sku.name === customerDiskSku) return;
    findings.add(
        "sku.name",
        `must be "${customerDiskSku}": this resource orders no device; for one use azure-native's databox.Job`,
    );
}

function validateIdentity(findings: Findings, value: unknown): void {
    const identity = findings.part("identity", value, '{ type: "SystemAssigned" }');
    if (!identity) return;
    findings.text("identity.type", identity.type, { example: '"SystemAssigned"' });
    const example = '["/subscriptions/…/userAssignedIdentities/archive"]';
    const ids = identity.userAssignedIdentities;
    eachText(findings, "identity.userAssignedIdentities", ids, example);
}

function validateDelivery(findings: Findings, news: Untrusted): void {
    findings.oneOf("deliveryType", news.deliveryType, ["NonScheduled", "Scheduled"]);
    const info = findings.part("deliveryInfo", news.deliveryInfo, "{ scheduledDateTime: … }");
    if (!info) return;
    findings.text("deliveryInfo.scheduledDateTime", info.scheduledDateTime, {
        example: '"2026-12-01T09:00:00Z"',
    });
}

function validateDeletion(findings: Findings, value: unknown): void {
    const deletion = validateDeletionOptions(findings, value);
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
