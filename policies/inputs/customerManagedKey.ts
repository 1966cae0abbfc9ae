import type { ResourceValidationPolicy } from "@pulumi/policy";
import { eachJob, firstNotKnown, type Finding, type RegisteredJob } from "./eachJob";

interface Settings {
    required: boolean;
}

const name = "customer-managed-key";
const configSchema = {
    properties: {
        required: {
            type: "boolean" as const,
            default: false,
            description: "Whether every job must have a customer-managed key.",
        },
    },
};

/**
 * A customer-managed key is named completely; with `required: true` every job has one.
 *
 * Source: `EncryptionKeyDetails`. The key can be set only when the job is made.
 */
export const customerManagedKey: ResourceValidationPolicy = {
    name,
    displayName: "Customer-managed key",
    description:
        "A customer-managed key for the BitLocker keys is complete (and, by config, required).",
    enforcementLevel: "advisory",
    severity: "medium",
    framework: {
        name: "Microsoft cloud security benchmark",
        version: "1.0",
        reference: "DP-5",
        specification: "Use customer-managed key option in data at rest encryption when required",
    },
    tags: ["importexport", "encryption"],
    remediationSteps:
        'Set properties.encryptionKey: { kekType: "CustomerManaged", kekUrl: "https://<vault>.vault.azure.net/keys/<key>", kekVaultResourceID: "<ARM id of the vault>" }.',
    url: "https://learn.microsoft.com/azure/import-export/storage-import-export-encryption-key-portal",
    configSchema,
    validateResource: eachJob(name, configSchema, completeKey),
};

function* completeKey(job: RegisteredJob, { required }: Settings): Iterable<Finding> {
    const unknown = firstNotKnown(job, [
        "encryptionKey.kekType",
        "encryptionKey.kekUrl",
        "encryptionKey.kekVaultResourceID",
    ]);
    if (unknown === "properties.encryptionKey.kekType") {
        yield { notKnown: unknown };
        return;
    }
    if (job.property("encryptionKey.kekType") !== "CustomerManaged") {
        if (required) {
            yield {
                wrong: 'has no customer-managed key, and this stack requires one. Azure would hold the key to the drives\' BitLocker keys alone. Set properties.encryptionKey with kekType: "CustomerManaged".',
            };
        }
        return;
    }
    const missing = ["kekUrl", "kekVaultResourceID"].filter(
        (key) => !job.property(`encryptionKey.${key}`),
    );
    if (missing.length > 0) {
        yield {
            wrong: `has a customer-managed key without ${missing.join(" and ")}. Azure could not find the key. Add what is missing to properties.encryptionKey.`,
        };
    }
    if (unknown) yield { notKnown: unknown };
}
