/** ` Did you mean "required-tags"?`, after a sentence about a name that does not exist; empty where none is like it. */
export function meant(written: string, known: readonly string[]): string {
    const nearest = nearestName(written, known);
    return nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
}

/** The known name that differs in the fewest letters; undefined when none is like it. */
export function nearestName(written: string, known: readonly string[]): string | undefined {
    const [nearest] = known
        .map((name) => ({ name, distance: distanceOf(written.toLowerCase(), name.toLowerCase()) }))
        .filter(({ distance }) => distance <= Math.max(1, Math.floor(written.length / 3)))
        .sort((one, other) => one.distance - other.distance);
    return nearest?.name;
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distanceOf(one: string, other: string): number {
    let row = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (const [place, letter] of [...one].entries()) {
        const above = row;
        row = [place + 1];
        for (let column = 0; column < other.length; column++) {
            const changed = (above[column] ?? 0) + (letter === other[column] ? 0 : 1);
            row.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1));
        }
    }
    return row[other.length] ?? 0;
}
