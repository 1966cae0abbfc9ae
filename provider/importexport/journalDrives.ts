/** The drives that a journal describes: the XML inside its records. */
import type { Document, Element } from "@xmldom/xmldom";
import { laterOf, type WrittenAt } from "./journalTime";
import { decodeJournal, JournalProblem, readRecords, type JournalValue } from "./journalRecords";

/** A drive as WAImportExport prepared it, ready for `driveList`. */
export interface JournalDrive {
    /** The drive's hardware serial number. */
    driveId: string;
    /** The recovery password, or the external key in base64. */
    bitLockerKey: string;
    /** The manifest's path on the drive, such as `\DriveManifest.xml`. */
    manifestFile: string;
    /** The manifest's hash in hexadecimal digits. */
    manifestHash: string;
    /** In no published sample; taken over where a tool wrote it. */
    driveHeaderHash?: string;
}

/** A drive, and when its description was written. */
export interface DatedDrive {
    readonly drive: JournalDrive;
    readonly writtenAt: WrittenAt | undefined;
}

/**
 * The drives of one journal in the order of their first mention, each as its last record describes it: the one that was
 * written last, or, where the times do not tell, the one that stands last, since the tool appends.
 *
 * @throws JournalProblem for a file that is empty, foreign or torn, that describes no drive, or whose last word on a
 * drive lacks something that a job needs
 */
export function readDrives(contents: string | Uint8Array): DatedDrive[] {
    const records = readRecords(decodeJournal(contents));
    const last = new Map<string, { writtenAt: WrittenAt | undefined; read: () => JournalDrive }>();
    for (const { values, writtenAt } of records) {
        for (const value of values.filter(({ key }) => key === "DriveState")) {
            const element = driveElement(value);
            const driveId = required(element, value, "DriveId");
            const known = last.get(driveId.toLowerCase());
            // Two journals may have been copied into one file, in any order.
            if (known && laterOf(known.writtenAt, writtenAt) === "first") continue;
            // Only the last record has to be complete: the tool writes one before it has copied anything, too.
            const read = () => readDrive(element, value);
            last.set(driveId.toLowerCase(), { writtenAt, read });
        }
    }
    if (last.size > 0) {
        return [...last.values()].map(({ read, writtenAt }) => ({ drive: read(), writtenAt }));
    }
    throw new JournalProblem(
        records[0]?.line ?? 1,
        `None of the ${records.length} records from here on describes a drive: no copy session has begun. Prepare the drives with WAImportExport PrepImport, then read its journal again.`,
    );
}

function readDrive(element: Element, at: JournalValue): JournalDrive {
    const drive: JournalDrive = {
        driveId: required(element, at, "DriveId"),
        bitLockerKey: required(element, at, "BitLockerKey"),
        manifestFile: required(element, at, "ManifestFile"),
        manifestHash: required(element, at, "ManifestHash"),
    };
    if (/^\*+$/.test(drive.bitLockerKey)) {
        throw new JournalProblem(
            at.line,
            "The BitLocker key of the drive described here has been blanked out. Take the journal as the tool wrote it.",
        );
    }
    const driveHeaderHash = textOf(element, "DriveHeaderHash");
    return driveHeaderHash === undefined ? drive : { ...drive, driveHeaderHash };
}

function driveElement(value: JournalValue): Element {
    const drive = parseXml(value).documentElement;
    if (drive?.localName === "Drive") return drive;
    throw new JournalProblem(
        value.line,
        "What stands here is no description of a drive (an XML element Drive). This version of WAImportExport may be unknown to the package.",
    );
}

function parseXml(value: JournalValue): Document {
    // Loaded here: most programs read no journal.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { DOMParser } = require("@xmldom/xmldom") as typeof import("@xmldom/xmldom");
    const parser = new DOMParser({
        onError: () => {
            throw new Error("not well formed"); // the parser's own message repeats the text
        },
    });
    // An entity could stand for anything; the tool writes none.
    if (!/<!(DOCTYPE|ENTITY)/i.test(value.text)) {
        try {
            return parser.parseFromString(value.text.trim(), "text/xml");
        } catch {
            // Falls through: whatever the parser dislikes is the same to the reader of the message.
        }
    }
    throw new JournalProblem(
        value.line,
        "The description of a drive that begins here is no well-formed XML. The file is damaged or was edited; copy it again from the machine that prepared the drives.",
    );
}

function required(element: Element, at: JournalValue, name: string): string {
    const text = textOf(element, name);
    if (text !== undefined) return text;
    throw new JournalProblem(
        at.line,
        `The last description of this drive lacks ${name}: its copy session is not finished. Let WAImportExport finish it, then read the journal again.`,
    );
}

/** The text of a child element; undefined when there is none, or nothing in it. */
function textOf(element: Element, name: string): string | undefined {
    const child = Array.from(element.childNodes).find(
        (node) => (node as Element).localName === name,
    );
    return child?.textContent?.trim() || undefined;
}
