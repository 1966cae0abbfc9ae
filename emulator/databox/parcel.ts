import { createHash, randomInt } from "node:crypto";
import type { Move } from "../jobs/job";
import { isCustomerDisk, type DataBoxJob, type ExportDisk, type WritableDetails } from "./job";
import { awaitingShipment, hasReached, isEnded, stageTimesAt } from "./stages";

/**
 * The order after its parcel came to another stage.
 *
 * Moving is the work of carriers and operators, so it asks no rule: any stage leads to any other,
 * and what the order shows depends on where it is, not on how it got there.
 */
export function moveJob(job: DataBoxJob, move: Move, now: number): DataBoxJob {
    const status = move.state || undefined;
    const ended = isEnded({ status });
    const moved: DataBoxJob = {
        ...job,
        status,
        stageTimes: stageTimesAt(job, status, now) as DataBoxJob["stageTimes"],
        percentComplete: move.percentComplete ?? 0,
        cancelling: job.cancelling && !ended,
        cancellationReason:
            job.cancellationReason ??
            (status === "Cancelled" ? "Cancelled by somebody else" : undefined),
        endedAt: ended ? (job.endedAt ?? now) : undefined,
        // A parcel that waits again starts its two weeks anew.
        awaitingSince: awaitingShipment.includes(status ?? "") ? now : job.awaitingSince,
        details: ended ? withoutContact(job.details) : job.details,
    };
    return { ...moved, exportDisks: exportDisksOf(moved) };
}

/** Where a parcel goes next by itself. An order that waits, waits for its owner; the ends are the end. */
export function nextMove(job: DataBoxJob): Move | undefined {
    if (job.cancelling) return { state: "Cancelled" };
    switch (job.status) {
        case "ShippedToAzureDC":
            return { state: "AtAzureDC" };
        case "AtAzureDC":
            return isCustomerDisk(job) ? { state: "DataCopy" } : undefined;
        case "DataCopy":
            if (!isCustomerDisk(job)) return undefined;
            return job.percentComplete < 50
                ? { state: "DataCopy", percentComplete: 50 }
                : { state: "PreparingToShipFromAzureDC" };
        case "PreparingToShipFromAzureDC":
            return { state: "ShippedToCustomer" };
        case "ShippedToCustomer":
            return { state: "Completed" };
        default:
            return undefined;
    }
}

/**
 * "The contact person and work phone are removed from completed or canceled orders"; name and lists
 * are wiped as JobsGetExport.json shows them.
 */
function withoutContact(details: WritableDetails): WritableDetails {
    const { phoneExtension: _, mobile: __, ...contact } = details.contactDetails;
    return {
        ...details,
        contactDetails: {
            ...contact,
            contactName: " ",
            phone: " ",
            emailList: [],
            notificationPreference: [],
        },
    };
}

// The disks of an export order are known when they have come, by serial numbers of ours.
function exportDisksOf(job: DataBoxJob): readonly ExportDisk[] {
    if (job.transferType !== "ExportFromAzure" || !isCustomerDisk(job)) return [];
    if (!hasReached(job, "AtAzureDC")) return [];
    if (job.exportDisks.length > 0) return job.exportDisks;
    const serialNumber = `EXP${shortHash(`${job.name} ${job.startTime}`).slice(0, 8)}`;
    return [{ serialNumber, bitLockerKey: newBitLockerKey() }];
}

export function shortHash(text: string): string {
    return createHash("sha256").update(text).digest("hex").toUpperCase();
}

/** A BitLocker recovery password: eight groups of six digits, each divisible by eleven. */
function newBitLockerKey(): string {
    return Array.from({ length: 8 }, () => String(randomInt(0, 65536) * 11).padStart(6, "0")).join(
        "-",
    );
}
