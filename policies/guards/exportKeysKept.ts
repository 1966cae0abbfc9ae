import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../azureNative";
import { notKnown } from "../notKnown";
import { everyService } from "../services";
import type { Verdict } from "../verdict";
import { stackPolicy, type ShownJob } from "./stackPolicy";

/**
 * A Completed export job has its BitLocker keys in the stack: nothing else opens the drives, and the
 * service deletes the job, and the keys, 90 days after its end. The same of an export order that has
 * ended without having been cancelled, by its flags.
 */
export const exportKeysKept = stackPolicy({
    name: "export-keys-kept",
    displayName: "Export keys kept",
    description: "An export that has ended has the BitLocker keys of its drives in the stack.",
    enforcementLevel: "advisory",
    severity: "critical",
    tags: [...everyService(), "export", "encryption"],
    remediationSteps:
        'Run "pulumi refresh": it reads the keys into the secret output bitLockerKeys (of a Data Box order: diskSecrets). For azure-native jobs keep what listBitLockerKeys (listJobCredentials) answers.',
    url: "https://learn.microsoft.com/rest/api/storageimportexport/bit-locker-keys/list",
    rules: keysKept,
});

function* keysKept({ job }: ShownJob): Iterable<Omit<Verdict, "urn">> {
    const { isExport, keys, what, fetch, output } = job.exportKeys ?? {};
    if (!isExport || (Array.isArray(keys) && keys.length > 0)) return;
    if (isExport === notKnown || keys === notKnown) {
        const message = `Could not judge whether the stack keeps the BitLocker keys of ${jobInWords(job)}: its properties are encrypted here, or not known yet.`;
        yield { kind: "notJudged", message };
        return;
    }
    const instead = isAzureNative(job.maker)
        ? fetch
        : `Run "pulumi refresh", which reads them into the secret output ${output}.`;
    const message = `The BitLocker keys of ${jobInWords(job)} are not in the stack: it is ${what}, nothing else opens its drives, and Azure deletes them with the job 90 days after its end. ${instead}`;
    yield { kind: "refused", message };
}
