/** What a delete does not do, and the error that says why. */
import { deletionErrors } from "./deletionErrors";
import { planDeletion, type RefusalRule } from "./deletionPlan";
import { errors } from "./errors";
import type { JobError } from "./jobError";
import type { Refused } from "./lifecycleRules";
import type { Target } from "./serviceDefinition";
import type { JobKind } from "./serviceTypes";
import { minutesToAppear } from "./unconfirmed";

/** Everything that a delete needs to know of the job and of its options. */
export interface Deletion<K extends JobKind> extends Target<K> {
    readonly olds: K["outputs"];
    readonly options: K["deletion"];
    readonly isReplaced: boolean;
}

/** A job that this delete has never seen may be one that Azure is still making. */
export function refuseUnfinishedCreation<K extends JobKind>(deletion: Deletion<K>): void {
    const { service, client, address, olds, options } = deletion;
    const left = minutesToAppear(olds, service.creationGraceMinutes, client.timeOfDay());
    const { action } = planDeletion("gone", options, { minutesToAppear: left });
    if (action === "refuse") {
        throw errors.CreationUnconfirmed.atDeletion({ job: address, waitMinutes: left });
    }
}

/** The error of a plan that refuses. @param evidence whose the job is, where it is not ours */
export function refusalOf<K extends JobKind>(
    rule: RefusalRule,
    { service, address: job }: Deletion<K>,
    seen: K["seen"],
    evidence = "",
): JobError {
    const facts = { job, ...service.errorFacts(seen) };
    switch (rule) {
        case "replacement":
            // Most are stopped by diff already; `--replace`, taints and cascades never ask it.
            return deletionErrors.ReplacementRefused({
                ...facts,
                rule: seen.replacement as Refused,
                changed: [],
            });
        case "cancellationNotWanted":
            return deletionErrors.DeletionRefused.notWanted(facts);
        case "feeNotAccepted":
            return deletionErrors.FeeNotAccepted(facts);
        case "anothersJob":
            return errors.SomebodyElsesJob.found({ ...facts, evidence });
        case "creationUnderWay":
        case "undeletable":
            return deletionErrors.DeletionRefused.undeletable({
                ...facts,
                rule: facts.deletion as Refused,
            });
    }
}
