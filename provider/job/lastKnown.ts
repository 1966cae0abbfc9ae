/**
 * What an answer of Azure leaves out stays as it was last known: silence is no change. So no unchanged program changes,
 * replaces or cancels a job because an answer was short.
 */
type Properties = Readonly<Record<string, unknown>>;

/** Fills what `answer` lacks from `known`, at any depth. Items of a list are filled where both have as many of them. */
export function filledIn<T>(answer: T, known: unknown): T {
    return filled(answer, known, false) as T;
}

/** The same for what nobody can change: there a shorter list, or a map of fewer entries, lacks the others too. */
export function filledUp<T>(answer: T, known: unknown): T {
    return filled(answer, known, true) as T;
}

function filled(answer: unknown, known: unknown, isFixed: boolean): unknown {
    if (answer === undefined || answer === null) return known ?? answer;
    if (Array.isArray(answer)) {
        if (!Array.isArray(known)) return answer;
        if (isFixed && answer.length < known.length) return known;
        if (known.length !== answer.length) return answer;
        return answer.map((item, index) => filled(item, known[index], isFixed));
    }
    if (!isObject(answer) || !isObject(known)) return answer;
    const more = Object.keys(known).filter((key) => !Object.hasOwn(answer, key));
    return Object.fromEntries(
        [...Object.keys(answer), ...more].map((key) => [
            key,
            filled(answer[key], known[key], isFixed),
        ]),
    );
}

/** Only these properties of an object. */
export function only(value: unknown, names: readonly string[]): Record<string, unknown> {
    if (!isObject(value)) return {};
    const kept = names.filter((name) => value[name] !== undefined && value[name] !== null);
    return Object.fromEntries(kept.map((name) => [name, value[name]]));
}

/** The value without what says nothing: null, an empty text (as Azure shows a line that nobody gave), and objects of nothing else. */
export function withoutBlanks(value: unknown): unknown {
    if (value === undefined || value === null || value === "") return undefined;
    if (Array.isArray(value)) return value.map((item: unknown) => withoutBlanks(item) ?? item);
    if (!isObject(value)) return value;
    const said = Object.entries(value)
        .map(([key, inner]) => [key, withoutBlanks(inner)] as const)
        .filter(([, inner]) => inner !== undefined);
    return said.length > 0 ? Object.fromEntries(said) : undefined;
}

function isObject(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
