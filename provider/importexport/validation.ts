import { Findings, type Finding, type Untrusted } from "./findings";
import { deletionDefaults, ownerTagName } from "./model";
import { validateProperties } from "./propertiesValidation";
import { isUnknown } from "./unknowns";

/**
 * Says everything that is wrong with a job's inputs, before anything is sent.
 *
 * Values that are not known yet (preview) pass by; `check` runs again when they are.
 *
 * @param olds the inputs of the last update, empty for a new job.
 * @param news the inputs of the program, as Pulumi resolved them.
 * @returns every finding, none repeating a value.
 */
export function validateJob(olds: Untrusted, news: Untrusted): Finding[] {
    const findings = new Findings();
    findings.keys("", news, [
        "resourceGroupName",
        "jobName",
        "location",
        "tags",
        "properties",
        "deletion",
        "adoptExisting",
        "subscriptionId",
        "owner",
    ]);
    validatePlace(findings, news);
    validateTags(findings, news.tags);
    validateDeletion(findings, news.deletion);
    const adopts = findings.flag("adoptExisting", news.adoptExisting) ?? false;
    if (isUnknown(news.properties)) return findings.list;
    const properties = findings.object(
        whole("properties"),
        news.properties,
        '{ jobType: "Import", … }',
    );
    if (news.properties === undefined || news.properties === null) {
        findings.add(
            "properties",
            'is missing; give it, e.g. { jobType: "Import", storageAccountId: …, driveList: […] }',
        );
    }
    if (properties) {
        validateProperties(findings, properties, { isNew: Object.keys(olds).length === 0, adopts });
        refuseUncancelling(findings, olds, properties);
    }
    return findings.list;
}

/**
 * A property as a whole, named so that Pulumi finds no value under the name: it prints the value of
 * the property that a finding names, even a secret one.
 */
const whole = (property: string) => `${property}.*`;

const jobNameRule = /^[a-zA-Z][a-zA-Z0-9-]{1,63}$/;
const resourceGroupRule = /^[-\w.()]{0,89}[-\w()]$/;
const subscriptionRule = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function validatePlace(findings: Findings, news: Untrusted): void {
    const group = findings.text("resourceGroupName", news.resourceGroupName, {
        example: '"rg-archive"',
        required: true,
    });
    if (group !== undefined && !resourceGroupRule.test(group)) {
        findings.add(
            "resourceGroupName",
            'has 1 to 90 letters, digits, hyphens, underscores, periods or parentheses, and no period at its end, e.g. "rg-archive"',
        );
    }
    const name = findings.text("jobName", news.jobName, { example: '"photos-2026"' });
    if (news.jobName === "" || (name !== undefined && !jobNameRule.test(name))) {
        findings.add(
            "jobName",
            'has 2 to 64 letters, digits and hyphens and starts with a letter, e.g. "photos-2026"',
        );
    }
    findings.text("location", news.location, { example: '"westus"', required: true });
    const subscription = findings.text("subscriptionId", news.subscriptionId, {
        example: '"00000000-0000-0000-0000-000000000000"',
    });
    if (subscription !== undefined && !subscriptionRule.test(subscription)) {
        findings.add("subscriptionId", 'is a GUID, e.g. "00000000-0000-0000-0000-000000000000"');
    }
}

/** One less than Azure's 50: the owner tag is ours. */
const tagLimit = 49;

function validateTags(findings: Findings, value: unknown): void {
    const tags = findings.object(whole("tags"), value, '{ team: "archive" }');
    if (!tags) return;
    if (Object.keys(tags).length > tagLimit) {
        findings.add(
            "tags",
            `are more than ${tagLimit}; Azure takes 50, and one says which stack the job belongs to`,
        );
    }
    for (const [name, text] of Object.entries(tags)) {
        if (name.toLowerCase() === ownerTagName) {
            findings.add(`tags.${name}`, "is kept by this provider; choose another name");
        } else if (name === "" || name.length > 512 || /[<>%&\\?/]/.test(name)) {
            findings.add(
                `tags.${name}`,
                'has a name that Azure refuses; use 1 to 512 characters, none of < > % & \\ ? /, e.g. "team"',
            );
        }
        if (isUnknown(text)) continue;
        if (typeof text !== "string" || text.length > 256) {
            findings.add(
                `tags.${name}`,
                'must be a text of at most 256 characters, e.g. "archive"',
            );
        }
    }
}

function validateDeletion(findings: Findings, value: unknown): void {
    const deletion = findings.object(whole("deletion"), value, '{ inFlight: "refuse" }');
    if (!deletion) return;
    findings.keys("deletion", deletion, Object.keys(deletionDefaults));
    findings.oneOf("deletion.inFlight", deletion.inFlight, ["cancel", "refuse"]);
    findings.oneOf("deletion.whenTimeIsUp", deletion.whenTimeIsUp, ["fail", "forget"]);
    findings.oneOf("deletion.whenUndeletable", deletion.whenUndeletable, ["fail", "forget"]);
    findings.flag("deletion.discardKeys", deletion.discardKeys);
    const minutes = deletion.waitMinutes;
    if (isUnknown(minutes) || minutes === undefined || minutes === null) return;
    if (typeof minutes !== "number" || !Number.isFinite(minutes) || minutes < 0) {
        findings.add("deletion.waitMinutes", "must be a number of minutes, 0 or more, e.g. 10");
    }
}

function refuseUncancelling(findings: Findings, olds: Untrusted, properties: Untrusted): void {
    const before = olds.properties as Untrusted | undefined;
    if (before?.cancelRequested === true && properties.cancelRequested === false) {
        findings.add(
            "properties.cancelRequested",
            "was true and cannot be taken back: Azure has no way to resume a cancelled job; leave it true, or leave it out",
        );
    }
}
