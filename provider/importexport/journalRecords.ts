/**
 * The record syntax of WAImportExport's journals, which both versions of the tool write into `.jrn` files and, in spite
 * of the name, into the `.xml` of each drive. Source: "Preparing hard drives for an Import Job", sample journals; the
 * grammar itself is not published, so unknown keys and lines inside a record are passed over.
 */

import { readTime, type WrittenAt } from "./journalTime";

/** What is wrong with a journal, and where. The text repeats nothing of the file, which holds keys. */
export class JournalProblem extends Error {
    override readonly name = "JournalProblem";

    constructor(
        /** Counted from 1. */
        readonly line: number,
        message: string,
    ) {
        super(message);
    }
}

/** One value of a record. */
export interface JournalValue {
    readonly key: string;
    readonly text: string;
    /** Where the text begins. */
    readonly line: number;
}

/** What the tool wrote at one moment. */
export interface JournalRecord {
    /** Where the record begins. */
    readonly line: number;
    /** When it was written; undefined when it does not say, or not so that it can be read. */
    readonly writtenAt: WrittenAt | undefined;
    readonly values: readonly JournalValue[];
}

const recordStart = /^\[BeginUpdateRecord\](?:\[([^\]]*)\])?/;
const recordEnd = /^\[EndUpdateRecord\]/;
const valueStart = /^(\w+):\s*\[BeginValue\](.*)$/;
const valueEnd = /^(.*)\[EndValue\]$/;
const shortValue = /^(\w+):\s*(.*)$/;

const torn =
    "The file is cut off or damaged; copy it again from the machine that prepared the drives.";

/** The journal as text. Windows tools write UTF-8 with or without a byte order mark, and UTF-16. */
export function decodeJournal(contents: string | Uint8Array): string {
    const text =
        typeof contents === "string"
            ? contents
            : new TextDecoder(encodingOf(contents)).decode(contents);
    return text.replace(/^\uFEFF/, "");
}

function encodingOf(bytes: Uint8Array): string {
    const [first, second] = bytes;
    if (first === 0xfe && second === 0xff) return "utf-16be";
    // Without a mark: a journal begins with an ASCII character, whose other half is zero.
    const isUtf16 = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
    return isUtf16 ? "utf-16le" : "utf-8";
}

/** Every record, in the order of the file. @throws JournalProblem for an empty, foreign or torn file */
export function readRecords(text: string): JournalRecord[] {
    const lines = text.split(/\r\n|\n|\r/).map(withoutFill);
    if (lines.every((line) => line === "")) throw new JournalProblem(1, `It is empty. ${torn}`);
    const records: JournalRecord[] = [];
    let index = 0;
    while (index < lines.length) {
        const line = lines[index] ?? "";
        const start = recordStart.exec(line);
        if (start) {
            const end = findRecordEnd(lines, index);
            const values = readValues(lines, index + 1, end);
            records.push({ line: index + 1, writtenAt: readTime(start[1]), values });
            index = end + 1;
        } else if (line === "") {
            index += 1;
        } else {
            throw records.length === 0
                ? notAJournal(index + 1)
                : new JournalProblem(index + 1, `It belongs to no record. ${torn}`);
        }
    }
    return records;
}

/**
 * A line without what surrounds it: blanks, a byte order mark, the Ctrl-Z that Windows' `copy a+b` leaves behind a text,
 * the zeros that fill up a block.
 */
function withoutFill(line: string): string {
    // eslint-disable-next-line no-control-regex -- the very characters
    return line.replace(/^[\s\uFEFF\x1A\0]+|[\s\uFEFF\x1A\0]+$/g, "");
}

function notAJournal(line: number): JournalProblem {
    return new JournalProblem(
        line,
        "It is no journal of WAImportExport, which would begin with [BeginUpdateRecord]. " +
            "Give the .jrn file, or the drive's .xml that the tool wrote beside it, unchanged; not the manifest on the drive.",
    );
}

function findRecordEnd(lines: readonly string[], start: number): number {
    for (let index = start + 1; index < lines.length; index++) {
        const line = lines[index] ?? "";
        if (recordEnd.test(line)) return index;
        if (recordStart.test(line)) break;
    }
    throw new JournalProblem(start + 1, `The record that begins here has no end. ${torn}`);
}

function readValues(lines: readonly string[], from: number, to: number): JournalValue[] {
    const values: JournalValue[] = [];
    let index = from;
    while (index < to) {
        const line = lines[index] ?? "";
        const long = valueStart.exec(line);
        if (long) {
            const { text, end } = readLongValue(lines, index, to, long[2] ?? "");
            values.push({ key: long[1] ?? "", text, line: index + 1 });
            index = end + 1;
            continue;
        }
        const short = shortValue.exec(line);
        if (short) values.push({ key: short[1] ?? "", text: short[2] ?? "", line: index + 1 });
        index += 1;
    }
    return values;
}

/** The lines from `[BeginValue]` to `[EndValue]`; the first and the last may hold some of the value. */
function readLongValue(
    lines: readonly string[],
    start: number,
    to: number,
    first: string,
): { text: string; end: number } {
    const collected: string[] = [];
    for (let index = start; index < to; index++) {
        const line = index === start ? first : (lines[index] ?? "");
        const last = valueEnd.exec(line);
        collected.push(last?.[1] ?? line);
        if (last) return { text: collected.join("\n"), end: index };
    }
    throw new JournalProblem(start + 1, `The value that begins here has no end. ${torn}`);
}
