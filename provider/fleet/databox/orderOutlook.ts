/** What a destroy would do with a customer-disk order: what there is to say of it. */
import type { ArmDataBoxJob } from "../../databox/dataBoxClient";
import { mayHaveKeys } from "../../databox/exportKeys";
import { blockedReason, observationOf } from "../../databox/lifecycle";
import { deletionDefaults, type CustomerDiskDeletion } from "../../databox/model";
import { flagsOf, isBeingCancelled, whereIs } from "../../databox/observation";
import type { OutlookOfService } from "../outlookOfService";
import type { KnownOrder } from "./knownOrder";

export function orderOutlook({ job, isShipped, inStack }: KnownOrder): OutlookOfService {
    const shown: ArmDataBoxJob = job === "gone" ? {} : job;
    const options = inStack?.deletion ?? deletionDefaults("");
    const where = whereIs(shown);
    const flags = flagsOf(shown);
    const isCancelled = isBeingCancelled(shown);
    // Advice about a stack's options is for jobs that a stack has.
    const hasOptions = inStack !== undefined;
    const cancelledFirst = `It is ${where} and would have to be cancelled first`;
    return {
        seen: observationOf(flags, isCancelled),
        options,
        whyDeletable: whyDeletable(shown, isShipped, options),
        cancellation: `It is ${where}. ${cancellation(isShipped)}${fee(flags, hasOptions)}`,
        blocked: blockedReason(where, flags, isCancelled, hasOptions) ?? "",
        notWanted: `${cancelledFirst}, and deletion.inFlight is "refuse".`,
        feeNotAccepted: `${cancelledFirst}, which Azure does not say to be free of charge (isCancellableWithoutFee)${hasOptions ? ", and deletion.acceptFee is not true" : ""}.`,
        untilItsEnd: "until it is deletable",
    };
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
        ? "A cancellation is final, and its shipment is announced: the disks may be in the post, and no one would expect them."
        : "A cancellation is final.";
}

function fee({ isCancellableWithoutFee }: ReturnType<typeof flagsOf>, hasOptions: boolean): string {
    if (isCancellableWithoutFee === true) return "";
    return ` It may cost a fee${hasOptions ? " (deletion.acceptFee)" : ""}.`;
}
