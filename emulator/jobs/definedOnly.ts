/** The members that have a value. */
export function definedOnly<T extends object>(record: T): Partial<T> {
    return Object.fromEntries(
        Object.entries(record).filter(([, value]) => value !== undefined),
    ) as Partial<T>;
}
