import type { AzureError } from "../arm/azureErrors";
import type { JobAddress } from "../job/armJob";
import { azureSaid, jobInWords, JobError, minutes, orphansTell } from "../job/jobError";
import { stateInWords } from "./jobStates";
import type { Refused } from "./lifecycle";

/**
 * The refusals and failures that only these jobs have, one factory an event; those that all jobs have are in
 * job/errors.ts, with what a message has to say.
 */

/** The table refuses the delete. */
export function deletionRefused(
    job: JobAddress,
    state: string | undefined,
    rule: Refused,
): JobError {
    return new JobError(
        "DeletionRefused",
        job,
        state,
        `Cannot delete ${jobInWords(job)}: it is ${stateInWords(state)}, ${rule.because}. ${rule.instead}`,
    );
}

/** The stack said `deletion.inFlight: "refuse"`. */
export function deletionNotWanted(job: JobAddress, state: string): JobError {
    return new JobError(
        "DeletionRefused",
        job,
        state,
        `Cannot delete ${jobInWords(job)}: it is ${state}, and deletion.inFlight is "refuse". ` +
            `Wait until the job is Completed, or set deletion.inFlight: "cancel" and run "pulumi up", then "pulumi destroy" again.`,
    );
}

/**
 * A replacement, which is a delete that nobody asked for in so many words.
 *
 * @param changed the inputs that ask for it; none when it is forced (`--replace`, a taint)
 */
export function replacementRefused(
    job: JobAddress,
    state: string | undefined,
    rule: Refused,
    changed: readonly string[],
): JobError {
    const isForced = changed.length === 0;
    const what = !isForced ? ` (changed: ${changed.join(", ")})` : "";
    return new JobError(
        "ReplacementRefused",
        job,
        state,
        `Cannot replace ${jobInWords(job)}${what}: it is ${stateInWords(state)}, ${rule.because}. ` +
            `Nothing was changed. ` +
            (isForced
                ? 'Wait until the job is Completed; "pulumi state untaint" takes a taint back.'
                : rule.instead),
    );
}

/** The wait for a cancelled job ran out. */
export function timeIsUp(
    job: JobAddress,
    state: string | undefined,
    waitMinutes: number,
    lastLookFailed?: AzureError,
): JobError {
    const seen =
        lastLookFailed === undefined
            ? `it is still ${stateInWords(state)}`
            : `it was ${stateInWords(state)} when Azure answered last, and Azure does not answer now`;
    return new JobError(
        "TimeIsUp",
        job,
        state,
        `Stopped waiting for ${jobInWords(job)} after ${minutes(waitMinutes)}: its cancellation is requested, and ${seen}. ` +
            `A cancelled job ends Completed when its drives are on their way back, which can take days. ` +
            `Run "pulumi destroy" again later: it goes on from here. ` +
            `To wait longer set deletion.waitMinutes, to let the job end without the stack set deletion.whenTimeIsUp: "forget" (each with "pulumi up").`,
        lastLookFailed,
    );
}

/** Azure refused the PATCH that cancels; the documents contradict each other on when it may. */
export function cancellationRefused(
    job: JobAddress,
    state: string | undefined,
    error: AzureError,
): JobError {
    return new JobError(
        "CancellationRefused",
        job,
        state,
        `Azure refused to cancel ${jobInWords(job)} while it is ${stateInWords(state)}: ${azureSaid(error)}. ` +
            `The service's documents contradict each other on how late a cancellation is accepted. ` +
            `Wait until the job is Completed, then run "pulumi destroy" again; or set deletion.whenUndeletable: "forget" and run "pulumi up" to let it leave the stack.`,
        error,
    );
}

/** The program asks for a cancellation that the table calls too late. */
export function cancellationTooLate(
    job: JobAddress,
    state: string | undefined,
    rule: Refused,
): JobError {
    return new JobError(
        "CancellationTooLate",
        job,
        state,
        `Cannot cancel ${jobInWords(job)}: it is ${stateInWords(state)}, ${rule.because}. ${rule.instead}`,
    );
}

/** Azure refused what its documents allow, twice in the same state. */
export function azureDisagrees(
    job: JobAddress,
    operation: string,
    state: string | undefined,
    documents: string,
    error: AzureError,
): JobError {
    return new JobError(
        "AzureDisagrees",
        job,
        state,
        `Azure refused to ${operation} ${jobInWords(job)}, and still reports it as ${stateInWords(state)}: ${azureSaid(error)}. ` +
            `The service's documents say otherwise (${documents}). Is there a lock on the job or its resource group? ` +
            `If not, ask Azure support with this message.`,
        error,
    );
}

/** A Completed export job whose keys only Azure has. */
export function keysNotInStack(job: JobAddress, instead?: string, cause?: AzureError): JobError {
    const next =
        instead === undefined
            ? `Run "pulumi refresh", which reads them into the secret output bitLockerKeys, then "pulumi destroy" again;`
            : instead;
    return new JobError(
        "KeysNotInStack",
        job,
        "Completed",
        `Cannot delete ${jobInWords(job)}: it is Completed, and the BitLocker keys of its drives would be lost with it: they are not in the stack. ` +
            `Nothing else opens the drives. ${next} or set deletion.discardKeys: true and run "pulumi up" to give them up.`,
        cause,
    );
}

/** A job of that name exists and is not ours to take. */
export function nameTaken(job: JobAddress, state: string | undefined, why: string): JobError {
    return new JobError(
        "NameTaken",
        job,
        state,
        `Cannot create ${jobInWords(job)}: a job of that name exists, it is ${stateInWords(state)}, and Azure would overwrite it. It was not taken over, since ${why}. ` +
            `Choose another jobName, or set adoptExisting: true to take the job over as it is. ${orphansTell}`,
    );
}

/** `cancelRequested: false` over a cancellation that Azure knows of. */
export function notTakenBack(job: JobAddress, state: string | undefined): JobError {
    return new JobError(
        "NotTakenBack",
        job,
        state,
        `Cannot take back the cancellation of ${jobInWords(job)}: it is requested, the job is ${stateInWords(state)}, and Azure has no way to resume it. ` +
            `Leave cancelRequested out of the program, or set it to true.`,
    );
}
