import { secretSignature } from "../checkpoint/checkpoint";

/** A secret value that is not marked as one, and where it is. */
export interface ClearSecret {
    /** The path that asked for it, `*` unresolved: names of disks are nobody's business. */
    readonly path: string;
    readonly holder: Record<string, unknown>;
    readonly key: string;
    readonly value: string;
}

/** The texts at these paths that are neither marked, nor encrypted, nor unknown. */
export function clearSecrets(inputs: object, paths: readonly string[]): ClearSecret[] {
    return paths.flatMap((path) => [...textsAt(inputs, path, path.split("."))]);
}

function* textsAt(value: unknown, path: string, keys: readonly string[]): Iterable<ClearSecret> {
    // Within a marked value everything is encrypted.
    if (typeof value !== "object" || value === null || isMarked(value)) return;
    const holder = value as Record<string, unknown>;
    const [first = "", ...rest] = keys;
    for (const key of first === "*" ? Object.keys(holder) : [first]) {
        const inner = holder[key];
        if (rest.length > 0) yield* textsAt(inner, path, rest);
        else if (typeof inner === "string" && inner !== "" && inner !== unknownText) {
            yield { path, holder, key, value: inner };
        }
    }
}

/**
 * A value marked as secret, as it goes over the wire. The SDK's class `Secret` would not do: a team's pack
 * may run another copy of the SDK, which does not know this copy's class.
 */
export function marked(value: string): object {
    return { [secretSignature]: "1b47061264138c4ac30d75fd1eb44270", value };
}

/** The SDK does not export all that its remediations are given: these are its names, held against it by a test. */
const isProxy = "__isSpecialProxy";
const targetOfProxy = "__getSpecialProxyTarget";
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function isMarked(value: object): boolean {
    return value.constructor.name === "Secret" || secretSignature in value;
}

/**
 * The properties that a remediation is given, without the SDK's proxies: those hide whether a value is
 * marked as secret, and throw for one that is not known.
 */
export function withoutProxies(properties: object): Record<string, unknown> {
    let plain = properties as Record<string, unknown>;
    while (plain[isProxy] === true) plain = plain[targetOfProxy] as Record<string, unknown>;
    return plain;
}
