import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { jobFacts } from "../jobFacts";
import { jobInWords } from "../jobIdentity";
import { at, notKnown, seen } from "../notKnown";
import { settingsOf } from "../settings";
import { reportAll, type Verdict } from "../verdict";

const name = "export-keys-kept";
const configSchema = { properties: {} };

/**
 * A Completed export job has its BitLocker keys in the stack: nothing else opens the drives, and the
 * service deletes the job, and the keys, 90 days after its end.
 */
export const exportKeysKept: StackValidationPolicy = {
    name,
    displayName: "Export keys kept",
    description: "A Completed export job has the BitLocker keys of its drives in the stack.",
    enforcementLevel: "advisory",
    severity: "critical",
    tags: ["importexport", "export", "encryption"],
    remediationSteps:
        'Run "pulumi refresh": it reads the keys into the secret output bitLockerKeys. For azure-native jobs keep what listBitLockerKeys answers.',
    url: "https://learn.microsoft.com/rest/api/storageimportexport/bit-locker-keys/list",
    configSchema,

    validateStack(args, report) {
        settingsOf(name, configSchema, args.getConfig());
        reportAll(args.resources.flatMap(judgeKeys), report);
    },
};

function judgeKeys(resource: PolicyResource): Verdict[] {
    const outputs = seen(resource.props as object);
    const job = jobFacts({ ...resource, outputs });
    if (job?.service !== "importexport" || job.state !== "Completed") return [];
    const type = at(outputs, "properties.jobType");
    const keys = at(outputs, "bitLockerKeys");
    if (type !== notKnown && !isExport(type)) return [];
    if (Array.isArray(keys) && keys.length > 0) return [];
    const about = { urn: job.urn };
    if (type === notKnown || keys === notKnown) {
        const message = `Could not judge whether the stack keeps the BitLocker keys of ${jobInWords(job)}: its properties are encrypted here, or not known yet.`;
        return [{ ...about, kind: "notJudged", message }];
    }
    const instead =
        job.maker === "azure-native"
            ? "Fetch them with listBitLockerKeys and keep them where they are safe; azure-native's job holds none."
            : 'Run "pulumi refresh", which reads them into the secret output bitLockerKeys.';
    const message = `The BitLocker keys of ${jobInWords(job)} are not in the stack: it is a Completed export, nothing else opens its drives, and Azure deletes them with the job 90 days after its end. ${instead}`;
    return [{ ...about, kind: "refused", message }];
}

function isExport(type: unknown): boolean {
    return typeof type === "string" && type.toLowerCase() === "export";
}
