/**
 * `driveList` out of the journals of WAImportExport, the tool that prepares the drives: nobody copies a key or a hash
 * by hand. Of a journal only the drives are kept; the storage account key that a `.jrn` can hold is never looked at.
 */
import fs from "node:fs";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { readDrives, type DatedDrive, type JournalDrive } from "./journalDrives";
import { laterOf } from "./journalTime";
import { JournalProblem } from "./journalRecords";
import { driveLimit } from "./drivesValidation";

export type { JournalDrive } from "./journalDrives";

/** A journal that cannot be used. The message names the file and the line, and repeats nothing of either's content. */
export class JournalError extends pulumi.RunError {
    override readonly name = "JournalError";

    constructor(
        message: string,
        /** Counted from 1; absent when it is no matter of one line. */
        readonly line?: number,
    ) {
        super(message);
    }
}

/**
 * The drives of one journal, as a secret for `properties.driveList`.
 *
 * Reads what both versions of WAImportExport write: a session's `.jrn`, or the `.xml` of one drive. Of several records
 * of a drive the last one counts; drives come in the order of their first mention.
 *
 * @param journal a path (relative to the program's working directory), or the journal's contents as text or bytes. A
 * text that has a line break or begins with `[BeginUpdateRecord]` is contents.
 * @throws JournalError for a file that cannot be read, is empty, foreign or torn, holds no drive, an unfinished one, or
 * more than ten
 */
export function driveListFromJournal(
    journal: pulumi.Input<string> | Uint8Array,
): pulumi.Output<JournalDrive[]> {
    if (typeof journal === "string" || journal instanceof Uint8Array) {
        return pulumi.secret(drivesOfOneJob(journal));
    }
    return pulumi.secret(pulumi.output(journal).apply(drivesOfOneJob));
}

/**
 * The drives of all these journals, in lists for one job each, in order: with 23 drives, lists of 10, 10 and 3.
 *
 * Drives of a job travel in one parcel, so put the drives into parcels as these lists have them. A drive that stands in
 * several journals is taken from the record written last; where their times do not tell which that is, and the records
 * differ, both journals are refused.
 *
 * @param journals as {@link driveListFromJournal} takes them; plain values, since their number of drives decides how
 * many jobs there are
 * @param options.maxDrives drives in a job, 1 to 10. Default: 10, the service's limit
 * @throws JournalError as `driveListFromJournal`
 */
export function driveListsFromJournals(
    journals: readonly (string | Uint8Array)[],
    options: { maxDrives?: number } = {},
): pulumi.Output<JournalDrive[]>[] {
    const { maxDrives = driveLimit } = options;
    if (!Number.isInteger(maxDrives) || maxDrives < 1 || maxDrives > driveLimit) {
        throw new JournalError(
            `maxDrives must be a whole number from 1 to ${driveLimit}, not ${maxDrives}: a job takes at most ${driveLimit} drives.`,
        );
    }
    const drives = drivesOf(journals);
    const lists: pulumi.Output<JournalDrive[]>[] = [];
    for (let first = 0; first < drives.length; first += maxDrives) {
        lists.push(pulumi.secret(drives.slice(first, first + maxDrives)));
    }
    return lists;
}

/** The drives of all these journals, in plain. @throws JournalError */
export function drivesOf(journals: readonly (string | Uint8Array)[]): JournalDrive[] {
    const latest = new Map<string, DatedDrive & { from: number }>();
    journals.forEach((journal, from) => {
        for (const found of readJournal(journal, journals.length > 1 ? from + 1 : undefined)) {
            const key = found.drive.driveId.toLowerCase();
            const known = latest.get(key);
            const later = known ? laterOf(known.writtenAt, found.writtenAt) : "second";
            if (later === undefined && !isDeepStrictEqual(known?.drive, found.drive)) {
                throw orderNotTold(journals, known!.from, from);
            }
            if (later !== "first") latest.set(key, { ...found, from });
        }
    });
    return [...latest.values()].map(({ drive }) => drive);
}

/** One of the two has an old key, and nothing says which. */
function orderNotTold(
    journals: readonly (string | Uint8Array)[],
    first: number,
    second: number,
): JournalError {
    const [one, other] = [first, second].map((index) => inWords(journals[index]!, index + 1));
    return new JournalError(
        `${one} and ${other!.charAt(0).toLowerCase()}${other!.slice(1)} describe the same drive in different ways, and their times do not tell which was written last. ` +
            `Give only the journal of the drive's last preparation.`,
    );
}

function drivesOfOneJob(journal: string | Uint8Array): JournalDrive[] {
    const drives = drivesOf([journal]);
    if (drives.length <= driveLimit) return drives;
    throw new JournalError(
        `${inWords(journal)} has ${drives.length} drives, and a job takes at most ${driveLimit}. ` +
            `Use driveListsFromJournals([…]), which gives one list for each job that is needed.`,
    );
}

/** @param position which of several journals it is, counted from 1 */
function readJournal(journal: string | Uint8Array, position: number | undefined): DatedDrive[] {
    if (typeof journal !== "string" && !(journal instanceof Uint8Array)) {
        throw new JournalError(
            `A drive journal must be a path, such as "disks.jrn", or the contents as text or bytes, not ${typeof journal}.`,
        );
    }
    const contents = isPath(journal) ? readFile(journal) : journal;
    try {
        return readDrives(contents);
    } catch (error) {
        if (!(error instanceof JournalProblem)) throw error;
        throw new JournalError(
            `${inWords(journal, position)} cannot be used; line ${error.line}: ${error.message}`,
            error.line,
        );
    }
}

function isPath(journal: string | Uint8Array): journal is string {
    return (
        typeof journal === "string" && journal !== "" && !/[\r\n]|^\s*\uFEFF?\[Begin/.test(journal)
    );
}

function readFile(path: string): Uint8Array {
    try {
        return fs.readFileSync(path);
    } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
        throw new JournalError(
            `${inWords(path)} cannot be read: ${code === "ENOENT" ? "there is no such file" : code}. ` +
                `Give the path of a .jrn or .xml file that WAImportExport wrote, relative to ${process.cwd()}, or the file's contents.`,
        );
    }
}

/** Windows takes paths of 260 characters; a longer text may be a whole journal in an unknown wrapping. */
const longestPath = 260;

function inWords(journal: string | Uint8Array, position?: number): string {
    if (isPath(journal) && journal.length <= longestPath) return `The drive journal "${journal}"`;
    const which = position === undefined ? "" : ` (number ${position} of the list)`;
    return `The drive journal that was given as ${typeof journal === "string" ? "text" : "bytes"}${which}`;
}
