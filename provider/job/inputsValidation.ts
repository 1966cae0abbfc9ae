import { butIs, isPlainName, type Findings, type Untrusted } from "./findings";
import { internalInputs } from "./propertyTable";
import { ownerTagName } from "./tags";
import { isUnknown } from "./unknowns";

/** ARM: "letters or digits as defined by Char.IsLetterOrDigit", so of every script; 1 to 90, no period at the end. */
const resourceGroupRule = /^[-\p{L}\p{N}_.()]{0,89}[-\p{L}\p{N}_()]$/u;
const subscriptionRule = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The inputs without those that only the class, or the front door, can give. */
function ofProgram(inputs: Untrusted): Untrusted {
    return Object.fromEntries(
        Object.entries(inputs).filter(([name]) => !internalInputs.includes(name)),
    );
}

/** What a service calls a right name. */
export interface NameRule {
    readonly pattern: RegExp;
    /** Ends the finding on a wrong one. */
    readonly inWords: string;
}

/**
 * The rules for what a job of every service has, but for the options of its deletion.
 *
 * @param ownerTag whether one of its tags is the provider's own
 * @returns whether a job that exists is to be taken over
 */
export function validateAnyJob(
    findings: Findings,
    news: Untrusted,
    { ownerTag, nameRule }: { readonly ownerTag: boolean; readonly nameRule: NameRule },
): boolean {
    const adopts = findings.flag("adoptExisting", news.adoptExisting) ?? false;
    findings.keysOfPart("", ofProgram(news));
    validatePlace(findings, news, adopts);
    const name = findings.text("jobName", news.jobName, { example: '"photos-2026"' });
    if (news.jobName === "" || (name !== undefined && !nameRule.pattern.test(name))) {
        findings.add("jobName", `must have ${nameRule.inWords}, e.g. "photos-2026"`);
    }
    validateTags(findings, news.tags, ownerTag);
    return adopts;
}

/**
 * Where the job is to be.
 *
 * @param adopts a job that exists is taken over: where it is need not be said again
 */
export function validatePlace(findings: Findings, news: Untrusted, adopts: boolean): void {
    const group = findings.text("resourceGroupName", news.resourceGroupName, {
        example: '"rg-archive"',
        required: true,
    });
    if (group !== undefined && !resourceGroupRule.test(group)) {
        findings.add(
            "resourceGroupName",
            'must have 1 to 90 letters, digits, hyphens, underscores, periods or parentheses, and no period at its end, e.g. "rg-archive"',
        );
    }
    findings.text("location", news.location, { example: '"westus"', required: !adopts });
    const subscription = findings.text("subscriptionId", news.subscriptionId, {
        example: '"00000000-0000-0000-0000-000000000000"',
    });
    if (subscription !== undefined && !subscriptionRule.test(subscription)) {
        findings.add(
            "subscriptionId",
            'must be a GUID, e.g. "00000000-0000-0000-0000-000000000000"',
        );
    }
}

/** Resource Manager's limit of tags on a resource. */
const tagLimit = 50;

/**
 * The rules of Resource Manager for tags.
 *
 * @param ownerTag whether one of them is the provider's own: see the setting of that name
 */
function validateTags(findings: Findings, value: unknown, ownerTag: boolean): void {
    const tags = findings.object("tags", value, '{ team: "archive" }');
    if (!tags) return;
    const limit = ownerTag ? tagLimit - 1 : tagLimit;
    if (Object.keys(tags).length > limit) {
        const why = ownerTag
            ? `Azure takes ${tagLimit}, and one says which stack the job belongs to (setting ownerTag)`
            : "Azure takes no more";
        findings.add("tags", `are more than ${limit}; ${why}`);
    }
    for (const [name, ...others] of namesByCase(tags)) {
        if (others.length === 0) continue;
        const quoted = [name, ...others].map((one) => `"${one}"`).join(" and ");
        findings.add(
            "tags",
            `have ${quoted}, which are one name to Azure: names of tags do not differ by case; keep one`,
        );
    }
    Object.entries(tags).forEach(([name, text], index) => {
        const isText = isUnknown(text) || typeof text === "string";
        const hasRightName = name !== "" && name.length <= 512 && !/[<>%&\\?/]/.test(name);
        // A name that is none, or of something that is no tag, may be a value: a link with a token, a serial number.
        const isShown = hasRightName && (isText || isPlainName(name));
        const path = isShown ? `tags.${name}` : `tags (tag ${index + 1})`;
        if (name.toLowerCase() === ownerTagName) {
            findings.add(path, "is kept by this provider; choose another name");
        } else if (!hasRightName) {
            findings.add(
                path,
                'has a name that Azure refuses; use 1 to 512 characters, none of < > % & \\ ? /, e.g. "team"',
            );
        }
        if (!isText || (typeof text === "string" && text.length > 256)) {
            findings.add(path, 'must be a string of at most 256 characters, e.g. "archive"');
        }
    });
}

/** The names of tags, those together that differ in case only. */
function namesByCase(tags: Untrusted): string[][] {
    const groups = new Map<string, string[]>();
    for (const name of Object.keys(tags)) {
        const key = name.toLowerCase();
        groups.set(key, [...(groups.get(key) ?? []), name]);
    }
    return [...groups.values()];
}

/** The deletion options that every kind of job has. @returns the options, for the rules of the others */
export function validateDeletionOptions(findings: Findings, value: unknown): Untrusted | undefined {
    const deletion = findings.part("deletion", value, '{ inFlight: "refuse" }');
    if (!deletion) return undefined;
    findings.oneOf("deletion.inFlight", deletion.inFlight, ["cancel", "refuse"]);
    findings.oneOf("deletion.whenTimeIsUp", deletion.whenTimeIsUp, ["fail", "forget"]);
    findings.oneOf("deletion.whenUndeletable", deletion.whenUndeletable, ["fail", "forget"]);
    const minutes = deletion.waitMinutes;
    if (isUnknown(minutes) || minutes === undefined || minutes === null) return deletion;
    if (typeof minutes !== "number" || !Number.isFinite(minutes) || minutes < 0) {
        findings.add(
            "deletion.waitMinutes",
            `must be a number of minutes, 0 or more, e.g. 10${butIs(minutes, [])}`,
        );
    }
    return deletion;
}
