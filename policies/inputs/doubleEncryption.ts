import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { jobFacts } from "../jobFacts";
import { jobInWords } from "../jobIdentity";
import { jobMaker, serviceOf } from "../jobTypes";
import { at, notKnown, seen } from "../notKnown";
import { settingsOf } from "../settings";
import { reportAll, type Verdict } from "../verdict";
import { isWord } from "../words";

const name = "double-encryption";
const configSchema = { properties: {} };

/**
 * A Data Box order, of any SKU, asks for a second layer of encryption, by software.
 *
 * Source: `EncryptionPreferences.doubleEncryption`, "Disabled" unless it is set. It is a policy on the
 * stack, since only that can say of a stack without orders that the rule does not apply to it.
 */
export const doubleEncryption: StackValidationPolicy = {
    name,
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
    configSchema,

    validateStack(args, report) {
        settingsOf(name, configSchema, args.getConfig());
        const orders = args.resources.filter(isOrder);
        if (orders.length === 0) args.notApplicable("The stack has no Data Box order.");
        reportAll(orders.flatMap(judgeEncryption), report);
    },
};

const path = "details.preferences.encryptionPreferences.doubleEncryption";

function isOrder({ type }: PolicyResource): boolean {
    const maker = jobMaker(type);
    return maker !== undefined && serviceOf(maker) === "databox";
}

function judgeEncryption(resource: PolicyResource): Verdict[] {
    const properties = seen(resource.props as object);
    const order = jobFacts({ ...resource, outputs: properties, inputs: properties });
    if (!order || order.purged) return [];
    const value = at(properties, path);
    if (value === notKnown) {
        const message = `Could not judge yet whether ${jobInWords(order)} asks for double encryption: ${path} is not known at preview, or encrypted.`;
        return [{ urn: order.urn, kind: "notJudged", message }];
    }
    if (isWord(value, "Enabled")) return [];
    const message = `No double encryption: ${jobInWords(order)} does not ask for a second layer of encryption. Set ${path}: "Enabled" and run "pulumi up" before the disks are shipped.`;
    return [{ urn: order.urn, kind: "refused", message }];
}
