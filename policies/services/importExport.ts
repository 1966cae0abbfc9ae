import {
    isJobState,
    jobStates,
    stateFacts,
    stateInWords,
} from "../../provider/importexport/stateNames";
import { observationOf, ruleFor } from "../../provider/importexport/lifecycle";
import type { JobIdentity, JobSource } from "../jobIdentity";
import { isAzureNative } from "../azureNative";
import { at, hasNotKnown, notKnown, type Properties } from "../notKnown";
import { documentedWord, isWord } from "../words";
import { deletionOptionsIn, exceptionNeeded, wayToEnd, wayToForget } from "./deletionOptions";
import type { BlockedStates, BlockReason, ExportKeys, JobFacts, ServiceWords } from "./jobFacts";

/** What the policies need to know of an Azure Import/Export job. */
export interface ImportExportFacts extends JobFacts {
    readonly service: "importexport";
    /**
     * Azure's word at the last look, in its documented spelling; undefined when there is none (absent,
     * empty, or no text); not known when it is encrypted.
     */
    readonly state: string | undefined | typeof notKnown;
    /** Carrier and tracking number are given: the parcel may be in the post. */
    readonly hasDeliveryPackage: boolean;
}

const words: ServiceWords = {
    job: "import/export job",
    end: "Completed",
    hasEnded: "the job is Completed",
    plainDelete: "refused by Azure",
    properties: "properties",
};

export function importExportFacts(
    identity: JobIdentity,
    { outputs, inputs = {} }: JobSource,
): ImportExportFacts {
    const cancelRequested = ["cancelRequested", "properties.cancelRequested"].some(
        (path) => at(outputs, path) === true,
    );
    const hasDeliveryPackage = [outputs, inputs].some((side) => isThere(side, "deliveryPackage"));
    const inState = (state: ImportExportFacts["state"]): ImportExportFacts => ({
        ...identity,
        service: "importexport",
        words,
        state,
        hasDeliveryPackage,
        standing: state === notKnown ? "in a state that is not known here" : stateInWords(state),
        observation: observationOf(state === notKnown ? undefined : state, cancelRequested),
        deletion: deletionOptionsIn(outputs),
        isInFlight: !identity.purged && isInFlight(state, hasDeliveryPackage),
        isReadable: typeof state === "string",
        whyBlocked: (blocked) =>
            identity.purged ? undefined : whyBlocked(inState(state), blocked),
        exportKeys: state === "Completed" ? exportKeys(outputs) : undefined,
        ifNew: () => inState(state ?? "Creating"),
        ifUnseen: () => inState(state ?? notKnown),
    });
    return inState(stateIn(outputs));
}

/** Our job says its state at the top, where it is never secret; azure-native among the properties. */
function stateIn(outputs: Properties): ImportExportFacts["state"] {
    for (const path of ["state", "properties.state"]) {
        const value = at(outputs, path);
        if (hasNotKnown(value)) return notKnown;
        if (typeof value === "string" && value.trim() !== "") {
            return documentedWord(value, jobStates);
        }
    }
    return undefined;
}

/** Secret as a whole counts as there only if the property itself is what is secret. */
function isThere(side: Properties, property: string): boolean {
    if (at(side, "properties") === notKnown) return false;
    return at(side, `properties.${property}`) !== undefined;
}

/** Shipped and not Completed, in a state that this version does not know, or Creating with a tracking number. */
function isInFlight(state: ImportExportFacts["state"], hasDeliveryPackage: boolean): boolean {
    if (state === notKnown) return true;
    if (state === "Creating") return hasDeliveryPackage;
    if (!isJobState(state)) return true;
    return stateFacts[state].isInFlight || state === "Closed";
}

function exportKeys(outputs: Properties): ExportKeys {
    const type = at(outputs, "properties.jobType");
    return {
        isExport: type === notKnown ? notKnown : isWord(type, "Export"),
        keys: at(outputs, "bitLockerKeys"),
        what: "a Completed export",
        fetch: "Fetch them with listBitLockerKeys and keep them where they are safe; azure-native's job holds none.",
        output: "bitLockerKeys",
    };
}

function whyBlocked(job: ImportExportFacts, blocked: BlockedStates): BlockReason | undefined {
    const { state } = job;
    if (state === notKnown) {
        return {
            because:
                "its state is encrypted or not known here, so no one can say where the drives are.",
            instead: 'Take "properties" out of additionalSecretOutputs, or look into Azure.',
            unreadable: true,
        };
    }
    if (state === undefined) {
        return {
            because:
                "the stack has no state of it that can be read (absent, empty, or no text), so no one can say where the drives are.",
            instead: 'Run "pulumi refresh", which reads the state, or look into Azure.',
            unreadable: true,
        };
    }
    const isBlocked =
        blocked === "in-flight" ? job.isInFlight : blocked.includes(state) && !passesThrough(job);
    return isBlocked ? reasonOf(job, state) : undefined;
}

/** A cancelled job passes through a state in which none can be cancelled; the destroy waits for its end. */
function passesThrough({ maker, observation }: ImportExportFacts): boolean {
    const { step, stepUncancelled } = observation;
    return stepUncancelled === "refuse" && step === "wait" && !isAzureNative(maker);
}

function reasonOf(job: ImportExportFacts, state: string): BlockReason {
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
    if (isAzureNative(job.maker)) {
        const instead =
            state === "Closed"
                ? `The service deletes it 90 days after its end; until then ${exceptionNeeded}.`
                : "Wait until the job is Completed; azure-native can neither cancel it nor delete it before.";
        return { because, instead };
    }
    const { step } = job.observation;
    // That the destroy would cancel it, or has, is what the config does not want.
    if (step === "cancel" || step === "wait") {
        const why = step === "cancel" ? "cancels it" : "waits for the end of its cancellation";
        const then = `: a destroy that is not blocked ${why}`;
        return { because, instead: wayToEnd(job, "Wait until the job is Completed", then) };
    }
    if (state !== "Closed") return { because, instead: rule.instead };
    const byItself = "The service deletes it 90 days after its end.";
    return { because, instead: wayToForget(job, rule.instead, byItself) };
}
