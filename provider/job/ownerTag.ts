/**
 * What tells one creation of a job from every other: the owner tag says whose it is in words, and behind them which creation.
 *
 * The words are no proof. Every backend of files says `organization`, and a rename, an alias or a copied program uses them
 * again. The identity is made in the class for each creation, kept by `check`, written by the engine into the pending
 * operations before anything is sent, and into the tag by the same PUT. See docs/decisions/owner-tag.md.
 */

/** The input that holds the identity. State of older versions has none, and gets none. */
export const creationKey = "creation";

/** The input that names the running stack to `check`, which does not keep it. */
export const stackKey = "stackName";

const uuid = /^(?<words>.*)#(?<identity>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/s;

/** How many characters of the tag are left for the words: Azure takes 256. */
export const longestWords = 256 - 37;

/** The owner tag of a creation. @param identity undefined for a resource of an older version */
export function ownerTagOf(words: string, identity: string | undefined): string {
    return identity === undefined ? words : `${words}#${identity}`;
}

/** The words of an owner tag: `organisation/project/stack/name`. */
export function wordsOf(tag: string): string {
    return uuid.exec(tag)?.groups?.words ?? tag;
}

/** The identity of an owner tag; undefined in those of older versions. */
export function identityOf(tag: string): string | undefined {
    return uuid.exec(tag)?.groups?.identity;
}
