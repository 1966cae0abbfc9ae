/**
 * Tags as Resource Manager has them: "Tag names are case-insensitive for operations. A tag with a tag name, regardless
 * of the casing, is updated or retrieved. However, the resource provider might keep the casing you provide" (Use tags
 * to organize your Azure resources). So `{Team, team}` is one tag, with the last value; that it has the first casing
 * is assumed.
 */
export function oneOfEachName<T extends Readonly<Record<string, unknown>> | null | undefined>(
    tags: T,
): T {
    if (!tags) return tags;
    const byName = new Map<string, [name: string, value: unknown]>();
    for (const [name, value] of Object.entries(tags)) {
        const known = byName.get(name.toLowerCase());
        byName.set(name.toLowerCase(), [known?.[0] ?? name, value]);
    }
    return Object.fromEntries(byName.values()) as T;
}
