/** How the command line reads the values of its options. */
import { InvalidArgumentError } from "commander";

export function portNumber(text: string): number {
    const port = Number(text);
    if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
    throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}

export function pace(text: string): number {
    const seconds = Number(text);
    if (seconds > 0 && seconds <= 86_400) return seconds;
    throw new InvalidArgumentError("A pace is a number of seconds, such as 5.");
}

export function words(text: string): string[] {
    const given = text
        .split(",")
        .map((word) => word.trim())
        .filter(Boolean);
    if (given.length === 0) throw new InvalidArgumentError('Give words, or "none".');
    return given.length === 1 && given[0] === "none" ? [] : given;
}

/** A list that may be given in one word, in several, or by the option several times. */
export function moreWords(text: string, before: readonly string[] = []): string[] {
    return [...before, ...words(text)];
}
