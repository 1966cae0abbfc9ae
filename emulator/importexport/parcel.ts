import { createHash, randomInt } from "node:crypto";
import type { Move } from "../jobs/job";
import type { DeliveryPackage, Drive, Job, JobProperties } from "./job";

const ends = ["Completed", "Closed"];

/**
 * The job after its parcel came to another place: drives, progress, logs and return package as the
 * documents say they are there (reference §2.1, §2.2).
 *
 * Moving is the work of carriers and operators, so it asks no rule: any state leads to any other,
 * and what the job shows depends on where it is, not on how it got there. A cancelled job skips the
 * copy, "but otherwise it follows the same state transitions".
 */
export function moveJob(job: Job, move: Move, now: number): Job {
    const state = move.state || undefined;
    return {
        ...job,
        shippedAt: state === "Creating" ? undefined : (job.shippedAt ?? now),
        endedAt: ends.includes(state ?? "") ? (job.endedAt ?? now) : undefined,
        // A parcel back in Creating starts its two weeks anew.
        lastUpdateAt: state === "Creating" ? now : job.lastUpdateAt,
        properties: { ...placed(job, state, move.percentComplete ?? 0, now), state },
    };
}

function placed(
    job: Job,
    state: string | undefined,
    percentComplete: number,
    now: number,
): JobProperties {
    const { properties } = job;
    const copied = !properties.cancelRequested;
    const before = { ...properties, percentComplete: undefined, returnPackage: undefined };
    switch (state) {
        case "Creating":
        case "Shipping":
            return { ...before, driveList: driveListOf(job, notArrived) };
        case "Received":
            return { ...before, driveList: driveListOf(job, received) };
        case "Transferring":
            return {
                ...before,
                ...(copied ? { percentComplete } : {}),
                driveList: driveListOf(job, copied ? transferring(job, percentComplete) : received),
            };
        case "Packaging":
            return {
                ...before,
                ...(copied ? { percentComplete: 100 } : {}),
                driveList: driveListOf(job, copied ? finished(job, "Completed") : received, copied),
            };
        case "Completed":
            return {
                ...before,
                ...(copied ? { percentComplete: 100 } : {}),
                returnPackage: returnPackage(job, now),
                driveList: driveListOf(
                    job,
                    copied ? finished(job, "ShippedBack") : shippedBack,
                    copied,
                ),
            };
        case "Closed":
            return closed(job, before, now);
        default:
            return properties;
    }
}

/** Closed: drives went back after errors, or no parcel ever came (Shipping goes straight to Closed). */
function closed(job: Job, before: JobProperties, now: number): JobProperties {
    const arrived = !["Creating", "Shipping"].includes(job.properties.state ?? "");
    return arrived
        ? {
              ...before,
              percentComplete: job.properties.percentComplete,
              returnPackage: returnPackage(job, now),
              driveList: driveListOf(job, shippedBack),
          }
        : { ...before, driveList: driveListOf(job, neverReceived) };
}

type DriveChange = (drive: Drive) => Drive;

// An export job has no drives until they are received; their keys exist once it is processed.
function driveListOf(
    job: Job,
    change: DriveChange,
    processed = false,
): readonly Drive[] | undefined {
    const { jobType, driveList, deliveryPackage } = job.properties;
    if (jobType === "Import") return driveList?.map(change);
    if (change === notArrived) return [];
    const count = Math.min(Math.max(deliveryPackage?.driveCount ?? 1, 1), 10);
    const known = driveList?.length ? driveList : exportDrives(job, count);
    if (change === neverReceived) return [];
    return known.map(change).map((drive) => ({
        ...drive,
        bitLockerKey: drive.bitLockerKey ?? (processed ? newBitLockerKey() : undefined),
    }));
}

function exportDrives(job: Job, count: number): Drive[] {
    return Array.from({ length: count }, (_, index) => ({
        driveId: `EXP${shortHash(`${job.name} ${job.systemData.createdAt} ${index}`).slice(0, 8)}`,
    }));
}

const identityOf: DriveChange = ({
    driveId,
    bitLockerKey,
    manifestFile,
    manifestHash,
    driveHeaderHash,
}) => ({ driveId, bitLockerKey, manifestFile, manifestHash, driveHeaderHash });

const notArrived: DriveChange = (drive) => ({ ...identityOf(drive), state: "Specified" });
const received: DriveChange = (drive) => ({ ...identityOf(drive), state: "Received" });
const neverReceived: DriveChange = (drive) => ({ ...identityOf(drive), state: "NeverReceived" });
const shippedBack: DriveChange = (drive) => ({ ...drive, state: "ShippedBack" });

function transferring(job: Job, percentComplete: number): DriveChange {
    return (drive) => ({
        ...identityOf(drive),
        state: "Transferring",
        copyStatus: "InProgress",
        percentComplete,
        bytesSucceeded: percentComplete * bytesPerPercent,
        ...logUris(job, drive),
    });
}

function finished(job: Job, state: "Completed" | "ShippedBack"): DriveChange {
    return (drive) => ({
        ...identityOf(drive),
        state,
        // Only "InProgress" is documented; the word for the end is assumed.
        copyStatus: "Completed",
        percentComplete: 100,
        bytesSucceeded: 100 * bytesPerPercent,
        ...logUris(job, drive),
    });
}

const bytesPerPercent = 10 * 1024 ** 3;

/** `waies/<jobname>_<driveid>_<timestamp>_<error|verbose>.xml` under the diagnostics path. */
function logUris(job: Job, drive: Drive): Partial<Drive> {
    const { storageAccountId, diagnosticsPath, logLevel, backupDriveManifest } = job.properties;
    const account = encodeURIComponent(storageAccountId.split("/").pop() ?? "account");
    const stamp = new Date(job.shippedAt ?? job.lastUpdateAt)
        .toISOString()
        .replace(/[-:Z]/g, "")
        .replace(/[T.]/g, "-");
    const base =
        `https://${account}.blob.core.windows.net/${diagnosticsPath}/waies/` +
        `${job.name}_${drive.driveId}_${stamp}`;
    return {
        errorLogUri: `${base}_error.xml`,
        ...(logLevel === "Verbose" ? { verboseLogUri: `${base}_verbose.xml` } : {}),
        ...(backupDriveManifest ? { manifestUri: `${base}_manifest.xml` } : {}),
    };
}

function returnPackage(job: Job, now: number): DeliveryPackage {
    const { returnShipping, driveList, deliveryPackage } = job.properties;
    return (
        job.properties.returnPackage ?? {
            carrierName: returnShipping?.carrierName ?? "FedEx",
            trackingNumber: `RET${shortHash(`${job.name} ${job.systemData.createdAt}`).slice(0, 9)}`,
            driveCount: driveList?.length || (deliveryPackage?.driveCount ?? 1),
            shipDate: new Date(now).toISOString(),
        }
    );
}

function shortHash(text: string): string {
    return createHash("sha256").update(text).digest("hex").toUpperCase();
}

/** A BitLocker recovery password: eight groups of six digits, each divisible by eleven. */
function newBitLockerKey(): string {
    return Array.from({ length: 8 }, () => String(randomInt(0, 65536) * 11).padStart(6, "0")).join(
        "-",
    );
}
