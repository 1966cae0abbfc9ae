import { distance } from "fastest-levenshtein";

/**
 * The known word that somebody meant who wrote another one; undefined: none is near.
 *
 * @param known the words, as the documents write them
 */
export function nearestWord(written: string, known: readonly string[]): string | undefined {
    const wanted = plain(written);
    const [nearest] = known
        .map((word) => ({ word, steps: distance(wanted, plain(word)) }))
        .sort((a, b) => a.steps - b.steps);
    return nearest && nearest.steps <= Math.max(2, wanted.length / 3) ? nearest.word : undefined;
}

/** What to add to a message about a word that is not known: `Did you mean "Creating"?`, or all that there are. */
export function hintFor(written: string, known: readonly string[]): string {
    const nearest = nearestWord(written, known);
    return nearest === undefined ? `It knows ${known.join(", ")}.` : `Did you mean "${nearest}"?`;
}

// Letter case, blanks and hyphens are what people get wrong first.
function plain(word: string): string {
    return word.toLowerCase().replace(/[\s_-]/g, "");
}
