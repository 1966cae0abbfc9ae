/**
 * What you may do to an import/export job, state by state.
 *
 * A job is a parcel with an API. You decide when it starts and when it ships; after that a carrier
 * and a data centre move it on, and no request can hurry them. So nearly every "may I?" has the
 * same answer: it depends on where the drives are. This table is the only place that answers. The
 * provider obeys it; the policies and the documentation quote it.
 *
 * A cell says where its answer comes from. "documented": a published page or the API description
 * says so; only such a cell refuses before Azure has been asked. "observed": nobody wrote it down, and a run of `npm run live`
 * has seen it. "assumed": nobody wrote it down,
 * so Azure decides, and its refusal is passed on.
 *
 * To change a cell: change it here and in test/unit/provider/lifecycle.test.ts, cite the page that says
 * so, and run `npm run docs`.
 *
 */

import {
    withObserved,
    type Allowed,
    type Refused,
    type Rule,
    type Satisfied,
} from "../job/lifecycleRules";
import type { DeletionStep as PlannedStep, Observation } from "../job/deletionPlan";
import { isJobState, stateFacts, stateInWords, type JobState } from "./stateNames";
import { observedCells } from "./lifecycleObserved";

export type { Allowed, Evidence, Refused, Rule, Satisfied } from "../job/lifecycleRules";

/** What a user can want of a job that exists. `replace` deletes the job and orders another. */
export const jobOperations = [
    "editDetails",
    "announceShipment",
    "requestCancellation",
    "delete",
    "replace",
] as const;

/** One of {@link jobOperations}. */
export type JobOperation = (typeof jobOperations)[number];

const yes: Allowed = { verdict: "allowed", evidence: "documented" };
const azureDecides: Allowed = { verdict: "allowed", evidence: "assumed" };
const alreadyShipped: Satisfied = { verdict: "satisfied", evidence: "documented" };

const inFlight = (operation: "deleted" | "replaced", wayOut: string): Refused => ({
    verdict: "refused",
    evidence: "documented",
    because: `and a job can be ${operation} only while it is Creating or Completed`,
    instead: wayOut,
});

const deleteInFlight = inFlight(
    "deleted",
    'Cancel it (properties.cancelRequested: true, or deletion.inFlight: "cancel"), or wait until it is Completed.',
);
const replaceInFlight = inFlight(
    "replaced",
    "Put the old value back, or wait until the job is Completed; for other drives, add a second job under another name.",
);

const lateCancellation = (because: string, instead: string): Refused => ({
    verdict: "refused",
    evidence: "documented",
    because,
    instead,
});

/** State × operation. The type makes a forgotten cell a compile error. */
const written: { readonly [S in JobState]: { readonly [O in JobOperation]: Rule } } = {
    Creating: {
        editDetails: yes,
        announceShipment: yes,
        requestCancellation: yes,
        delete: yes,
        replace: yes,
    },
    Shipping: {
        editDetails: azureDecides,
        announceShipment: alreadyShipped,
        // The documents contradict each other on how late a cancellation is accepted.
        requestCancellation: azureDecides,
        delete: deleteInFlight,
        replace: replaceInFlight,
    },
    Received: {
        editDetails: azureDecides,
        announceShipment: alreadyShipped,
        requestCancellation: azureDecides,
        delete: deleteInFlight,
        replace: replaceInFlight,
    },
    Transferring: {
        editDetails: azureDecides,
        announceShipment: alreadyShipped,
        requestCancellation: azureDecides,
        delete: deleteInFlight,
        replace: replaceInFlight,
    },
    Packaging: {
        editDetails: azureDecides,
        announceShipment: alreadyShipped,
        requestCancellation: lateCancellation(
            "too late to cancel: a cancellation is accepted only before Packaging",
            "Wait until the job is Completed.",
        ),
        delete: {
            verdict: "refused",
            evidence: "documented",
            because:
                "too late to cancel, and a job can be deleted only while it is Creating or Completed",
            instead: 'Wait until the job is Completed, then run "pulumi destroy" again.',
        },
        replace: replaceInFlight,
    },
    Closed: {
        editDetails: azureDecides,
        announceShipment: alreadyShipped,
        requestCancellation: lateCancellation(
            "so it ended with errors and nothing is left to cancel",
            "Take cancelRequested out of the program.",
        ),
        delete: {
            verdict: "refused",
            evidence: "documented",
            because:
                "so it ended with errors, and a job can be deleted only while it is Creating or Completed",
            instead:
                'The service deletes it 90 days after its end. To let it leave the stack now, set deletion.whenUndeletable: "forget" and run "pulumi up", then "pulumi destroy".',
        },
        replace: {
            verdict: "refused",
            evidence: "documented",
            because:
                "so it ended with errors, and a job can be replaced only while it is Creating or Completed",
            instead: "Put the old value back, and add a second job under another name.",
        },
    },
    Completed: {
        editDetails: azureDecides,
        announceShipment: alreadyShipped,
        requestCancellation: lateCancellation(
            "so nothing is left to cancel",
            "Take cancelRequested out of the program.",
        ),
        delete: yes,
        replace: yes,
    },
};

/** The table that everybody asks: state × operation, with what was seen on the real Azure marked. */
export const lifecycle = withObserved(written, observedCells);

/** Where each operation's request and rule are described. */
export const operationSources: { readonly [O in JobOperation]: string } = {
    editDetails: "Jobs_Update (PATCH), UpdateJobParameters",
    announceShipment:
        'Jobs_Update (PATCH), UpdateJobParameters.state: "the value must be Shipping", return address and delivery package set',
    requestCancellation:
        'Jobs_Update (PATCH), UpdateJobParameters.cancelRequested: "the service will attempt to cancel the job"; "Cancelling and deleting jobs": before Packaging, best effort',
    delete: 'Jobs_Delete: "Only jobs in the Creating or Completed states can be deleted."',
    replace: "Jobs_Delete, then Jobs_Create",
};

const unknownState: Refused = {
    verdict: "refused",
    evidence: "assumed",
    because: "a state that this version of the provider does not know",
    instead:
        "Nothing was changed. Update the package pulumi-azure-importexport, or wait for a known state.",
};

/**
 * The one question everybody asks.
 *
 * @param state Azure's word, or undefined (or "") when it gave none. A word outside the table
 * is refused for `requestCancellation`, `delete` and `replace` – the one refusal that rests on no
 * document – and left to Azure for the others.
 */
export function ruleFor(state: string | undefined, operation: JobOperation): Rule {
    if (isJobState(state)) return lifecycle[state][operation];
    switch (operation) {
        case "editDetails":
        case "announceShipment":
            return azureDecides;
        case "requestCancellation":
        case "delete":
        case "replace":
            return unknownState;
    }
}

/** What a delete does first, told from the table alone; the end that it waits for is Completed. */
export type DeletionStep = Exclude<PlannedStep, "nothing" | "askAboutFee">;

/** The first step of a delete for a job that Azure reports in `state`. */
export function deletionStep(state: string | undefined, cancelRequested: boolean): DeletionStep {
    if (ruleFor(state, "delete").verdict === "allowed") return "delete";
    if (!isJobState(state) || stateFacts[state].isFinal) return "refuse";
    if (cancelRequested) return "wait";
    return ruleFor(state, "requestCancellation").verdict === "allowed" ? "cancel" : "refuse";
}

/** What a look at a job in this state says about its end. */
export function observationOf(state: string | undefined, cancelRequested: boolean): Observation {
    const replace = ruleFor(state, "replace");
    return {
        step: deletionStep(state, cancelRequested),
        stepUncancelled: deletionStep(state, false),
        ...(replace.verdict === "refused" && { replacement: replace }),
    };
}

/** Whether a cancellation could still be asked for: not yet requested, and not too late by the documents. */
export function isCancellable(state: string | undefined, cancelRequested: boolean): boolean {
    return !cancelRequested && ruleFor(state, "requestCancellation").verdict === "allowed";
}

/** Whether Azure would delete the job in this state. */
export function isDeletable(state: string | undefined): boolean {
    return ruleFor(state, "delete").verdict === "allowed";
}

/** Why the job cannot be deleted as it is, and `withAdvice` what to do instead; undefined when it can. */
export function blockedReason(
    state: string | undefined,
    cancelRequested: boolean,
    withAdvice = true,
): string | undefined {
    const rule = ruleFor(state, "delete");
    if (rule.verdict !== "refused") return undefined;
    if (cancelRequested && deletionStep(state, true) === "wait") {
        return `It is ${state}, and its cancellation has been requested. It can be deleted when it is Completed.`;
    }
    return `It is ${stateInWords(state)}, ${rule.because}.${withAdvice ? ` ${rule.instead}` : ""}`;
}
