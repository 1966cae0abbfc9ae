/** What `pulumi destroy` would do with a job now: the lifecycle table, and the options of its resource. */
import type { ArmJob } from "../arm/jobsClient";
import { minutes } from "../dynamic/jobError";
import { stateInWords } from "../importexport/jobStates";
import { blockedReason, deletionStep } from "../importexport/lifecycle";
import { deletionDefaults, type Deletion } from "../importexport/model";
import { isCancelRequested, stateOf } from "../importexport/ownership";
import { sameIgnoringCase } from "../dynamic/sameness";
import { deletionDefaults as orderDeletionDefaults } from "../databox/model";
import type { KnownJob, StackFacts } from "./knownJob";
import { orderOutlook } from "./orderOutlook";

/**
 * - `delete`: delete the job
 * - `cancel`: ask for its cancellation, wait for Completed (an order: until it is deletable), delete it
 * - `wait`: its cancellation is requested; wait in the same way, delete it
 * - `forget`: take it out of the stack, ask nothing of Azure
 * - `refuse`: change nothing and fail
 */
export type DestroyAction = "delete" | "cancel" | "wait" | "forget" | "refuse";

/** What a destroy would do first, and why: a full sentence or several. */
export interface DestroyOutlook {
    readonly action: DestroyAction;
    readonly reason: string;
}

/** For a job without a stack: what the destroy of a stack that has it, with every option at its default, would do. */
export function destroyOutlook(known: KnownJob): DestroyOutlook {
    const { inStack } = known;
    return (inStack && outlookOfResource(inStack)) ?? outlookOfJob(known);
}

function outlookOfJob(known: KnownJob): DestroyOutlook {
    if (known.job === "gone") return { action: "forget", reason: "Azure no longer has it." };
    if (known.service === "Microsoft.ImportExport") {
        return outlookInAzure(known.job, known.inStack?.deletion ?? deletionDefaults);
    }
    const deletion = known.inStack?.deletion ?? orderDeletionDefaults("");
    return orderOutlook(known.job, known.isShipped, deletion);
}

/** What is decided before anybody looks at the state. */
function outlookOfResource(resource: StackFacts<unknown>): DestroyOutlook | undefined {
    if (resource.isProtected) {
        return {
            action: "refuse",
            reason: 'Its resource is protected (option "protect"). Take the option out of the program and run "pulumi up" first.',
        };
    }
    if (resource.isRetained) {
        return {
            action: "forget",
            reason: 'Its resource has the option "retainOnDelete": the job stays in Azure as it is.',
        };
    }
    if (resource.foreignEvidence !== undefined) {
        return {
            action: "refuse",
            reason: `The job of that name is another one: ${resource.foreignEvidence}.`,
        };
    }
    return undefined;
}

function outlookInAzure(job: ArmJob, deletion: Deletion): DestroyOutlook {
    const state = stateOf(job);
    const cancelRequested = isCancelRequested(job);
    const isInFlight = deletionStep(state, false) === "cancel";
    if (deletion.inFlight === "refuse" && isInFlight) {
        return {
            action: "refuse",
            reason: `It is ${stateInWords(state)}, and deletion.inFlight is "refuse".`,
        };
    }
    const blocked = blockedReason(state, cancelRequested) ?? "";
    switch (deletionStep(state, cancelRequested)) {
        case "delete":
            return { action: "delete", reason: whyDeletable(job, deletion) };
        case "cancel":
            return {
                action: "cancel",
                reason: `It is ${stateInWords(state)}. A cancellation is final, and Azure may refuse it. ${afterwards(deletion)}`,
            };
        case "wait":
            return { action: "wait", reason: `${blocked} ${afterwards(deletion)}` };
        case "refuse":
            return deletion.whenUndeletable === "forget"
                ? { action: "forget", reason: `${blocked} (deletion.whenUndeletable: "forget".)` }
                : { action: "refuse", reason: blocked };
    }
}

function whyDeletable(job: ArmJob, { discardKeys }: Deletion): string {
    const state = stateOf(job);
    if (state === "Creating" && hasTrackingNumber(job)) {
        return "It is Creating but has a tracking number: its drives may be in the post, and nobody would expect them.";
    }
    const isExport = sameIgnoringCase(job.properties?.jobType, "Export");
    if (state === "Completed" && isExport && !discardKeys) {
        return "It is Completed. The destroy refuses unless the stack has the BitLocker keys of the drives (output bitLockerKeys).";
    }
    return `It is ${stateInWords(state)}.`;
}

function hasTrackingNumber(job: ArmJob): boolean {
    const parcel = job.properties?.deliveryPackage as Record<string, unknown> | null | undefined;
    return Boolean(parcel?.trackingNumber);
}

function afterwards({ waitMinutes, whenTimeIsUp }: Deletion): string {
    const then = whenTimeIsUp === "fail" ? "fails and can be run again" : "forgets it";
    return `The destroy waits ${minutes(waitMinutes)} for Completed, then ${then}.`;
}
