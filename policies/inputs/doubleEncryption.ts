import { stackPolicy, type ShownJob } from "../guards/stackPolicy";
import { jobInWords } from "../jobIdentity";
import { at, notKnown } from "../notKnown";
import type { Verdict } from "../verdict";
import { isWord } from "../words";

/**
 * A Data Box order, of any SKU, asks for a second layer of encryption, by software.
 *
 * Source: `EncryptionPreferences.doubleEncryption`, "Disabled" unless it is set. It is a policy on the
 * stack, since only that can say of a stack without orders that the rule does not apply to it.
 */
export const doubleEncryption = stackPolicy({
    name: "double-encryption",
    displayName: "Double encryption",
    description: "A Data Box order asks for double encryption.",
    enforcementLevel: "advisory",
    severity: "medium",
    framework: {
        name: "CIS Microsoft Azure Storage Services Benchmark (CIS Azure Storage)",
        version: "2.0.0",
        reference: "11.1",
        specification: "Double encryption is used for Azure Data Box in high security environments",
    },
    tags: ["databox", "encryption"],
    remediationSteps:
        'Set details.preferences.encryptionPreferences.doubleEncryption: "Enabled" and run "pulumi up" before the disks are shipped.',
    url: "https://learn.microsoft.com/azure/databox/data-box-security",
    rules: { databox: asksForIt },
    notApplicable: "The stack has no Data Box order.",
});

const path = "details.preferences.encryptionPreferences.doubleEncryption";

function* asksForIt({ job: order, properties }: ShownJob): Iterable<Omit<Verdict, "urn">> {
    if (order.purged) return;
    const value = at(properties, path);
    if (value === notKnown) {
        const message = `Could not judge yet whether ${jobInWords(order)} asks for double encryption: ${path} is not known at preview, or encrypted.`;
        yield { kind: "notJudged", message };
        return;
    }
    if (isWord(value, "Enabled")) return;
    const message = `No double encryption: ${jobInWords(order)} does not ask for a second layer of encryption. Set ${path}: "Enabled" and run "pulumi up" before the disks are shipped.`;
    yield { kind: "refused", message };
}
