import { jobStates, stateInWords } from "../../provider/importexport/jobStates";
import { observationOf, ruleFor } from "../../provider/importexport/lifecycle";
import type { Observation } from "../../provider/job/plan";
import { isJobInFlight, type ImportExportFacts } from "../importExportFacts";
import { isAzureNative } from "../jobTypes";
import { notKnown } from "../notKnown";
import type { BlockedStates, BlockReason } from "./blocked";

/** The schema of the setting `blockedStates`. */
export const blockedStatesSchema = {
    type: ["array" as const, "string" as const],
    items: { type: "string" as const, enum: [...jobStates] },
    minItems: 1,
    pattern: "^in-flight$",
    default: ["Packaging", "Closed"],
    description:
        'A list of states of Import/Export jobs, or "in-flight": everything shipped and not Completed, unknown states and a Creating job with a tracking number among them. ' +
        'Data Box orders are blocked by their flags: neither cancellable nor deletable; with "in-flight" also what is shipped, or cancellable only with a fee.',
};

/** Why an Import/Export job must not be destroyed in its state; undefined when it may. */
export function whyJobBlocked(
    job: ImportExportFacts,
    blockedStates: BlockedStates,
): BlockReason | undefined {
    if (job.state === notKnown) {
        return {
            because:
                "its state is encrypted or not known here, so nobody can say where the drives are.",
            instead: 'Take "properties" out of additionalSecretOutputs, or look into Azure.',
            unreadable: true,
        };
    }
    if (job.state === undefined) {
        return {
            because:
                "the stack has no state of it that can be read (absent, empty, or no text), so nobody can say where the drives are.",
            instead: 'Run "pulumi refresh", which reads the state, or look into Azure.',
            unreadable: true,
        };
    }
    const { state } = job;
    const seen = observationOf(state, job.cancelRequested);
    const isBlocked =
        blockedStates === "in-flight"
            ? isJobInFlight(job)
            : blockedStates.includes(state) && !passesThrough(job, seen);
    return isBlocked ? reasonOf(job, state, seen) : undefined;
}

/** A cancelled job passes through a state in which none can be cancelled; the destroy waits for its end. */
function passesThrough({ maker }: ImportExportFacts, seen: Observation): boolean {
    return seen.stepUncancelled === "refuse" && seen.step === "wait" && !isAzureNative(maker);
}

function reasonOf(job: ImportExportFacts, state: string, seen: Observation): BlockReason {
    const rule = ruleFor(state, "delete");
    if (rule.verdict !== "refused") {
        const parcel =
            state === "Creating" && job.hasDeliveryPackage
                ? "with a tracking number, so the parcel may be in the post"
                : "a state that the config blocks";
        const instead = "Wait for another state, or change blockedStates in the config.";
        return { because: `it is ${stateInWords(state)}, ${parcel}.`, instead };
    }
    const because = `it is ${stateInWords(state)}, ${rule.because}.`;
    if (job.maker === "azure-native") {
        const instead =
            state === "Closed"
                ? `The service deletes it 90 days after its end; until then ${exceptionNeeded}.`
                : "Wait until the job is Completed; azure-native can neither cancel it nor delete it before.";
        return { because, instead };
    }
    // That the destroy would cancel it, or has, is what the config does not want.
    if (seen.step === "cancel" || seen.step === "wait") {
        const why = seen.step === "cancel" ? "cancels it" : "waits for the end of its cancellation";
        const instead = `Wait until the job is Completed, or change blockedStates in the config: a destroy that is not blocked ${why}.`;
        return { because, instead };
    }
    const exception = state === "Closed" ? ` The policy then also wants ${exceptionNeeded}.` : "";
    return { because, instead: `${rule.instead}${exception}` };
}

const exceptionNeeded = "an exception in the config (allow)";
