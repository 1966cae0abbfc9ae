/**
 * Values that a policy cannot see.
 *
 * During preview an input may depend on a resource that does not exist yet; reading it throws, and
 * the policy SDK then drops the whole policy for that run. And `pulumi policy analyze --file` shows
 * secrets that it cannot decrypt as the text `[secret]`. Both are replaced here, once, by
 * {@link notKnown}, so that a policy goes on judging the rest and says what it could not judge.
 */
export const notKnown: unique symbol = Symbol("not known");

const redacted = "[secret]";

/** An object whose values may be {@link notKnown}, at any depth. */
export type Properties = Readonly<Record<string, unknown>>;

/** A plain copy of a resource's properties. Takes what the policy SDK hands to a policy. */
export function seen(properties: object): Properties {
    return copyOf(properties) as Properties;
}

function copyOf(value: unknown): unknown {
    if (value === redacted) return notKnown;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
        return Array.from({ length: value.length }, (_, index) => read(value, index));
    }
    return Object.fromEntries(Object.keys(value).map((key) => [key, read(value, key)]));
}

function read(holder: object, key: string | number): unknown {
    try {
        return copyOf((holder as Record<string | number, unknown>)[key]);
    } catch (error) {
        if (isUnknownValueError(error)) return notKnown;
        throw error;
    }
}

/** The SDK does not export the class of what its objects throw. */
function isUnknownValueError(error: unknown): boolean {
    return error instanceof Error && error.constructor.name === "UnknownValueError";
}

/** The value at a path such as `properties.returnAddress.city`: a plain value, undefined, or {@link notKnown}. */
export function at(properties: unknown, path: string): unknown {
    let value = properties;
    for (const key of path.split(".")) {
        if (value === notKnown || value === undefined || value === null) break;
        value = typeof value === "object" ? (value as Record<string, unknown>)[key] : undefined;
    }
    return value === null ? undefined : value;
}

/** Whether the value, or anything inside it, is {@link notKnown}. */
export function hasNotKnown(value: unknown): boolean {
    if (value === notKnown) return true;
    return typeof value === "object" && value !== null && Object.values(value).some(hasNotKnown);
}

/** The text at a path; undefined when there is none, or it is empty or not known. */
export function textAt(properties: unknown, path: string): string | undefined {
    const value = at(properties, path);
    return typeof value === "string" && value !== "" ? value : undefined;
}
