/**
 * Properties that a program gives and that only Azure writes: which are taken without an effect, and which are refused.
 * Each service's property table says so of each, with the reason.
 *
 * A path is that of a property from the top; `[]` stands for the items of a list, `{}` for the entries of a map.
 */
import type { Reasons } from "./propertyTable";

/** A program's inputs without what changes nothing, and the paths of what it had of that. */
export interface Sifted<T> {
    readonly kept: T;
    readonly dropped: readonly string[];
}

/**
 * Takes out of a program's inputs what Azure writes whatever is given.
 *
 * @param silent tells which values say nothing at all, and so are not worth a word
 */
export function withoutAnswers<T>(
    given: T,
    answers: Reasons,
    silent: (path: string, value: unknown) => boolean = () => false,
): Sifted<T> {
    const dropped = new Set<string>();
    const sift = (value: unknown, path: string): unknown => {
        if (Array.isArray(value)) return value.map((item) => sift(item, `${path}[]`));
        if (typeof value !== "object" || value === null) return value;
        const kept: Record<string, unknown> = {};
        for (const [key, part] of Object.entries(value)) {
            const place = path === "" ? key : `${path}.${key}`;
            if (!Object.hasOwn(answers, place)) kept[key] = sift(part, place);
            else if (part !== undefined && part !== null && !silent(place, part))
                dropped.add(place);
        }
        return kept;
    };
    return { kept: sift(given, "") as T, dropped: [...dropped] };
}

/** What is said of it. Completes "… job "photos" …" */
export function changesNothing(dropped: readonly string[]): string {
    const [are, change, They] =
        dropped.length > 1 ? ["are", "change", "They"] : ["is", "changes", "It"];
    return `${dropped.join(", ")} ${are} Azure's to write and ${change} nothing. ${They} may stay in the program or leave it; the outputs have what Azure says.`;
}
