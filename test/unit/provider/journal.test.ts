import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import {
    driveListFromJournal,
    driveListsFromJournals,
    JournalError,
    type JournalDrive,
} from "../../../provider/importexport/driveJournal";
import { readDrives } from "../../../provider/importexport/journalDrives";
import { JournalProblem } from "../../../provider/importexport/journalRecords";

const folder = path.resolve(__dirname, "../../fixtures/journals");
const fileOf = (name: string) => path.join(folder, name);
const textOf = (name: string) => fs.readFileSync(fileOf(name), "utf8");

const drive1: JournalDrive = {
    driveId: "NOBODYS1",
    bitLockerKey: "bm9ib2R5cyBleHRlcm5hbCBrZXkgbnVtYmVyIG9uZQ==",
    manifestFile: "\\DriveManifest.xml",
    manifestHash: "00000000000000000000000000000002",
};
const drive22: JournalDrive = {
    driveId: "NOBODYS22",
    bitLockerKey: "000000-000000-000000-000000-000000-000000-000000-000002",
    manifestFile: "\\00000000-0000-4000-8000-000000000002.manifest",
    manifestHash: "2".repeat(64),
    driveHeaderHash: `0:1048576:${"0".repeat(127)}2;135266304:143360:${"0".repeat(127)}2`,
};
/** What no message may repeat: keys of both kinds, serial numbers, hashes. */
const neverShown = /NOBODYS|bm9ib2R5|ThisIsNobodys|000000-000000|DriveManifest\.xml|2{8}/;

/** One record that describes a drive, for journals of a test's own. */
function record(driveId: string, writtenAt: string, xml?: string): string {
    const described =
        xml ??
        `<BitLockerKey>key of ${driveId} at ${writtenAt}</BitLockerKey><ManifestFile>\\m</ManifestFile><ManifestHash>${"a".repeat(32)}</ManifestHash>`;
    return [
        `[BeginUpdateRecord][${writtenAt}][Type:ActivityRecord]`,
        "ActivityId: DriveInfo",
        "DriveState: [BeginValue]",
        `<Drive><DriveId>${driveId}</DriveId>${described}</Drive>`,
        "[EndValue]",
        "[EndUpdateRecord]",
        "",
    ].join("\n");
}

const times = ["2021/01/01 00:00:00.000", "2021/01/02 00:00:00.000"] as const;

async function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return await new Promise<T>((resolve) => output.apply(resolve));
}
function isSecret(output: pulumi.Output<unknown>): Promise<boolean> {
    return (output as unknown as { isSecret: Promise<boolean> }).isSecret;
}
function refusal(read: () => unknown): JournalError {
    try {
        read();
    } catch (error) {
        expect(error).toBeInstanceOf(JournalError);
        expect((error as JournalError).message).not.toMatch(neverShown);
        return error as JournalError;
    }
    throw new Error("It was accepted.");
}

describe("driveListFromJournal", () => {
    it.each([
        ["v1-session.jrn", [drive1]],
        ["v1-session.jrn_DriveInfo_NOBODYS1.xml", [drive1]],
        ["NOBODYS22.xml", [drive22]],
    ])("gives the drives of %s, each as its last record has it", async (name, drives) => {
        expect(await valueOf(driveListFromJournal(fileOf(name)))).toEqual(drives);
    });

    it("gives every drive of a session, in order", async () => {
        const drives = await valueOf(driveListFromJournal(fileOf("v2-session.jrn")));
        expect(drives.map(({ driveId }) => driveId)).toEqual([
            "NOBODYS21",
            "NOBODYS22",
            "NOBODYS23",
        ]);
        expect(drives[1]).toEqual(drive22);
    });

    it("gives a secret", async () => {
        expect(await isSecret(driveListFromJournal(fileOf("NOBODYS22.xml")))).toBe(true);
        expect(await isSecret(driveListFromJournal(pulumi.output(textOf("NOBODYS22.xml"))))).toBe(
            true,
        );
    });

    it("takes contents as text, as a secret and as bytes", async () => {
        const text = textOf("NOBODYS22.xml");
        expect(await valueOf(driveListFromJournal(text))).toEqual([drive22]);
        expect(await valueOf(driveListFromJournal(pulumi.secret(text)))).toEqual([drive22]);
        expect(await valueOf(driveListFromJournal(Buffer.from(text)))).toEqual([drive22]);
    });

    const text = textOf("NOBODYS22.xml");
    it.each([
        ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${text}`)],
        ["UTF-16 with a byte order mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
        ["UTF-16 without one", Buffer.from(text, "utf16le")],
        ["UTF-16, big end first", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
        ["LF alone", Buffer.from(text.replaceAll("\r\n", "\n"))],
        ["no line break at the end", Buffer.from(text.trimEnd())],
    ])("reads %s", async (_, bytes) => {
        expect(await valueOf(driveListFromJournal(bytes))).toEqual([drive22]);
    });

    it("keeps nothing but the drives: no storage account key", async () => {
        const drives = await valueOf(driveListFromJournal(fileOf("v2-session.jrn")));
        expect(textOf("v2-session.jrn")).toContain("ThisIsNobodysStorageAccountKey");
        expect(JSON.stringify(drives)).not.toContain("ThisIsNobodys");
    });

    it("refuses more drives than a job takes, and names the function that splits them", () => {
        const journal = Array.from({ length: 11 }, (_, n) => record(`D${n}`, times[0])).join("");
        expect(refusal(() => driveListFromJournal(journal)).message).toBe(
            "The drive journal that was given as text has 11 drives, and a job takes at most 10. " +
                "Use driveListsFromJournals([…]), which gives one list for each job that is needed.",
        );
    });
});

describe("driveListsFromJournals", () => {
    const many = Array.from({ length: 23 }, (_, n) => record(`D${n}`, times[0]));

    it("splits the drives of all journals into one secret list a job, in order", async () => {
        const lists = driveListsFromJournals([many.slice(0, 4).join(""), many.slice(4).join("")]);
        const drives = await Promise.all(lists.map(valueOf));
        expect(drives.map(({ length }) => length)).toEqual([10, 10, 3]);
        expect(drives.flat().map(({ driveId }) => driveId)).toEqual(
            Array.from({ length: 23 }, (_, n) => `D${n}`),
        );
        expect(await Promise.all(lists.map(isSecret))).toEqual([true, true, true]);
    });

    it("takes smaller parcels where asked to", async () => {
        const lists = driveListsFromJournals(many, { maxDrives: 8 });
        expect((await Promise.all(lists.map(valueOf))).map(({ length }) => length)).toEqual([
            8, 8, 7,
        ]);
    });

    it.each([0, 11, 2.5, Number.NaN])("refuses %p drives in a job", (maxDrives) => {
        expect(refusal(() => driveListsFromJournals(many, { maxDrives })).message).toContain(
            "maxDrives must be a whole number from 1 to 10",
        );
    });

    it.each([
        ["the later journal is first", [1, 0]],
        ["the later journal is last", [0, 1]],
    ])("takes a drive from the record written last when %s", async (_, order) => {
        const journals = order.map((n) => record(n === 0 ? "DISK" : "disk", times[n] ?? ""));
        const [list] = driveListsFromJournals(journals);
        if (!list) throw new Error("There is no list.");
        expect(await valueOf(list)).toMatchObject([{ bitLockerKey: `key of disk at ${times[1]}` }]);
    });

    it.each([
        ["ISO days", "2016-11-01", "2016-11-02"],
        ["an ISO time and the tool's own form", "2016-11-01T21:22:25Z", "2016/11/03 21:22:25.379"],
        ["times that are not of one length", "2016/9/1 9:00:00", "2016/11/01 09:00:00"],
        ["a zone each", "2016-11-01T23:30:00+09:00", "2016-11-01T15:30:00Z"],
        ["fractions of a second", "2016/11/01 21:22:25.379", "2016/11/01 21:22:25.38"],
    ])("takes the later of %s, wherever it stands", async (_, older, newer) => {
        for (const order of [
            [older, newer],
            [newer, older],
        ]) {
            const [list] = driveListsFromJournals(order.map((time) => record("DISK", time)));
            const [drive] = await valueOf(list!);
            expect(drive!.bitLockerKey).toBe(`key of DISK at ${newer}`);
        }
    });

    it.each([
        ["no time", "", "2016/11/01 21:22:25"],
        ["a time that can be two days", "1/11/2016", "2016/11/01"],
        ["a day that there is not", "2016/02/30", "2016/02/28"],
        ["a time with a zone beside one without", "2016-11-01T21:00:00Z", "2016/11/02 09:00:00"],
    ])("refuses two journals that differ, one of which has %s", (_, one, other) => {
        for (const order of [
            [one, other],
            [other, one],
        ]) {
            const { message } = refusal(() =>
                driveListsFromJournals(order.map((time) => record("DISK", time))),
            );
            expect(message).toMatch(/number 1 of the list.*number 2 of the list.*last preparation/);
            expect(message).not.toContain("DISK");
        }
    });

    it("takes one journal twice, with or without a time", async () => {
        for (const time of ["", "2016/11/01 21:22:25"]) {
            const journal = record("DISK", time);
            const [list] = driveListsFromJournals([journal, journal]);
            expect(await valueOf(list!)).toHaveLength(1);
        }
    });

    it("gives no list for no journal", () => {
        expect(driveListsFromJournals([])).toEqual([]);
    });

    it("says which of several journals is wrong", () => {
        const journals = [record("D1", times[0]), "something\nelse"];
        expect(refusal(() => driveListsFromJournals(journals)).message).toContain(
            "given as text (number 2 of the list)",
        );
    });
});

describe("a journal that was copied about", () => {
    const [older, newer] = [record("DISK", "2016-11-01"), record("DISK", "2016-11-02")];
    it.each([
        ["ends with a Ctrl-Z", `${older}\r\n${newer}\x1A`],
        ["has a Ctrl-Z on a line of its own", `${older}\n${newer}\n\x1A\n`],
        ["is filled up with zeros", `${older}\n${newer}\n${"\0".repeat(512)}`],
        ["was joined with an older one behind it", `${newer}\n\x1A${older}`],
        ["was joined of two with byte order marks", `\uFEFF${older}\n\uFEFF${newer}`],
    ])("is read when it %s", async (_, text) => {
        const drives = await valueOf(driveListFromJournal(text));
        expect(drives.map(({ bitLockerKey }) => bitLockerKey)).toEqual([
            "key of DISK at 2016-11-02",
        ]);
    });
});

describe("a journal that cannot be used", () => {
    const torn = "copy it again from the machine that prepared the drives";
    const session = record("NOBODYS22", times[0]);
    it.each<[string, string, number, string]>([
        ["is empty", "", 1, "It is empty"],
        ["has nothing but blanks", " \r\n\r\n", 1, "It is empty"],
        ["is foreign", "\n{\n}", 2, "no journal of WAImportExport"],
        [
            "is the manifest of a drive",
            "<?xml version='1.0'?>\n<DriveManifest/>",
            1,
            "not the manifest on the drive",
        ],
        ["goes on after its last record", `${session}NOBODYS\n`, 7, torn],
        ["ends inside a record", session.replace("[EndUpdateRecord]\n", ""), 1, torn],
        ["lacks the end of a record before the next", session.slice(0, -18) + session, 1, torn],
        ["lacks the end of a value", session.replace("[EndValue]\n", ""), 3, torn],
        ["has broken XML", session.replace("</Drive>", ""), 3, "no well-formed XML"],
        [
            "declares an entity",
            session.replace("<Drive>", "<!DOCTYPE d [<!ENTITY e 'x'>]><Drive>"),
            3,
            "no well-formed XML",
        ],
        [
            "describes something else",
            session.replaceAll("Drive>", "Tape>"),
            3,
            "no description of a drive",
        ],
        ["names no drive", session.replaceAll("DriveId", "Id"), 3, "lacks DriveId"],
        [
            "lacks a hash in its last record",
            session + record("NOBODYS22", times[1], "<BitLockerKey>k</BitLockerKey>"),
            9,
            "lacks ManifestFile",
        ],
        [
            "has its keys blanked out",
            session.replace(
                /<BitLockerKey>.*<\/BitLockerKey>/,
                "<BitLockerKey>****</BitLockerKey>",
            ),
            3,
            "has been blanked out",
        ],
        [
            "describes no drive yet",
            textOf("v1-session.jrn").split("[BeginUpdateRecord][2016/11/02 18:24:20")[0] ?? "",
            1,
            "None of the 3 records",
        ],
    ])("is refused with the line when it %s", (_, text, line, says) => {
        const error = refusal(() => driveListsFromJournals([text]));
        expect(error.line).toBe(line);
        expect(error.message).toContain(`line ${line}: `);
        expect(error.message).toContain(says);
    });

    it("is named by its path", () => {
        const file = path.join(
            fs.mkdtempSync(path.join(os.tmpdir(), "importexport-jrn-")),
            "x.jrn",
        );
        fs.writeFileSync(file, "");
        try {
            expect(refusal(() => driveListFromJournal(file)).message).toContain(
                `The drive journal "${file}" cannot be used; line 1: It is empty.`,
            );
        } finally {
            fs.rmSync(path.dirname(file), { recursive: true });
        }
    });

    it("is named when it is not there", () => {
        const message = refusal(() => driveListFromJournal("no-such.jrn")).message;
        expect(message).toContain('"no-such.jrn" cannot be read: there is no such file');
        expect(refusal(() => driveListFromJournal(folder)).message).toContain("EISDIR");
    });

    it("is not repeated when it was wrapped into one long line", () => {
        const wrapped = Buffer.from(textOf("NOBODYS22.xml")).toString("base64");
        const message = refusal(() => driveListFromJournal(wrapped)).message;
        expect(message).toContain("given as text cannot be read");
        expect(message).not.toContain(wrapped.slice(0, 40));
    });

    it("is refused when it is neither text nor bytes", () => {
        const nothing = undefined as unknown as string;
        expect(refusal(() => driveListsFromJournals([nothing])).message).toContain("not undefined");
    });
});

describe("a journal cut off anywhere", () => {
    const names = ["v1-session.jrn", "v2-session.jrn", "NOBODYS22.xml"];
    const wholeText = fc.constantFrom(...names).map(textOf);

    /** The drives, or the problem. Anything else is thrown, and fails the property. */
    function outcome(text: string): ReturnType<typeof readDrives> | JournalProblem {
        try {
            return readDrives(text);
        } catch (error) {
            if (error instanceof JournalProblem) return error;
            throw error;
        }
    }

    it("is refused with a line of it, or gives what its whole records say", () => {
        fc.assert(
            fc.property(wholeText, fc.nat(), (text, seed) => {
                const cut = text.slice(0, seed % text.length);
                const end = cut.lastIndexOf("[EndUpdateRecord]");
                const isWhole = cut.slice(end).trim() === "[EndUpdateRecord]";
                const read = outcome(cut);
                if (read instanceof JournalProblem) {
                    expect(read.message).not.toMatch(neverShown);
                    expect(read.line).toBeGreaterThanOrEqual(1);
                    expect(read.line).toBeLessThanOrEqual(cut.split("\r\n").length);
                } else {
                    expect(isWhole).toBe(true);
                    expect(read.length).toBeGreaterThan(0);
                }
            }),
            { numRuns: 500 },
        );
    });

    it("is refused or read, and no storage account key gets into a drive, when a piece is missing", () => {
        fc.assert(
            fc.property(wholeText, fc.nat(), fc.nat({ max: 400 }), (text, seed, length) => {
                const from = seed % text.length;
                const read = outcome(text.slice(0, from) + text.slice(from + length));
                if (read instanceof JournalProblem) expect(read.message).not.toMatch(neverShown);
                else expect(JSON.stringify(read)).not.toMatch(/ThisIsNobodys|StorageAccountKey/);
            }),
            { numRuns: 500 },
        );
    });
});
