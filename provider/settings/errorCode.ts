/** A message with the code at its end by which docs/errors.md is searched: `… [TimeIsUp]`. */
export function withCode(text: string, code: string): string {
    return `${text} [${code}]`;
}

/** Gives a message a further sentence, before its code. */
export function addSentence(error: Error, sentence: string): void {
    const text = quoted(error);
    error.message = `${text} ${sentence}${error.message.slice(text.length)}`;
}

/** What an error says without the code at its end, to be quoted in the middle of another message. */
export function quoted({ message }: Error): string {
    return message.replace(/ \[[A-Z][A-Za-z]+\]$/, "");
}
