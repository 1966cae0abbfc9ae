/** ` Did you mean "required-tags"?`, after a sentence about a name that does not exist; empty where none is like it. */
export function meant(written: string, known: readonly string[]): string {
    const nearest = nearestName(written, known);
    return nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
}

/** The known name that differs in the fewest letters; undefined when none is like it. */
export function nearestName(written: string, known: readonly string[]): string | undefined {
    // Needed for mistakes only, and every command loads the pack.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { distance } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
    const [nearest] = known
        .map((name) => ({ name, steps: distance(written.toLowerCase(), name.toLowerCase()) }))
        .filter(({ steps }) => steps <= Math.max(1, Math.floor(written.length / 3)))
        .sort((one, other) => one.steps - other.steps);
    return nearest?.name;
}
