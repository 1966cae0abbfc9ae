/** A fenced block of a README. */
export interface Block {
    language: string;
    text: string;
}
export function blocksOf(markdown: string): Block[];
export function sectionsOf(markdown: string): string[];
export function missingIn(output: string, promised: readonly string[]): string[];
