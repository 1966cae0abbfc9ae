import { at, hasNotKnown, notKnown } from "../notKnown";
import { isWord } from "../words";
import {
    resourcePolicy,
    type Finding,
    type RegisteredImportExportJob,
    type RegisteredOrder,
} from "./resourcePolicy";

interface Settings {
    maxDrives: number;
}

const hashRule = /^([0-9a-f]{32}|[0-9a-f]{64})$/i;

/**
 * An import job has one to ten drives, each with an id of its own and a manifest hash of a length
 * that exists.
 *
 * Drives are named by their place in the list, never by id: the id is personal data. The disks of a
 * Data Box order stand in a map by serial number, so there they are only counted.
 * Source: "up to ten drives"; hashes of 32 (MD5) or 64 hex digits in the official examples.
 */
export const driveCountAndHashes = resourcePolicy<Settings>({
    name: "drive-count-and-hashes",
    displayName: "Drive count and hashes",
    description:
        "An import has 1 to 10 drives with different drive ids and well-formed manifest hashes.",
    enforcementLevel: "advisory",
    severity: "medium",
    tags: ["importexport", "databox", "drives"],
    remediationSteps:
        "Take driveId and manifestHash of each drive from the journal that WAImportExport wrote. Split more than ten drives into several jobs.",
    url: "https://learn.microsoft.com/azure/import-export/storage-import-export-requirements",
    settings: {
        maxDrives: {
            type: "integer",
            minimum: 1,
            maximum: 10,
            default: 10,
            description: "How many drives a job may have. The service takes ten.",
        },
    },
    ofNewJobs: true,
    rules: { importexport: drives, databox: disks },
});

function* drives(job: RegisteredImportExportJob, { maxDrives }: Settings): Iterable<Finding> {
    const type = job.property("jobType");
    const list = job.property("driveList");
    if (type === notKnown) yield { notKnown: "properties.jobType" };
    if (!isImport(type)) return;
    if (list === notKnown) {
        yield { notKnown: "properties.driveList" };
        return;
    }
    const given: unknown[] = Array.isArray(list) ? list : [];
    yield* wrongCount(given, maxDrives, {
        none: "is an import job without drives. The service needs to know the drives that will arrive. Fill properties.driveList.",
        word: "drives",
        job: "job",
    });
    yield* repeatedIds(given);
    yield* wrongHashes(given);
    const unseen = given.findIndex((drive) =>
        ["driveId", "manifestHash"].some((key) => hasNotKnown(at(drive, key))),
    );
    if (unseen >= 0) yield { notKnown: `properties.driveList[${unseen}]` };
}

function* wrongCount(
    given: unknown[],
    most: number,
    { none, word, job }: { none: string; word: string; job: string },
): Iterable<Finding> {
    if (given.length === 0) yield { wrong: none };
    if (given.length > most) {
        yield {
            wrong: `has ${given.length} ${word}, and ${most} are allowed in one ${job}. Split them into several ${job}s, each in a parcel of its own.`,
        };
    }
}

function isImport(type: unknown): boolean {
    return typeof type === "string" && type.toLowerCase() === "import";
}

function* repeatedIds(given: unknown[]): Iterable<Finding> {
    const firstPlace = new Map<string, number>();
    for (const [place, drive] of given.entries()) {
        const id = at(drive, "driveId");
        if (typeof id !== "string") continue;
        const first = firstPlace.get(id.toLowerCase());
        if (first === undefined) firstPlace.set(id.toLowerCase(), place);
        else
            yield {
                wrong: `lists one drive twice: driveList[${first}] and driveList[${place}] have the same driveId. A driveId is the hardware serial number. Correct or remove one.`,
            };
    }
}

function* wrongHashes(given: unknown[]): Iterable<Finding> {
    for (const [place, drive] of given.entries()) {
        const hash = at(drive, "manifestHash");
        if (typeof hash !== "string" || hashRule.test(hash)) continue;
        yield {
            wrong: `has a manifestHash in driveList[${place}] that is no hash: ${hash.length} characters, and 32 or 64 hex digits are right. Azure would refuse the drive's manifest. Copy ManifestHash from the drive's journal.`,
        };
    }
}

function* disks(order: RegisteredOrder, { maxDrives }: Settings): Iterable<Finding> {
    const type = order.inputs.transferType;
    const map = order.property("importDiskDetailsCollection");
    if (type === notKnown) yield { notKnown: "transferType" };
    if (!isWord(type, "ImportToAzure")) return;
    if (map === notKnown) {
        yield { notKnown: "details.importDiskDetailsCollection" };
        return;
    }
    const given = Object.entries(map ?? {});
    yield* wrongCount(given, maxDrives, {
        none: "is an import without disks. The service needs to know the disks that will arrive. Fill details.importDiskDetailsCollection.",
        word: "disks",
        job: "order",
    });
    const serials = new Set(given.map(([serial]) => serial.toLowerCase()));
    if (serials.size < given.length) {
        yield {
            wrong: "lists one disk twice: two serial numbers of details.importDiskDetailsCollection differ only in casing. Correct or remove one.",
        };
    }
    const hashes = given.map(([, disk]) => at(disk, "manifestHash"));
    const wrong = hashes.filter((hash) => typeof hash === "string" && !hashRule.test(hash)).length;
    if (wrong > 0) {
        yield {
            wrong: `has a manifestHash that is no hash on ${wrong} of its ${given.length} disks: 32 or 64 hex digits are right. Azure takes any text when the order is made, and would refuse the disk when it arrives. Copy ManifestHash from the disk's journal.`,
        };
    }
    if (hashes.some(hasNotKnown)) yield { notKnown: "details.importDiskDetailsCollection" };
}
