import type { Findings, Untrusted } from "../job/findings";
import { isLeftOut, validatePreparedDisk } from "../job/partsValidation";
import { isUnknown } from "../job/unknowns";

/** Source: reference on limits. */
export const driveLimit = 10;
const driveExample =
    '[{ driveId: "9CA995BB", bitLockerKey: …, manifestFile: "\\\\DriveManifest.xml", manifestHash: "109B21108597EF36D5785F08303F3638" }]';

const at = "properties.driveList";

/**
 * What an import job has, which is its drives.
 *
 * @param adopts a job that exists is taken over: it has drives, and Azure their keys
 */
export function validateImport(findings: Findings, value: Untrusted, adopts: boolean): void {
    if (!isLeftOut(value.export)) {
        findings.add(
            "properties.export",
            'is for export jobs only; leave it out, or set jobType: "Export"',
        );
    }
    if (isUnknown(value.driveList)) return;
    if (isLeftOut(value.driveList) && adopts) return;
    const drives = findings.array(at, value.driveList ?? [], driveExample);
    if (!drives) return;
    if (drives.length === 0) {
        const isNothing = isLeftOut(value.driveList) ? "is missing" : "is empty";
        findings.add(
            at,
            `${isNothing}, and an import job needs 1 to ${driveLimit} drives, e.g. ${driveExample}`,
        );
    }
    if (drives.length > driveLimit) {
        findings.add(
            at,
            `has ${drives.length} drives, and a job takes at most ${driveLimit}; give the others a job of their own`,
        );
    }
    const seen: string[] = [];
    drives.forEach((item, index) => {
        const place = `${at}[${index}]`;
        const drive = findings.part(place, item, driveExample, `${at}[]`);
        if (!drive) return;
        validateDriveId(findings, `${place}.driveId`, drive.driveId, seen);
        validatePreparedDisk(findings, place, drive, { word: "drive", needsKey: !adopts });
        findings.text(`${place}.driveHeaderHash`, drive.driveHeaderHash, {
            example: '"0:1048576:FB6B…"',
        });
    });
}

/** @param seen the ids that stand in the list before it */
function validateDriveId(findings: Findings, at: string, value: unknown, seen: string[]): void {
    const id = findings.text(at, value, { example: '"9CA995BB"', required: true });
    if (id === undefined) return;
    if (/\s/.test(id)) {
        findings.add(
            at,
            'must have no blank: it is the serial number without spaces, e.g. "9CA995BB"',
        );
    }
    if (seen.includes(id.toLowerCase())) {
        findings.add(at, "must stand in the list once: each drive has a serial number of its own");
    }
    seen.push(id.toLowerCase());
}
