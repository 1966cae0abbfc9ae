/**
 * What you may do to a customer-disk order, flag by flag.
 *
 * An order is a parcel with an API, as an import/export job is; but this service says itself what may be done: with every
 * answer come `isDeletable`, `isCancellable` and `isCancellableWithoutFee`. So the rows of this table are those flags, and
 * never a stage: which stage has which flags is documented nowhere. The provider obeys the table; the policies and the
 * documentation quote it.
 *
 * A cell says where its answer comes from. "documented": a published page or the API description says so; only such a
 * cell refuses before Azure has been asked. "observed": nobody wrote it down, and a run of `npm run live`
 * has seen it. "assumed": nobody wrote it down, so Azure decides, and its refusal is passed
 * on; the one exception are flags that are missing, which refuse whatever cannot be taken back.
 *
 * To change a cell: change it here and in test/unit/provider/databoxLifecycle.test.ts, cite the page that says so, and run
 * `npm run docs`.
 */

import {
    withObserved,
    type Allowed,
    type Refused,
    type Rule,
    type Satisfied,
} from "../job/lifecycleRules";
import type { DeletionStep, Observation } from "../job/deletionPlan";
import { flagStateOf, type FlagState, type OrderFlags } from "./flags";
import { observedCells } from "./lifecycleObserved";

export type { Refused } from "../job/lifecycleRules";

/** What a user can want of an order. `replace` ends the order and makes another. */
export const orderOperations = [
    "editDetails",
    "markDevicesShipped",
    "cancel",
    "delete",
    "replace",
] as const;

/** One of {@link orderOperations}. */
export type OrderOperation = (typeof orderOperations)[number];

const yes: Allowed = { verdict: "allowed", evidence: "documented" };
const azureDecides: Allowed = { verdict: "allowed", evidence: "assumed" };
const done: Satisfied = { verdict: "satisfied", evidence: "documented" };

const gone: Refused = {
    verdict: "refused",
    evidence: "documented",
    because: "no longer in Azure",
    instead: 'Run "pulumi refresh".',
};

const notYetDeletable: Refused = {
    verdict: "refused",
    evidence: "documented",
    because: "and Azure does not delete it, but lets it be cancelled",
    instead: 'Cancel it first (deletion.inFlight: "cancel").',
};

const unknownFlags: Refused = {
    verdict: "refused",
    evidence: "assumed",
    because: "and Azure does not say whether it can be deleted or cancelled",
    instead:
        "Nothing was changed. Try again; if Azure keeps leaving the flags out, update the package pulumi-azure-importexport.",
};

/** Row × operation. The type makes a forgotten cell a compile error. */
const written: { readonly [S in FlagState]: { readonly [O in OrderOperation]: Rule } } = {
    gone: {
        editDetails: gone,
        markDevicesShipped: gone,
        cancel: done,
        delete: done,
        replace: yes,
    },
    deletable: {
        editDetails: azureDecides,
        markDevicesShipped: azureDecides,
        cancel: { verdict: "satisfied", evidence: "assumed" },
        delete: yes,
        replace: yes,
    },
    cancellable: {
        editDetails: azureDecides,
        markDevicesShipped: yes,
        cancel: yes,
        delete: notYetDeletable,
        // Cancelling is part of it: see replacementRule for what has to be true besides.
        replace: azureDecides,
    },
    cancellableForAFee: {
        editDetails: azureDecides,
        markDevicesShipped: yes,
        cancel: yes,
        delete: notYetDeletable,
        replace: {
            verdict: "refused",
            evidence: "documented",
            because:
                "and Azure does not say that its cancellation is free of charge (isCancellableWithoutFee)",
            instead:
                "Put the old value back, or add a second job under another name and destroy this one by itself, with deletion.acceptFee: true.",
        },
    },
    neither: {
        editDetails: azureDecides,
        markDevicesShipped: azureDecides,
        cancel: {
            verdict: "refused",
            evidence: "documented",
            because: "and Azure takes no cancellation any more",
            instead: "Wait until it has ended.",
        },
        delete: {
            verdict: "refused",
            evidence: "documented",
            because: "and Azure neither deletes it nor takes a cancellation any more",
            instead:
                'Azure ends it when the disks are on their way back, and makes it deletable then: run "pulumi destroy" again. It deletes the order by itself 90 days after its end. ' +
                'To let it leave the stack now, set deletion.whenUndeletable: "forget" and run "pulumi up", then "pulumi destroy".',
        },
        replace: {
            verdict: "refused",
            evidence: "documented",
            because: "and Azure neither deletes it nor takes a cancellation any more",
            instead:
                "Put the old value back, or wait until it is deletable; for other disks, add a second job under another name.",
        },
    },
    unknown: {
        editDetails: azureDecides,
        markDevicesShipped: azureDecides,
        cancel: unknownFlags,
        delete: unknownFlags,
        replace: unknownFlags,
    },
};

/** The table that everybody asks: row × operation, with what was seen on the real Azure marked. */
export const lifecycle = withObserved(written, observedCells);

/** Where each operation's request and rule are described. */
export const operationSources: { readonly [O in OrderOperation]: string } = {
    editDetails: "Jobs_Update (PATCH), JobResourceUpdateParameter",
    markDevicesShipped:
        'Jobs_MarkDevicesShipped (POST), deliverToDcPackageDetails; "When a job reaches Shipped state, it can no longer be canceled."',
    cancel: 'Jobs_Cancel (POST), reason; JobProperties.isCancellable: "Describes whether the job is cancellable or not."',
    delete: 'Jobs_Delete; JobProperties.isDeletable: "Describes whether the job is deletable or not."',
    replace: "Jobs_Cancel where that is needed, Jobs_Delete, then Jobs_Create",
};

/** The one question everybody asks. */
export function ruleFor(order: OrderFlags | "gone", operation: OrderOperation): Rule {
    return lifecycle[flagStateOf(order)][operation];
}

const shippedAlready: Refused = {
    verdict: "refused",
    evidence: "documented",
    because: "and its shipment is announced: the disks may be on their way to this very order",
    instead:
        "Put the old value back, or wait until it is deletable; for other disks, add a second job under another name.",
};

const cancellationNotWanted: Refused = {
    verdict: "refused",
    evidence: "documented",
    because: 'so it would have to be cancelled, and deletion.inFlight is "refuse"',
    instead: 'Put the old value back, or set deletion.inFlight: "cancel" first.',
};

/**
 * Whether the order may be replaced. A replacement that has to cancel is one that nobody asked for in so many words: it
 * is done only while no shipment is announced, and where the stack lets a cancellation be.
 *
 * @param shipped whether the shipment is announced
 * @param inFlight the option `deletion.inFlight`
 */
export function replacementRule(
    order: OrderFlags | "gone",
    shipped: boolean,
    inFlight: "cancel" | "refuse",
): Rule {
    if (flagStateOf(order) !== "cancellable") return ruleFor(order, "replace");
    if (shipped) return shippedAlready;
    return inFlight === "refuse" ? cancellationNotWanted : ruleFor(order, "replace");
}

/**
 * The first step of a delete.
 *
 * @param isBeingCancelled Azure shows a reason of cancellation already, or a stage that is being cancelled
 */
export function deletionStep(order: OrderFlags | "gone", isBeingCancelled: boolean): DeletionStep {
    const row = flagStateOf(order);
    switch (row) {
        case "gone":
            return "nothing";
        case "deletable":
            return "delete";
        case "cancellable":
            return isBeingCancelled ? "wait" : "cancel";
        case "cancellableForAFee":
            return isBeingCancelled ? "wait" : "askAboutFee";
        case "neither":
            return isBeingCancelled ? "wait" : "refuse";
        case "unknown":
            return "refuse";
    }
}

/**
 * What a look at an order says about its end.
 *
 * @param replacing given where the delete may be half of a replacement: see {@link replacementRule}
 */
export function observationOf(
    order: OrderFlags,
    isBeingCancelled: boolean,
    replacing?: { readonly shipped: boolean; readonly inFlight: "cancel" | "refuse" },
): Observation {
    // What this very replacement has cancelled, or somebody before, is on its way to its end.
    const replace =
        replacing && !isBeingCancelled
            ? replacementRule(order, replacing.shipped, replacing.inFlight)
            : undefined;
    return {
        step: deletionStep(order, isBeingCancelled),
        stepUncancelled: deletionStep(order, false),
        ...(replace?.verdict === "refused" && { replacement: replace }),
    };
}

/** Why the order cannot be deleted as it is, and `withAdvice` what to do instead; undefined when it can. */
export function blockedReason(
    where: string,
    flags: OrderFlags,
    isBeingCancelled: boolean,
    withAdvice = true,
): string | undefined {
    const rule = ruleFor(flags, "delete");
    if (rule.verdict !== "refused") return undefined;
    if (deletionStep(flags, isBeingCancelled) === "wait") {
        return `It is ${where}, and its cancellation is on its way. It can be deleted when isDeletable is true.`;
    }
    return `It is ${where}, ${rule.because}.${withAdvice ? ` ${rule.instead}` : ""}`;
}
