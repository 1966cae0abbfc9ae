/**
 * What becomes of a job when its resource is destroyed: the one place that decides.
 *
 * The delete itself, `importexport-jobs`, `guarded-destroy` and the generated documentation ask it, each with what it
 * knows, and add only words. What a service says of a delete stands in the service's own table (`lifecycle.ts`);
 * here the options of the resource are laid over it. Pure: no request, no clock.
 */
import type { Refused } from "./lifecycleRules";

/**
 * What a service's table says of a delete:
 *
 * - `nothing`: the job is gone;
 * - `delete`: ask Azure to delete it;
 * - `wait`: its cancellation is on its way; wait for its end;
 * - `cancel`: ask for the cancellation, wait for its end, delete;
 * - `askAboutFee`: as `cancel`, if a fee is accepted; otherwise change nothing;
 * - `refuse`: change nothing.
 */
export type DeletionStep = "nothing" | "delete" | "wait" | "cancel" | "askAboutFee" | "refuse";

/** What one look at a job says about its end. A service makes it of its own words or flags. */
export interface Observation {
    readonly step: DeletionStep;
    /** The step if nobody had asked for the cancellation. */
    readonly stepUncancelled: DeletionStep;
    /** Why a replacement may not end this job; undefined where it may. */
    readonly replacement?: Refused;
}

/** What the look alone does not tell. Default of each: no. */
export interface Circumstances {
    /** The delete is one half of a replacement. */
    readonly isReplaced?: boolean;
    /** The job of that name is another's, by its owner tag or the time of its creation. */
    readonly isAnothers?: boolean;
    /** The service deleted the stack's own job, and a refresh saw it. */
    readonly isPurged?: boolean;
    /** Azure never confirmed the creation, and may show the job for so many minutes yet. */
    readonly minutesToAppear?: number;
}

/** The options of the resource that decide: `deletion` of its arguments. */
export interface DeletionOptions {
    readonly inFlight: "cancel" | "refuse";
    readonly whenUndeletable: "fail" | "forget";
    /** Customer disks only. Default false. */
    readonly acceptFee?: boolean;
}

/**
 * Why a delete changes nothing:
 *
 * - `creationUnderWay`: Azure may be at work on the creation, and not show the job yet
 * - `anothersJob`: the job of that name is not this resource's
 * - `replacement`: what would end is not the user's wish, only a consequence of another
 * - `cancellationNotWanted`: `deletion.inFlight: "refuse"`
 * - `feeNotAccepted`: Azure does not say that the cancellation is free, and `deletion.acceptFee` is not true
 * - `undeletable`: the service's rule for the job as it stands
 */
export type RefusalRule =
    | "creationUnderWay"
    | "anothersJob"
    | "replacement"
    | "cancellationNotWanted"
    | "feeNotAccepted"
    | "undeletable";

/** What a destroy does first; after a wait or a refusal of Azure's it looks, and plans, again. */
export type DeletionPlan =
    | { readonly action: "nothing" | "delete" | "cancel" | "wait" | "forget" }
    | { readonly action: "refuse"; readonly rule: RefusalRule };

const refuse = (rule: RefusalRule): DeletionPlan => ({ action: "refuse", rule });

/** @param seen what the last look shows; "gone" where Azure has no such job */
export function planDeletion(
    seen: Observation | "gone",
    options: DeletionOptions,
    circumstances: Circumstances = {},
): DeletionPlan {
    const { isReplaced, isAnothers, isPurged, minutesToAppear = 0 } = circumstances;
    if (seen === "gone") return minutesToAppear > 0 ? refuse("creationUnderWay") : nothing;
    // The name of a purged job may be another's by now: then there is nothing left of ours to delete.
    if (isAnothers) return isPurged ? nothing : refuse("anothersJob");
    if (isReplaced && seen.replacement) return refuse("replacement");
    if (options.inFlight === "refuse" && cancels(seen.stepUncancelled)) {
        // Whoever has cancelled it: the stack did not want to end a job that is under way.
        return refuse("cancellationNotWanted");
    }
    switch (seen.step) {
        case "refuse":
            return mayForget(options.whenUndeletable, circumstances)
                ? { action: "forget" }
                : refuse("undeletable");
        case "askAboutFee":
            return options.acceptFee ? { action: "cancel" } : refuse("feeNotAccepted");
        default:
            return { action: seen.step };
    }
}

const nothing: DeletionPlan = { action: "nothing" };

function cancels(step: DeletionStep): boolean {
    return step === "cancel" || step === "askAboutFee";
}

/**
 * Whether a job that is not at its end leaves the stack and stays in Azure. A replacement forgets nothing: the job that
 * is there would keep the name from the new one, and be in no stack.
 *
 * @param option `deletion.whenUndeletable`, or `deletion.whenTimeIsUp` where a wait ran out
 */
export function mayForget(option: "fail" | "forget", { isReplaced }: Circumstances): boolean {
    return option === "forget" && !isReplaced;
}
