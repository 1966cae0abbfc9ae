/** What `pulumi destroy` would do with a customer-disk order now: the table of its flags, and the options of its resource. */
import type { ArmDataBoxJob } from "../arm/dataBoxClient";
import { mayHaveKeys } from "../databox/exportKeys";
import { blockedReason, deletionStep } from "../databox/lifecycle";
import type { CustomerDiskDeletion } from "../databox/model";
import { flagsOf, isBeingCancelled, whereIs } from "../databox/ownership";
import { minutes } from "../dynamic/jobError";
import type { DestroyOutlook } from "./destroyOutlook";

/** The first step of a delete, as databox/deletion.ts takes it. @param isShipped its shipment is announced */
export function orderOutlook(
    job: ArmDataBoxJob,
    isShipped: boolean,
    deletion: CustomerDiskDeletion,
): DestroyOutlook {
    const where = whereIs(job);
    const flags = flagsOf(job);
    const inFlight = deletionStep(flags, false);
    if (deletion.inFlight === "refuse" && (inFlight === "cancel" || inFlight === "askAboutFee")) {
        return {
            action: "refuse",
            reason: `It is ${where} and would have to be cancelled first, and deletion.inFlight is "refuse".`,
        };
    }
    const cancelled = isBeingCancelled(job);
    const blocked = blockedReason(where, flags, cancelled) ?? "";
    const step = deletionStep(flags, cancelled);
    switch (step) {
        case "nothing":
            return { action: "forget", reason: "Azure no longer has it." };
        case "delete":
            return { action: "delete", reason: whyDeletable(job, isShipped, deletion) };
        case "wait":
            return { action: "wait", reason: `${blocked} ${afterwards(deletion)}` };
        case "askAboutFee":
            if (!deletion.acceptFee) {
                return {
                    action: "refuse",
                    reason: `It is ${where} and would have to be cancelled first, which Azure does not say to be free of charge (isCancellableWithoutFee), and deletion.acceptFee is not true.`,
                };
            }
            return {
                action: "cancel",
                reason: `It is ${where}. ${cancellation(isShipped)} It may cost a fee (deletion.acceptFee). ${afterwards(deletion)}`,
            };
        case "cancel":
            return {
                action: "cancel",
                reason: `It is ${where}. ${cancellation(isShipped)} ${afterwards(deletion)}`,
            };
        case "refuse":
            return deletion.whenUndeletable === "forget"
                ? { action: "forget", reason: `${blocked} (deletion.whenUndeletable: "forget".)` }
                : { action: "refuse", reason: blocked };
    }
}

function whyDeletable(
    job: ArmDataBoxJob,
    isShipped: boolean,
    { discardKeys }: CustomerDiskDeletion,
): string {
    const where = whereIs(job);
    return mayHaveKeys(job, { shipped: isShipped }) && !discardKeys
        ? `It is ${where}, and Azure lets it be deleted (isDeletable). The destroy refuses unless the stack has the BitLocker keys of the disks (output diskSecrets).`
        : `It is ${where}, and Azure lets it be deleted (isDeletable).`;
}

function cancellation(isShipped: boolean): string {
    return isShipped
        ? "A cancellation is final, and its shipment is announced: the disks may be in the post, and nobody would expect them."
        : "A cancellation is final.";
}

function afterwards({ waitMinutes, whenTimeIsUp }: CustomerDiskDeletion): string {
    const then = whenTimeIsUp === "fail" ? "fails and can be run again" : "forgets it";
    return `The destroy waits ${minutes(waitMinutes)} until it is deletable, then ${then}.`;
}
