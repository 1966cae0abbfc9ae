import {
    isJobState,
    jobStates,
    stateFacts,
    stateInWords,
} from "../provider/importexport/jobStates";
import { observationOf } from "../provider/importexport/lifecycle";
import type { Observation } from "../provider/job/plan";
import type { JobIdentity, JobSource } from "./jobIdentity";
import { at, hasNotKnown, notKnown, type Properties } from "./notKnown";
import { documentedWord } from "./words";

/** What the policies need to know of an Azure Import/Export job. */
export interface ImportExportFacts extends JobIdentity {
    readonly service: "importexport";
    /**
     * Azure's word at the last look, in its documented spelling; undefined when there is none (absent,
     * empty, or no text); not known when it is encrypted.
     */
    readonly state: string | undefined | typeof notKnown;
    readonly cancelRequested: boolean;
    /** Carrier and tracking number are given: the parcel may be in the post. */
    readonly hasDeliveryPackage: boolean;
}

/** The facts that only this service's jobs have. */
export function importExportFacts(
    identity: JobIdentity,
    { outputs, inputs = {} }: JobSource,
): ImportExportFacts {
    return {
        ...identity,
        service: "importexport",
        state: stateIn(outputs),
        cancelRequested:
            at(outputs, "cancelRequested") === true ||
            at(outputs, "properties.cancelRequested") === true,
        hasDeliveryPackage: [outputs, inputs].some((side) => isThere(side, "deliveryPackage")),
    };
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

/**
 * Whether the job is with a carrier or the data centre, as far as anybody can tell: shipped and not
 * Completed, in a state that this version does not know, or Creating with a tracking number.
 */
export function isJobInFlight({ state, hasDeliveryPackage }: ImportExportFacts): boolean {
    if (state === notKnown) return true;
    if (state === "Creating") return hasDeliveryPackage;
    if (!isJobState(state)) return true;
    return stateFacts[state].isInFlight || state === "Closed";
}

/** What its end depends on, as the provider would see it. */
export function observationOfImportExport({
    state,
    cancelRequested,
}: ImportExportFacts): Observation {
    return observationOf(state === notKnown ? undefined : state, cancelRequested);
}

/** Whether there is a word for where the job is, known to this version or not. */
export function isStateReadable({ state }: ImportExportFacts): boolean {
    return typeof state === "string";
}

/** Completes "it is …". */
export function jobStateInWords({ state }: ImportExportFacts): string {
    return state === notKnown ? "in a state that is not known here" : stateInWords(state);
}
