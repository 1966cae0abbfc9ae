import type { AzureError } from "../arm/azureErrors";
import type { JobAddress } from "../job/armJob";
import { azureSaid, jobInWords, JobError, minutes, sentence, orphansTell } from "../job/jobError";
import type { OrderFlags, Refused } from "./lifecycle";
import { flagsInWords } from "./observation";

/**
 * The refusals and failures that only these jobs have, one factory an event; those that all jobs have are in
 * job/errors.ts, with what a message has to say.
 *
 * `where` is the service's word for the stage, as it reads after "it is".
 */

/** The table refuses the delete. */
export function deletionRefused(
    job: JobAddress,
    where: string,
    flags: OrderFlags,
    rule: Refused,
): JobError {
    return new JobError(
        "DeletionRefused",
        job,
        where,
        `Cannot delete ${jobInWords(job)}: it is ${where}, ${rule.because}. Azure says ${flagsInWords(flags)}. ${rule.instead}`,
    );
}

/** The stack said `deletion.inFlight: "refuse"`. */
export function deletionNotWanted(job: JobAddress, where: string): JobError {
    return new JobError(
        "DeletionRefused",
        job,
        where,
        `Cannot delete ${jobInWords(job)}: it is ${where} and would have to be cancelled first, and deletion.inFlight is "refuse". ` +
            `Wait until Azure says that it is deletable, or set deletion.inFlight: "cancel" and run "pulumi up", then "pulumi destroy" again.`,
    );
}

/** The cancellation may cost something, and the stack did not say that this is accepted. */
export function feeNotAccepted(job: JobAddress, where: string, flags: OrderFlags): JobError {
    return new JobError(
        "FeeNotAccepted",
        job,
        where,
        `Cannot delete ${jobInWords(job)}: it is ${where} and would have to be cancelled first, which Azure does not say to be free of charge (${flagsInWords(flags)}). ` +
            `Nothing was changed. To cancel it all the same, set deletion.acceptFee: true and run "pulumi up", then "pulumi destroy" again.`,
    );
}

/**
 * A replacement, which is a delete that nobody asked for in so many words.
 *
 * @param changed the inputs that ask for it; none when it is forced (`--replace`, a taint)
 */
export function replacementRefused(
    job: JobAddress,
    where: string,
    flags: OrderFlags,
    rule: Refused,
    changed: readonly string[],
): JobError {
    const isForced = changed.length === 0;
    const what = !isForced ? ` (changed: ${changed.join(", ")})` : "";
    return new JobError(
        "ReplacementRefused",
        job,
        where,
        `Cannot replace ${jobInWords(job)}${what}: it is ${where}, ${rule.because}. Azure says ${flagsInWords(flags)}. ` +
            `Nothing was changed. ` +
            (isForced
                ? 'Wait until Azure says that it is deletable; "pulumi state untaint" takes a taint back.'
                : rule.instead),
    );
}

/** The wait for a cancelled job ran out. */
export function timeIsUp(
    job: JobAddress,
    where: string,
    flags: OrderFlags,
    waitMinutes: number,
    lastLookFailed?: AzureError,
): JobError {
    const seen =
        lastLookFailed === undefined
            ? `it is still ${where} (${flagsInWords(flags)})`
            : `it was ${where} when Azure answered last, and Azure does not answer now`;
    return new JobError(
        "TimeIsUp",
        job,
        where,
        `Stopped waiting for ${jobInWords(job)} after ${minutes(waitMinutes)}: Azure has accepted its cancellation, and ${seen}. ` +
            `It can be deleted when Azure says so. Run "pulumi destroy" again later: it goes on from here. ` +
            `To wait longer set deletion.waitMinutes, to let the job end without the stack set deletion.whenTimeIsUp: "forget" (each with "pulumi up").`,
        lastLookFailed,
    );
}

/** Azure refused the cancellation, against its own flag. */
export function cancellationRefused(
    job: JobAddress,
    where: string,
    flags: OrderFlags,
    error: AzureError,
): JobError {
    return new JobError(
        "CancellationRefused",
        job,
        where,
        `Azure refused to cancel ${jobInWords(job)} while it is ${where}: ${azureSaid(error)}. ` +
            `Azure's own flags say otherwise (${flagsInWords(flags)}). Is there a lock on the job or its resource group? ` +
            `If not, wait until Azure says that it is deletable, then run "pulumi destroy" again; or set deletion.whenUndeletable: "forget" and run "pulumi up" to let it leave the stack.`,
        error,
    );
}

/** Azure refused what its own flag allows, twice with the same flags. */
export function azureDisagrees(
    job: JobAddress,
    operation: string,
    where: string,
    flags: OrderFlags,
    error: AzureError,
): JobError {
    return new JobError(
        "AzureDisagrees",
        job,
        where,
        `Azure refused to ${operation} ${jobInWords(job)}, and still reports it as ${where}: ${azureSaid(error)}. ` +
            `Azure's own flags say otherwise (${flagsInWords(flags)}). Is there a lock on the job or its resource group? ` +
            `If not, ask Azure support with this message.`,
        error,
    );
}

/** An export job whose keys only Azure has. @param instead what to do where a refresh would not read them */
export function keysNotInStack(
    job: JobAddress,
    where: string,
    instead?: string,
    cause?: AzureError,
): JobError {
    const next =
        instead === undefined
            ? `Run "pulumi refresh", which reads them into the secret output diskSecrets, then "pulumi destroy" again;`
            : instead;
    return new JobError(
        "KeysNotInStack",
        job,
        where,
        `Cannot delete ${jobInWords(job)}: it is ${where}, and the BitLocker keys of its disks would be lost with it: they are not in the stack. ` +
            `Nothing else opens the disks. ${next} or set deletion.discardKeys: true and run "pulumi up" to give them up.`,
        cause,
    );
}

/** The order is gone, and the lock that the service left could not be removed, or not be judged. */
export function lockNotRemoved(job: JobAddress, account: string, error: AzureError): JobError {
    return new JobError(
        "LockNotRemoved",
        job,
        undefined,
        `${sentence(job)} is gone, but the Data Box service's lock on ${account} could not be removed (deletion.removeServiceLock), and a destroy of that storage account fails while it is there. ${error.message} ` +
            `The job stays in the stack for its sake: run "pulumi destroy" again, or set deletion.removeServiceLock: false, run "pulumi up" and remove the lock by hand.`,
        error,
    );
}

/** A job of that name exists and is not ours to take. */
export function nameTaken(job: JobAddress, where: string, why: string): JobError {
    return new JobError(
        "NameTaken",
        job,
        where,
        `Cannot create ${jobInWords(job)}: a job of that name exists, it is ${where}. It was not taken over, since ${why}. ` +
            `Choose another jobName, or set adoptExisting: true to take the job over as it is. ${orphansTell}`,
    );
}

/** Azure refused to be told of the shipment, or of another tracking number. */
export function shipmentRefused(
    job: JobAddress,
    where: string,
    isCorrection: boolean,
    error: AzureError,
): JobError {
    return new JobError(
        "ShipmentRefused",
        job,
        where,
        isCorrection
            ? `Azure refused other tracking details for ${jobInWords(job)}, whose shipment is announced; it is ${where}: ${azureSaid(error)}. ` +
                  `Whether they can be corrected is not documented. Put the old deliverToDcPackageDetails back, or leave them out, and ask Azure support to correct them.`
            : `Azure refused to take the shipment of ${jobInWords(job)} while it is ${where}: ${azureSaid(error)}. ` +
                  `Leave deliverToDcPackageDetails out, or run "pulumi up" again once Azure waits for the disks.`,
        error,
    );
}

/** The job that Azure has is not the one that the program describes: its shipment is not announced. */
export function shipmentOfAnother(
    job: JobAddress,
    where: string,
    differences: readonly string[],
): JobError {
    return new JobError(
        "ShipmentRefused",
        job,
        where,
        `Cannot announce the shipment of ${jobInWords(job)}: it is ${where}, and it differs from the program in what cannot be changed: ${differences.join(", ")}. ` +
            `An announcement is final, so none was sent. Run "pulumi refresh", then "pulumi preview", which says what becomes of it.`,
    );
}
