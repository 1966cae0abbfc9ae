/** What is told of a customer-disk order. */
import type { ArmDataBoxJob } from "../../databox/dataBoxClient";
import { detailsOf, flagsOf, isBeingCancelled, stageOf, textAt } from "../../databox/observation";
import type { DriveCounts, StatusOfService } from "../jobStatus";
import type { KnownOrder } from "./knownOrder";
import { daysAtStage, daysToOrderPurge, orderExpiry } from "./orderTimes";

/** @param now milliseconds since 1970 */
export function orderStatus(known: KnownOrder, now: number): StatusOfService {
    const job: ArmDataBoxJob = known.job === "gone" ? {} : known.job;
    const {
        isDeletable = null,
        isCancellable = null,
        isCancellableWithoutFee = null,
    } = flagsOf(job);
    return {
        jobType: textAt(job, "transferType") ?? null,
        state: stageOf(job) ?? null,
        flags:
            known.job === "gone" ? null : { isDeletable, isCancellable, isCancellableWithoutFee },
        // Azure shows the reason of a cancellation for as long as it has the order.
        cancelRequested: isBeingCancelled(job),
        daysInState: daysAtStage(job, now),
        expires: orderExpiry(known),
        daysToPurge: daysToOrderPurge(job, now),
        drives: diskCounts(job),
    };
}

/** The disks that are named, and what `copyProgress` says of each; null where Azure told of none. */
function diskCounts(job: ArmDataBoxJob): DriveCounts | null {
    const { importDiskDetailsCollection, exportDiskDetailsCollection, copyProgress, jobStages } =
        detailsOf(job);
    // Without the stages it is no answer with all details: silence says nothing of the copy.
    if (!Array.isArray(jobStages)) return null;
    const copies = (Array.isArray(copyProgress) ? copyProgress : []) as DiskCopy[];
    const named = Object.keys(importDiskDetailsCollection ?? exportDiskDetailsCollection ?? {});
    const serials = new Set(
        [...named, ...copies.map(({ serialNumber }) => serialNumber)]
            .filter((serial) => typeof serial === "string")
            .map((serial) => serial.toUpperCase()),
    );
    const outcomes = [...serials].map((serial) => outcomeOf(serial, copies));
    const count = (isCounted: (outcome: Outcome) => boolean) => outcomes.filter(isCounted).length;
    return {
        total: outcomes.length,
        done: count(({ isDone }) => isDone),
        withMoreInfo: count(({ hasRemarks }) => hasRemarks),
        neverReceived: count(({ neverCame }) => neverCame),
    };
}

/** CustomerDiskCopyProgress; an entry for each disk and account. */
interface DiskCopy {
    readonly serialNumber?: string | null;
    readonly copyStatus?: string | null;
    readonly filesErroredOut?: number | null;
    readonly directoriesErroredOut?: number | null;
}

interface Outcome {
    readonly isDone: boolean;
    readonly hasRemarks: boolean;
    readonly neverCame: boolean;
}

/** CopyStatus: the words that tell of nothing wrong. Every other one is a remark, a new one too. */
const good = ["NotStarted", "InProgress", "Completed"];

function outcomeOf(serial: string, copies: readonly DiskCopy[]): Outcome {
    const own = copies.filter((copy) => copy.serialNumber?.toUpperCase() === serial);
    const words = own.map(({ copyStatus }) => copyStatus ?? "NotStarted");
    const neverCame = words.includes("DriveNotReceived");
    const hasErrors = own.some(
        (copy) => Number(copy.filesErroredOut) > 0 || Number(copy.directoriesErroredOut) > 0,
    );
    return {
        isDone: own.length > 0 && words.every((word) => /^Completed/.test(word)),
        hasRemarks: !neverCame && (hasErrors || words.some((word) => !good.includes(word))),
        neverCame,
    };
}
