/**
 * When two ways of writing a value mean the same to the service.
 *
 * Source of each rule: reference on observed behaviour (a location comes back as a display name, an
 * unsent street line as "", an id in whatever casing it was sent) and ARM's contract (ids and names
 * are case-insensitive).
 */

/** `West US` is `westus`. */
export function sameLocation(a: unknown, b: unknown): boolean {
    return withoutSpaces(a) === withoutSpaces(b);
}

function withoutSpaces(location: unknown): string {
    return asText(location).replace(/\s/g, "").toLowerCase();
}

/** A location by its plain name; undefined where none is said. */
export function plainLocation(location: unknown): string | undefined {
    return withoutSpaces(location) || undefined;
}

/** ARM ids and names, and hexadecimal hashes, are the same in any casing. */
export function sameIgnoringCase(a: unknown, b: unknown): boolean {
    return asText(a).toLowerCase() === asText(b).toLowerCase();
}

/** A missing text is an empty one. */
export function sameText(a: unknown, b: unknown): boolean {
    return asText(a) === asText(b);
}

/** A date is the same however it is written; what is no date is compared as text. */
export function sameDate(a: unknown, b: unknown): boolean {
    const [first, second] = [Date.parse(asText(a)), Date.parse(asText(b))];
    if (Number.isNaN(first) || Number.isNaN(second)) return sameText(a, b);
    return first === second;
}

/**
 * Whether `service` says at least what `program` says: every key that the program gives, except
 * those it leaves undefined, has the same value. Lists are compared in order.
 */
export function covers(
    service: unknown,
    program: unknown,
    same: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {},
): boolean {
    if (Array.isArray(program)) {
        const list: readonly unknown[] = Array.isArray(service) ? service : [];
        return (
            list.length === program.length &&
            program.every((item, index) => covers(list[index], item, same))
        );
    }
    if (typeof program === "object" && program !== null) {
        const theirs = (service ?? {}) as Record<string, unknown>;
        return Object.entries(program).every(([key, value]) => {
            if (value === undefined || value === null) return true;
            return same[key]?.(theirs[key], value) ?? covers(theirs[key], value, same);
        });
    }
    return typeof program === "string" ? sameText(service, program) : service === program;
}

function asText(value: unknown): string {
    if (typeof value === "string") return value;
    return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
