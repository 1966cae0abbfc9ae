import type { Findings } from "../job/findings";
import { isUnknown } from "../job/unknowns";
import { namesUnder, reasonsUnder } from "../job/propertyTable";
import { properties as table } from "./propertyTable";

/** Source: requirements page of the service (written for the classic one). */
export const diskLimit = 10;

const at = "details.importDiskDetailsCollection";
const example =
    '{ "9CA995BB": { bitLockerKey: …, manifestFile: "\\\\DriveManifest.xml", manifestHash: "109B21108597EF36D5785F08303F3638" } }';
const hashRule = /^([0-9a-f]{32}|[0-9a-f]{64})$/i;
const hashExample = '"109B21108597EF36D5785F08303F3638"';

/**
 * The disks of an import, by serial number. A serial number is as good as a drive id: no finding names one, and each
 * disk is told by its place in the map.
 *
 * @param adopts a job that exists is taken over: it has disks, and Azure their keys
 */
export function validateDisks(findings: Findings, value: unknown, adopts: boolean): void {
    if (isUnknown(value)) return;
    if (adopts && (value === undefined || value === null)) return;
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
        validateDisk(findings, place, disks[serial], adopts);
    });
}

function validateDisk(findings: Findings, place: string, value: unknown, adopts: boolean): void {
    const disk = findings.object(place, value, example);
    if (!disk) return;
    findings.keys(place, disk, namesUnder(table, at), reasonsUnder(table, `${at}{}`, "refused"));
    findings.text(`${place}.bitLockerKey`, disk.bitLockerKey, {
        example: "the disk's recovery password (eight groups of six digits) or external key",
        required: !adopts,
    });
    findings.text(`${place}.manifestFile`, disk.manifestFile, {
        example: '"\\\\DriveManifest.xml"',
        required: true,
    });
    const hash = findings.text(`${place}.manifestHash`, disk.manifestHash, {
        example: hashExample,
        required: true,
    });
    if (hash !== undefined && !hashRule.test(hash)) {
        findings.add(
            `${place}.manifestHash`,
            `must be 32 or 64 hexadecimal digits, e.g. ${hashExample}`,
        );
    }
}
