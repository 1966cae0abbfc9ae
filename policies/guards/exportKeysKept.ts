import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { customerDiskSku } from "../../provider/databox/model";
import type { DataBoxFacts } from "../dataBoxFacts";
import type { ImportExportFacts } from "../importExportFacts";
import { jobFacts } from "../jobFacts";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../jobTypes";
import { at, notKnown, seen, type Properties } from "../notKnown";
import { settingsOf } from "../settings";
import { reportAll, type Verdict } from "../verdict";
import { isWord } from "../words";

const name = "export-keys-kept";
const configSchema = { properties: {} };

/**
 * A Completed export job has its BitLocker keys in the stack: nothing else opens the drives, and the
 * service deletes the job, and the keys, 90 days after its end. The same of an export order that has
 * ended without having been cancelled, by its flags.
 */
export const exportKeysKept: StackValidationPolicy = {
    name,
    displayName: "Export keys kept",
    description: "An export that has ended has the BitLocker keys of its drives in the stack.",
    enforcementLevel: "advisory",
    severity: "critical",
    tags: ["importexport", "databox", "export", "encryption"],
    remediationSteps:
        'Run "pulumi refresh": it reads the keys into the secret output bitLockerKeys (of a Data Box order: diskSecrets). For azure-native jobs keep what listBitLockerKeys (listJobCredentials) answers.',
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
    if (!job) return [];
    return job.service === "databox" ? keysOfOrder(job, outputs) : keysOfJob(job, outputs);
}

function keysOfJob(job: ImportExportFacts, outputs: Properties): Verdict[] {
    if (job.state !== "Completed") return [];
    const type = at(outputs, "properties.jobType");
    const keys = at(outputs, "bitLockerKeys");
    if (type !== notKnown && !isWord(type, "Export")) return [];
    if (isKept(keys)) return [];
    if (type === notKnown || keys === notKnown) return [couldNotJudge(job)];
    const instead = isAzureNative(job.maker)
        ? "Fetch them with listBitLockerKeys and keep them where they are safe; azure-native's job holds none."
        : 'Run "pulumi refresh", which reads them into the secret output bitLockerKeys.';
    return [notKept(job, "a Completed export", instead)];
}

function keysOfOrder(order: DataBoxFacts, outputs: Properties): Verdict[] {
    if (order.sku !== customerDiskSku || order.isDeletable !== true || order.purged) return [];
    // A cancelled order is deletable too, and no disk of it was ever written.
    if (at(outputs, "cancellationReason")) return [];
    const type = at(outputs, "transferType");
    const keys = at(outputs, "diskSecrets");
    if (type !== notKnown && !isWord(type, "ExportFromAzure")) return [];
    if (isKept(keys)) return [];
    if (type === notKnown || keys === notKnown) return [couldNotJudge(order)];
    const instead = isAzureNative(order.maker)
        ? "Fetch them with listJobCredentials and keep them where they are safe; azure-native's order holds none."
        : 'Run "pulumi refresh", which reads them into the secret output diskSecrets.';
    return [notKept(order, "an export that has ended", instead)];
}

function isKept(keys: unknown): boolean {
    return Array.isArray(keys) && keys.length > 0;
}

function couldNotJudge(job: ImportExportFacts | DataBoxFacts): Verdict {
    const message = `Could not judge whether the stack keeps the BitLocker keys of ${jobInWords(job)}: its properties are encrypted here, or not known yet.`;
    return { urn: job.urn, kind: "notJudged", message };
}

function notKept(job: ImportExportFacts | DataBoxFacts, what: string, instead: string): Verdict {
    const message = `The BitLocker keys of ${jobInWords(job)} are not in the stack: it is ${what}, nothing else opens its drives, and Azure deletes them with the job 90 days after its end. ${instead}`;
    return { urn: job.urn, kind: "refused", message };
}
