/** What `pulumi destroy` would do with a job now: the plan that the destroy itself follows (job/deletionPlan.ts), in words. */
import { minutes } from "../job/jobError";
import { planDeletion, type RefusalRule } from "../job/deletionPlan";
import type { DestroyOutlook } from "./jobStatus";
import type { KnownJob, StackFacts } from "./knownJob";
import type { OutlookOfService } from "./outlookOfService";
import { serviceNamed } from "./services";

/** For a job without a stack: what the destroy of a stack that has it, with every option at its default, would do. */
export function destroyOutlook(known: KnownJob): DestroyOutlook {
    const { inStack } = known;
    return (inStack && outlookOfResource(inStack)) ?? outlookOfJob(known);
}

/** What the engine decides before it asks the provider. */
function outlookOfResource(resource: StackFacts): DestroyOutlook | undefined {
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
    return undefined;
}

function outlookOfJob(known: KnownJob): DestroyOutlook {
    const { isPurged, minutesToAppear, foreignEvidence } = known.inStack ?? {};
    const ofService = serviceNamed(known.service).outlook(known);
    const seen = known.job === "gone" ? "gone" : ofService.seen;
    const isAnothers = foreignEvidence !== undefined;
    const plan = planDeletion(seen, ofService.options, { isPurged, minutesToAppear, isAnothers });
    const { cancellation, blocked, whyDeletable } = ofService;
    switch (plan.action) {
        case "nothing":
            return { action: "forget", reason: "Azure no longer has it." };
        case "delete":
            return { action: "delete", reason: whyDeletable };
        case "cancel":
            return { action: "cancel", reason: `${cancellation} ${afterwards(ofService)}` };
        case "wait":
            return { action: "wait", reason: `${blocked} ${afterwards(ofService)}` };
        case "forget":
            return { action: "forget", reason: `${blocked} (deletion.whenUndeletable: "forget".)` };
        case "refuse":
            return { action: "refuse", reason: reasonOf(plan.rule, ofService, known.inStack) };
    }
}

function reasonOf(
    rule: RefusalRule,
    { notWanted, feeNotAccepted, blocked }: OutlookOfService,
    inStack: StackFacts | undefined,
): string {
    switch (rule) {
        case "creationUnderWay":
            return `Azure may be at work on its creation, and show it within ${minutes(inStack?.minutesToAppear ?? 0)}. Run "pulumi up", which takes it up, or look again then.`;
        case "anothersJob":
            return `The job of that name is another one: ${inStack?.foreignEvidence ?? ""}.`;
        case "cancellationNotWanted":
            return notWanted;
        case "feeNotAccepted":
            return feeNotAccepted;
        case "replacement":
        case "undeletable":
            return blocked;
    }
}

function afterwards({ options, untilItsEnd }: OutlookOfService): string {
    const then = options.whenTimeIsUp === "fail" ? "fails and can be run again" : "forgets it";
    return `The destroy waits ${minutes(options.waitMinutes)} ${untilItsEnd}, then ${then}.`;
}
