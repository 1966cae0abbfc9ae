/** A finding on a resource's inputs. */
interface Finding {
    readonly property: string;
    readonly reason: string;
}

type Inputs = Readonly<Record<string, unknown>>;

/**
 * The findings on a program's inputs, without those that the inputs of its last update had already: what a job that
 * exists has lived with is not held against it later. So `adoptExisting` may leave the program after the adoption, and a
 * rule that a newer version brings stops no job that is there.
 *
 * @param olds the inputs of the last update, empty for a new job
 */
export function settled<Found extends Finding>(
    olds: Inputs,
    news: Inputs,
    findingsOf: (olds: Inputs, news: Inputs) => Found[],
): Found[] {
    const found = findingsOf(olds, news);
    if (found.length === 0 || Object.keys(olds).length === 0) return found;
    const key = ({ property, reason }: Finding) => `${property} ${reason}`;
    // The old ones are judged as a program's that adopts nothing: so the rules of a new job are found in them too.
    const before = findingsOf(olds, { ...olds, adoptExisting: false });
    const known = new Set(before.map(key));
    return found.filter((finding) => !known.has(key(finding)));
}
