import type { AzureError } from "../azure/azureErrors";
import type { JobAddress } from "../azure/jobsClient";
import { stateInWords } from "./jobStates";
import type { Refused } from "./lifecycle";
import { ownerTagName } from "./model";

/**
 * Every refusal and failure that the resource itself words, one factory an event.
 *
 * A message has four parts: what could not be done; which job; its state and why that matters; what
 * to do next. None repeats a key, an address, a tracking number or a drive id. Callers test `code`.
 */

/** What happened; the catalogue in docs/errors.md has one entry each. */
export type JobErrorCode =
    | "AdoptionDiffers"
    | "AzureDisagrees"
    | "CancellationRefused"
    | "CancellationTooLate"
    | "CreationUnconfirmed"
    | "DeletionRefused"
    | "JobGone"
    | "JobPurged"
    | "KeysNotInStack"
    | "NameTaken"
    | "NameUsedTwice"
    | "NotTakenBack"
    | "OtherCloud"
    | "ReplacementRefused"
    | "SomebodyElsesJob"
    | "TakenOverBySibling"
    | "TimeIsUp"
    | "UpdateRefused"
    | "UnfinishedCreation";

/** An event of the lifecycle that stops an operation. */
export class JobError extends Error {
    override readonly name = "JobError";

    constructor(
        readonly code: JobErrorCode,
        readonly job: JobAddress,
        readonly state: string | undefined,
        message: string,
        cause?: unknown,
    ) {
        super(message, cause === undefined ? undefined : { cause });
    }
}

/** `job "photos" (resource group "rg-archive")` */
export function jobInWords(job: JobAddress): string {
    return `job "${job.jobName}" (resource group "${job.resourceGroupName}")`;
}

const azureSaid = (error: AzureError) =>
    [
        error.status === undefined ? "no answer" : String(error.status),
        [error.code, error.azureMessage].filter(Boolean).join(": "),
    ]
        .filter(Boolean)
        .join(" ");

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

/** `10 min`, `0.5 min` */
export function minutes(count: number): string {
    return `${Math.round(count * 100) / 100} min`;
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
export function keysNotInStack(job: JobAddress): JobError {
    return new JobError(
        "KeysNotInStack",
        job,
        "Completed",
        `Cannot delete ${jobInWords(job)}: it is Completed, and the BitLocker keys of its drives would be lost with it: they are not in the stack. ` +
            `Nothing else opens the drives. Run "pulumi refresh", which reads them into the secret output bitLockerKeys, then "pulumi destroy" again; ` +
            `or set deletion.discardKeys: true and run "pulumi up" to give them up.`,
    );
}

/** The job under our name is not the one that we made. */
export function somebodyElsesJob(
    job: JobAddress,
    state: string | undefined,
    evidence: string,
): JobError {
    return new JobError(
        "SomebodyElsesJob",
        job,
        state,
        `Cannot touch ${jobInWords(job)}: the job of that name is not this resource's: ${evidence}. It is ${stateInWords(state)}; nothing was changed. ` +
            `If your job is gone for good, take this resource out of the stack with "pulumi state delete"; ` +
            `if the job is yours after all, remove its tag "${ownerTagName}" or correct it.`,
    );
}

/**
 * A request for our job was answered by somebody else's, which took the name in between. Azure has no
 * ETags for jobs, so this cannot be prevented; it can only be told.
 */
export function reachedSomebodyElse(
    job: JobAddress,
    state: string | undefined,
    evidence: string,
    sent: string,
): JobError {
    return new JobError(
        "SomebodyElsesJob",
        job,
        state,
        `${sent} had been sent for ${jobInWords(job)} when another job took its name, and it reached that job: ${evidence}. It is ${stateInWords(state)}. ` +
            `Tell its owner, and look at the job in Azure; nothing more is sent to it. ` +
            `If your job is gone for good, take this resource out of the stack with "pulumi state delete".`,
    );
}

/** Another resource of the stack took the job over in this very operation. */
export function takenOverBySibling(job: JobAddress): JobError {
    return new JobError(
        "TakenOverBySibling",
        job,
        undefined,
        `Cannot delete ${jobInWords(job)}: another resource of this stack took it over in this update, and deleting it here would delete that one's job. ` +
            `Give the new resource an alias of this one, or take this one out of the stack with "pulumi state delete".`,
    );
}

/** The settings point at another Resource Manager than the one that has the job. */
export function otherCloud(job: JobAddress, stored: string, now: string): JobError {
    return new JobError(
        "OtherCloud",
        job,
        undefined,
        `Cannot work on ${jobInWords(job)}: it lives behind ${stored}, and the settings lead to ${now}. ` +
            `Asking there would say nothing about the job. Set the environment or endpoint of ${stored} again.`,
    );
}

/** A job of that name exists and is not ours to take. */
export function nameTaken(job: JobAddress, state: string | undefined, why: string): JobError {
    return new JobError(
        "NameTaken",
        job,
        state,
        `Cannot create ${jobInWords(job)}: a job of that name exists, it is ${stateInWords(state)}, and Azure would overwrite it. It was not taken over, since ${why}. ` +
            `Choose another jobName, or set adoptExisting: true to take the job over as it is.`,
    );
}

/** Two resources of one update ask for the same job. */
export function nameUsedTwice(job: JobAddress): JobError {
    return new JobError(
        "NameUsedTwice",
        job,
        undefined,
        `Cannot create ${jobInWords(job)}: another resource of this stack has that name in this update. ` +
            `Give one of the two another jobName; leave jobName out to have one made.`,
    );
}

/** `adoptExisting`, and the job is not the one that the program describes. */
export function adoptionDiffers(
    job: JobAddress,
    state: string | undefined,
    differences: readonly string[],
): JobError {
    return new JobError(
        "AdoptionDiffers",
        job,
        state,
        `Cannot adopt ${jobInWords(job)}: it is ${stateInWords(state)}, and it differs in what cannot be changed: ${differences.join(", ")}. ` +
            `Nothing was changed. Give these inputs the values that the job has, or choose another jobName.`,
    );
}

/** `adoptExisting`, and the owner tag names another resource. */
export function adoptionForeign(
    job: JobAddress,
    state: string | undefined,
    owner: string,
): JobError {
    return new JobError(
        "SomebodyElsesJob",
        job,
        state,
        `Cannot adopt ${jobInWords(job)}: its tag "${ownerTagName}" says that it belongs to ${owner}. It is ${stateInWords(state)}; nothing was changed. ` +
            `Let that stack give it up first ("pulumi state delete" there), then remove the tag and run "pulumi up" again.`,
    );
}

/** `adoptExisting`, and the job vanished while it was looked at. */
export function adoptionVanished(job: JobAddress): JobError {
    return new JobError(
        "JobGone",
        job,
        undefined,
        `Cannot adopt ${jobInWords(job)}: it was there a moment ago, and Azure no longer has it. Nothing was changed. ` +
            `If a new job is wanted in its place, run "pulumi up" again.`,
    );
}

/** The job has been purged or deleted, and the program wants to change it. */
export function jobPurged(job: JobAddress, changed: readonly string[]): JobError {
    return new JobError(
        "JobPurged",
        job,
        undefined,
        `Cannot change ${jobInWords(job)} (${changed.join(", ")}): it has ended, and Azure no longer has it. ` +
            `Put the old values back to keep its record in the stack, take the resource out of the program to end it, or order a new job under another resource name.`,
    );
}

/** An update found nothing to update. */
export function jobGone(job: JobAddress): JobError {
    return new JobError(
        "JobGone",
        job,
        undefined,
        `Cannot update ${jobInWords(job)}: Azure no longer has it. Run "pulumi refresh": it tells an expired job from one that has ended, and never orders a second one by itself.`,
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

/** The PUT's answer was lost. */
export function creationUnconfirmed(job: JobAddress, error: AzureError): JobError {
    return new JobError(
        "CreationUnconfirmed",
        job,
        undefined,
        `Azure did not confirm the creation of ${jobInWords(job)}, so it may exist: ${error.message} ` +
            `It is kept in the stack. Run "pulumi up" again: it looks first and makes no second job.`,
        error,
    );
}

/** The job exists, and what should have followed did not work. */
export function unfinishedCreation(
    job: JobAddress,
    state: string | undefined,
    cause: Error,
): JobError {
    return new JobError(
        "UnfinishedCreation",
        job,
        state,
        `Created ${jobInWords(job)}, but its shipment is not announced; it is ${stateInWords(state)}: ${cause.message} ` +
            `The job is kept in the stack. Run "pulumi up" again to go on.`,
        cause,
    );
}

/** Azure refused a PATCH. */
export function updateRefused(
    job: JobAddress,
    state: string | undefined,
    changed: readonly string[],
    error: AzureError,
): JobError {
    return new JobError(
        "UpdateRefused",
        job,
        state,
        `Azure refused to change ${changed.join(", ")} of ${jobInWords(job)} while it is ${stateInWords(state)}: ${azureSaid(error)}. ` +
            `Which changes Azure takes after the shipment is not documented. Put the old value back, or correct what Azure names.`,
        error,
    );
}
