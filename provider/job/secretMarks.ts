/**
 * Secrets on the wire between Pulumi's engine and its dynamic-provider process.
 *
 * The class marks what is a key or personal data, but only what the program gives to its constructor: what a transform
 * fills in comes later, in clear. So `check`, which sees the inputs last, marks them too, and `read` those that it returns:
 * the engine keeps a value with this wrapping encrypted, and the output at the same path.
 */
import type { SecretInput } from "./propertyTable";
import type { Wire } from "./wire";
import { isUnknown } from "./unknowns";

/** Pulumi's `specialSigKey` and `specialSecretSig`; repeated here since loading its runtime takes a while. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** The inputs with each secret one wrapped; what is absent, unknown or wrapped already stays as it is. */
export function withSecretsMarked(inputs: Wire, secrets: readonly SecretInput[]): Wire {
    return secrets.reduce((marked, secret) => markedAt(marked, secret.path.split("."), secret), {
        ...inputs,
    });
}

function markedAt(holder: Wire, [key = "", ...rest]: string[], secret: SecretInput): Wire {
    const value = holder[key];
    if (value === undefined || value === null || isUnknown(value)) return holder;
    if (rest.length > 0) {
        if (!isObject(value) || isSecret(value)) return holder;
        return { ...holder, [key]: markedAt(value, rest, secret) };
    }
    if (isSecret(value) || secret.isSecret?.(value) === false) return holder;
    return { ...holder, [key]: asSecret(value) };
}

/** The value in Pulumi's wrapping of secrets. */
export function asSecret(value: unknown): Wire {
    return { [signatureKey]: secretSignature, value };
}

/** The value without any wrapping, at any depth. Engines of today take it off themselves; a provider that is asked to take secrets gets it. */
export function inClear<T>(value: T): T {
    return cleared(value) as T;
}

function cleared(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(cleared);
    if (!isObject(value)) return value;
    if (isSecret(value)) return cleared(value.value);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleared(inner)]));
}

function isSecret(value: unknown): boolean {
    return isObject(value) && value[signatureKey] === secretSignature;
}

function isObject(value: unknown): value is Wire {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
