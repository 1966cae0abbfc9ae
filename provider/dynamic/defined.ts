/** The same object without the keys that have no value: neither JSON nor a checkpoint has a word for them. */
export function definedOnly<T extends object>(object: T): T {
    return Object.fromEntries(
        Object.entries(object).filter(([, value]) => value !== undefined && value !== null),
    ) as T;
}

/** What was given, and the default of everything that was not. */
export function withDefaults<T extends object>(defaults: T, given: Partial<T> | undefined): T {
    return { ...defaults, ...definedOnly(given ?? {}) };
}
