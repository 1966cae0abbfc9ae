import { at, hasNotKnown, textAt } from "../notKnown";
import { isWord } from "../words";
import {
    resourcePolicy,
    firstNotKnown,
    type Finding,
    type InputRule,
    type RegisteredJob,
    type RegisteredOrder,
} from "./resourcePolicy";

interface Settings {
    required: boolean;
}

/**
 * A customer-managed key is named completely; with `required: true` every job has one.
 *
 * Source: `EncryptionKeyDetails`, which can be set only when the job is made; for orders
 * `KeyEncryptionKey`, which also says whose identity opens the vault.
 */
export const customerManagedKey = resourcePolicy<Settings>({
    name: "customer-managed-key",
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
    tags: ["importexport", "databox", "encryption"],
    remediationSteps:
        'Set properties.encryptionKey: { kekType: "CustomerManaged", kekUrl: "https://<vault>.vault.azure.net/keys/<key>", kekVaultResourceID: "<ARM id of the vault>" }; for a Data Box order details.keyEncryptionKey, with identityProperties beside them and the same identity on the order.',
    url: "https://learn.microsoft.com/azure/import-export/storage-import-export-encryption-key-portal",
    settings: {
        required: {
            type: "boolean",
            default: false,
            description: "Whether every job must have a customer-managed key.",
        },
    },
    rules: {
        importexport: completeKey("encryptionKey"),
        *databox(order, settings: Settings) {
            yield* completeKey("keyEncryptionKey")(order, settings);
            yield* identityOfKey(order);
        },
    },
});

/** @param key the property that names the key */
function completeKey(key: string): InputRule<Settings, RegisteredJob> {
    return function* (job, { required }) {
        const unknown = firstNotKnown(job, [
            `${key}.kekType`,
            `${key}.kekUrl`,
            `${key}.kekVaultResourceID`,
        ]);
        if (unknown === job.pathOf(`${key}.kekType`)) {
            yield { notKnown: unknown };
            return;
        }
        if (!isWord(job.property(`${key}.kekType`), "CustomerManaged")) {
            if (required) {
                yield {
                    wrong: `has no customer-managed key, and this stack requires one. Azure would hold the key to the drives' BitLocker keys alone. Set ${job.pathOf(key)} with kekType: "CustomerManaged".`,
                };
            }
            return;
        }
        const missing = ["kekUrl", "kekVaultResourceID"].filter(
            (part) => !job.property(`${key}.${part}`),
        );
        if (missing.length > 0) {
            yield {
                wrong: `has a customer-managed key without ${missing.join(" and ")}. Azure could not find the key. Add what is missing to ${job.pathOf(key)}.`,
            };
        }
        if (unknown) yield { notKnown: unknown };
    };
}

const keyIdentity = "keyEncryptionKey.identityProperties";

/** The identity that opens the vault is named, and the order has it. */
function* identityOfKey(order: RegisteredOrder): Iterable<Finding> {
    if (!isWord(order.property("keyEncryptionKey.kekType"), "CustomerManaged")) return;
    const { identity } = order.inputs;
    const unknown = firstNotKnown(order, [keyIdentity]);
    if (unknown || hasNotKnown(identity)) {
        yield { notKnown: unknown ?? "identity" };
        return;
    }
    const given = order.property(`${keyIdentity}.type`);
    const type = (["SystemAssigned", "UserAssigned"] as const).find((one) => isWord(given, one));
    if (!type) {
        yield {
            wrong: `has a customer-managed key and no identity that opens its vault. Set ${order.pathOf(keyIdentity)}.type to "SystemAssigned" or "UserAssigned", and the same identity on the order.`,
        };
        return;
    }
    const chosen = order.property(`${keyIdentity}.userAssigned.resourceId`);
    if (type === "UserAssigned" && !chosen) {
        yield {
            wrong: `opens the vault of its customer-managed key with a user-assigned identity that it does not name. Set ${order.pathOf(keyIdentity)}.userAssigned.resourceId.`,
        };
        return;
    }
    const isThere =
        type === "UserAssigned"
            ? assignedTo(identity).includes(String(chosen).toLowerCase())
            : (textAt(identity, "type") ?? "").toLowerCase().includes(type.toLowerCase());
    if (isThere) return;
    yield {
        wrong: `opens the vault of its customer-managed key with an identity that it does not have. Azure could not read the key. Give the order that identity: identity.type "${type}"${type === "UserAssigned" ? " and identity.userAssignedIdentities" : ""}.`,
    };
}

/** azure-native takes a list of ids, ARM a map by id. */
function assignedTo(identity: unknown): string[] {
    const given = at(identity, "userAssignedIdentities") ?? [];
    const ids: unknown[] = Array.isArray(given) ? given : Object.keys(given);
    return ids.map((id) => String(id).toLowerCase());
}
