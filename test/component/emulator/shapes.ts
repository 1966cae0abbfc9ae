/** Every path in a value with its JSON type; the elements of a list are one. */
export function shapeOf(value: unknown, at = ""): string[] {
    if (Array.isArray(value))
        return [`${at}: list`, ...value.flatMap((item) => shapeOf(item, `${at}[]`))];
    if (typeof value !== "object" || value === null) return [`${at}: ${typeof value}`];
    return [
        `${at}: object`,
        ...Object.entries(value).flatMap(([key, member]) =>
            shapeOf(member, at ? `${at}.${key}` : key),
        ),
    ];
}

/** The lines that only one shape has: `-` the expected one, `+` the other. */
export function differencesOf(expected: string[], actual: string[]): string[] {
    const [theirs, ours] = [new Set(expected), new Set(actual)];
    const missing = [...theirs].filter((line) => !ours.has(line)).map((line) => `- ${line}`);
    const added = [...ours].filter((line) => !theirs.has(line)).map((line) => `+ ${line}`);
    return [...missing, ...added].map((line) => line.replace(/: \w+$/, "")).sort();
}
