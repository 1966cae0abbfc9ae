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

/** Only what is given otherwise than its default; undefined where nothing is. */
export function withoutDefaults<T extends object>(given: T, defaults: T): Partial<T> | undefined {
    const others = Object.entries(given).filter(
        ([name, value]) => value !== defaults[name as keyof T],
    );
    return others.length > 0 ? (Object.fromEntries(others) as Partial<T>) : undefined;
}
