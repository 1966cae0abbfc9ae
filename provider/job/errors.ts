import type { AzureError } from "../arm/azureErrors";
import type { JobAddress } from "./armJob";
import { azureSaid, jobInWords, JobError, minutes, orphansTell } from "./jobError";
import { ownerTagName } from "./tags";

/**
 * The refusals and failures that both kinds of job word alike, one factory an event.
 *
 * A message has four parts: what could not be done; which job; where it is and why that matters; what
 * to do next. None repeats a key, an address, a tracking number or a drive id. Callers test `code`.
 *
 * `where` is the service's word for where the job is, as it reads after "it is".
 */

/** The job under our name is not the one that we made. */
export function somebodyElsesJob(job: JobAddress, where: string, evidence: string): JobError {
    return new JobError(
        "SomebodyElsesJob",
        job,
        where,
        `Cannot touch ${jobInWords(job)}: the job of that name is not this resource's: ${evidence}. It is ${where}; nothing was changed. ` +
            `If your job is gone for good, take this resource out of the stack with "pulumi state delete"; ` +
            `if the job is yours after all, remove its tag "${ownerTagName}" or correct it. ${orphansTell}`,
    );
}

/**
 * A request for our job was answered by somebody else's, which took the name in between. Azure has no
 * ETags for jobs, so this cannot be prevented; it can only be told.
 */
export function reachedSomebodyElse(
    job: JobAddress,
    where: string,
    evidence: string,
    sent: string,
): JobError {
    return new JobError(
        "SomebodyElsesJob",
        job,
        where,
        `${sent} had been sent for ${jobInWords(job)} when another job took its name, and it reached that job: ${evidence}. It is ${where}. ` +
            `Tell its owner, and look at the job in Azure; nothing more is sent to it. ` +
            `If your job is gone for good, take this resource out of the stack with "pulumi state delete".`,
    );
}

/** Another resource of the stack took the job over, in this operation or before it. */
export function takenOverBySibling(job: JobAddress): JobError {
    return new JobError(
        "TakenOverBySibling",
        job,
        undefined,
        `Cannot delete ${jobInWords(job)}: another resource of this stack has it now, and deleting it here would delete that one's job. ` +
            `Give the new resource an alias of this one, or take this one out of the stack with "pulumi state delete".`,
    );
}

/** The resource has a job of this id, and nothing tells whether what is to be deleted is that one. @param reason why */
export function leftoverUntold(job: JobAddress, reason: string): JobError {
    return new JobError(
        "TakenOverBySibling",
        job,
        undefined,
        `Cannot delete ${jobInWords(job)}: the resource has a job of this very id, and whether this one is the record of an earlier replacement cannot be told: ${reason}. ` +
            `Nothing was deleted. Run "pulumi up" again where the Pulumi CLI can read the stack.`,
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
    where: string,
    differences: readonly string[],
): JobError {
    return new JobError(
        "AdoptionDiffers",
        job,
        where,
        `Cannot adopt ${jobInWords(job)}: it is ${where}, and it differs in what cannot be changed: ${differences.join(", ")}. ` +
            `Nothing was changed. Give these inputs the values that the job has, or choose another jobName.`,
    );
}

/** `adoptExisting`, and the owner tag names another resource. */
export function adoptionForeign(job: JobAddress, where: string, owner: string): JobError {
    return new JobError(
        "SomebodyElsesJob",
        job,
        where,
        `Cannot adopt ${jobInWords(job)}: its tag "${ownerTagName}" says that it belongs to ${owner}. It is ${where}; nothing was changed. ` +
            `Let that stack give it up first ("pulumi state delete" there), then remove the tag and run "pulumi up" again. ${orphansTell}`,
    );
}

/** `adoptExisting`, and Azure refused the one write of it. */
export function ownerNotRenewed(job: JobAddress, where: string, error: AzureError): JobError {
    return new JobError(
        "UpdateRefused",
        job,
        where,
        `Cannot adopt ${jobInWords(job)}: its tag "${ownerTagName}" is of an earlier creation, and Azure refused to renew it while it is ${where}: ${azureSaid(error)}. ` +
            `Without that another stack of the same names could go on changing the job. Nothing was changed. Run "pulumi up" again where changes of tags are allowed; or remove the tag, if no other stack has the job.`,
        error,
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

/** `adoptExisting`, there is no job, and the program does not say enough to order one. */
export function nothingToAdopt(job: JobAddress, missing: readonly string[]): JobError {
    return new JobError(
        "NothingToAdopt",
        job,
        undefined,
        `Cannot adopt ${jobInWords(job)}: Azure has no job of that name there. ` +
            `A new one is not ordered, since the program does not describe a whole one: ${missing.join("; ")}. ` +
            `Correct jobName, resourceGroupName or the subscription; or describe the job, if a new one is wanted.`,
    );
}

/** The program describes an adopted job, and is to replace it. */
export function nothingToReplaceBy(job: JobAddress, missing: readonly string[]): JobError {
    return new JobError(
        "NothingToAdopt",
        job,
        undefined,
        `Cannot replace ${jobInWords(job)}: the job that would take its place could not be made. ` +
            `The program adopts (adoptExisting), and does not describe a whole job: ${missing.join("; ")}. Nothing was deleted. ` +
            `Put the old values back, or leave --replace out, to keep the job; or describe the whole job, if a new one is wanted.`,
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

/** The job is not under its id, and one that is this resource's is in another resource group. */
export function jobMoved(
    job: JobAddress,
    where: string,
    resourceGroupName: string,
    action: string,
): JobError {
    return new JobError(
        "JobMoved",
        job,
        where,
        `Cannot ${action} ${movedInWords(job, where, resourceGroupName)}`,
    );
}

/** Azure does not find a job under its id, and did not say whether it is in another resource group. */
export function notFoundOut(job: JobAddress, error: AzureError): JobError {
    return new JobError(
        "JobNotFound",
        job,
        undefined,
        `Azure does not find ${jobInWords(job)}, and whether somebody moved it to another resource group could not be found out: ${error.message} ` +
            `Nothing was changed, and the job stays in the stack. Run the command again.`,
        error,
    );
}

/** Where a job was moved to and what to do, as it reads after a verb. */
export function movedInWords(job: JobAddress, where: string, resourceGroupName: string): string {
    return (
        `${jobInWords(job)}: Azure has it in resource group "${resourceGroupName}" now, so somebody moved it there; it is ${where}. Nothing was changed, and no other job is ordered. ` +
        `Move it back; or take this resource out of the stack with "pulumi state delete", and give it resourceGroupName: "${resourceGroupName}" and adoptExisting: true in the program. ${orphansTell}`
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
export function unfinishedCreation(job: JobAddress, where: string, cause: Error): JobError {
    return new JobError(
        "UnfinishedCreation",
        job,
        where,
        `Created ${jobInWords(job)}, but its shipment is not announced; it is ${where}: ${cause.message} ` +
            `The job is kept in the stack. Run "pulumi up" again to go on.`,
        cause,
    );
}

/** Azure refused a PATCH. */
export function updateRefused(
    job: JobAddress,
    where: string,
    changed: readonly string[],
    error: AzureError,
): JobError {
    return new JobError(
        "UpdateRefused",
        job,
        where,
        `Azure refused to change ${changed.join(", ")} of ${jobInWords(job)} while it is ${where}: ${azureSaid(error)}. ` +
            `Which changes Azure takes after the shipment is not documented. Put the old value back, or correct what Azure names.`,
        error,
    );
}

/** The engine cancelled the operation (Ctrl-C) while a cancelled job was waited for. */
export function waitCancelled(job: JobAddress): JobError {
    return new JobError(
        "WaitCancelled",
        job,
        undefined,
        `Stopped waiting for ${jobInWords(job)} to end, as asked: its cancellation stays requested, and cannot be taken back. The job is still in the stack. Run the command again: it goes on from here.`,
    );
}

/** Azure accepted the DELETE, and had not ended it when the wait did. */
export function deletionUnderWay(job: JobAddress, where: string, waitMinutes: number): JobError {
    return new JobError(
        "DeletionUnderWay",
        job,
        where,
        `Stopped waiting for ${jobInWords(job)} after ${minutes(waitMinutes)}: Azure has accepted its deletion and works on it; it was ${where}. ` +
            `The job stays in the stack until it is gone. Run "pulumi destroy" again later: it goes on from here. ` +
            `To wait longer set deletion.waitMinutes and run "pulumi up".`,
    );
}

/** Azure never confirmed the creation, does not show the job, and may still be at work on it. */
export function creationUnderWay(job: JobAddress, waitMinutes: number): JobError {
    return new JobError(
        "CreationUnconfirmed",
        job,
        undefined,
        `Cannot delete ${jobInWords(job)} yet: Azure never confirmed its creation, does not show it, and may still be at work on it; the job would then be left in Azure without a stack. ` +
            `It stays in the stack. Run "pulumi destroy" again in ${minutes(waitMinutes)}: what Azure does not show by then was never made. ` +
            `"pulumi up" goes on with the creation.`,
    );
}
