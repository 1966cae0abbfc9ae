import type { Findings } from "../job/findings";
import { isLeftOut, validatePreparedDisk } from "../job/partsValidation";
import { isUnknown } from "../job/unknowns";

/** Source: requirements page of the service (written for the classic one). */
export const diskLimit = 10;

const at = "details.importDiskDetailsCollection";
const example =
    '{ "9CA995BB": { bitLockerKey: …, manifestFile: "\\\\DriveManifest.xml", manifestHash: "109B21108597EF36D5785F08303F3638" } }';

/**
 * The disks of an import, by serial number. A serial number is as good as a drive id: no finding names one, and each
 * disk is told by its place in the map.
 *
 * @param adopts a job that exists is taken over: it has disks, and Azure their keys
 */
export function validateDisks(findings: Findings, value: unknown, adopts: boolean): void {
    if (isUnknown(value)) return;
    if (adopts && isLeftOut(value)) return;
    const disks = findings.object(at, value ?? {}, example);
    if (!disks) return;
    const serials = Object.keys(disks);
    if (serials.length === 0) {
        findings.add(at, `is empty, and an import needs 1 to ${diskLimit} disks, e.g. ${example}`);
    }
    if (serials.length > diskLimit) {
        findings.add(
            at,
            `has ${serials.length} disks, and a job takes at most ${diskLimit}; give the others a job of their own`,
        );
    }
    serials.forEach((serial, index) => {
        const place = `${at} (disk ${index + 1})`;
        if (serial === "" || /\s/.test(serial)) {
            findings.add(
                place,
                "must have the disk's hardware serial number for its key, not empty and without spaces",
            );
        }
        const others = serials.filter((one) => one.toLowerCase() === serial.toLowerCase());
        if (others.length > 1) {
            findings.add(
                place,
                "must have a serial number of its own: it has that of another disk, in another casing",
            );
        }
        const disk = findings.part(place, disks[serial], example, `${at}{}`);
        if (disk) validatePreparedDisk(findings, place, disk, { word: "disk", needsKey: !adopts });
    });
}
