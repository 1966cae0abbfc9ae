/**
 * Azure's words (states, SKUs, directions, kinds of keys), compared without case: that is how Azure
 * Resource Manager compares them, and other spellings come back from it.
 */

/** The documented spelling of a word, or the word as it is where it is none of these. */
export function documentedWord(word: string, documented: readonly string[]): string {
    const plain = word.trim();
    return documented.find((one) => isWord(plain, one)) ?? plain;
}

/** Whether a value is this word, in any casing. */
export function isWord(value: unknown, word: string): boolean {
    return typeof value === "string" && value.trim().toLowerCase() === word.toLowerCase();
}
