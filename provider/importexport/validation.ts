import { Findings, type Finding, type Untrusted, settled } from "../job/findings";
import { validateAnyJob, validateDeletionOptions, type NameRule } from "../job/inputsValidation";
import { isLeftOut } from "../job/partsValidation";
import { isUnknown } from "../job/unknowns";
import { properties as table } from "./propertyTable";
import { validateProperties } from "./propertiesValidation";

/**
 * Says everything that is wrong with a job's inputs, before anything is sent.
 *
 * Values that are not known yet (preview) pass by; `check` runs again when they are.
 *
 * @param olds the inputs of the last update, empty for a new job.
 * @param news the inputs of the program, as Pulumi resolved them.
 * @param ownerTag whether the provider adds a tag of its own.
 * @returns every finding, none repeating a value.
 */
export function validateJob(olds: Untrusted, news: Untrusted, ownerTag = true): Finding[] {
    return settled(olds, news, (before, given) => findingsOf(before, given, ownerTag));
}

function findingsOf(olds: Untrusted, news: Untrusted, ownerTag: boolean): Finding[] {
    const findings = new Findings(table);
    const adopts = validateAnyJob(findings, news, { ownerTag, nameRule });
    validateDeletion(findings, news.deletion);
    if (isUnknown(news.properties)) return findings.list;
    const properties = findings.part("properties", news.properties, '{ jobType: "Import", … }');
    if (!adopts && isLeftOut(news.properties)) {
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

const nameRule: NameRule = {
    pattern: /^[a-zA-Z][a-zA-Z0-9-]{1,63}$/,
    inWords: "2 to 64 letters, digits and hyphens and start with a letter",
};

function validateDeletion(findings: Findings, value: unknown): void {
    const deletion = validateDeletionOptions(findings, value);
    if (deletion) findings.flag("deletion.discardKeys", deletion.discardKeys);
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
