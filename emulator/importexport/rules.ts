import { ArmError, invalidRequest, stateConflict } from "../arm/error";
import type { ChangeContext } from "../jobs/changeContext";
import type { Job } from "./job";

/** Behaviour on which the documents contradict each other, or are silent. */
export interface ContestedRules {
    /**
     * The job states in which `cancelRequested: true` is accepted.
     *
     * Default: Creating, Shipping, Received, Transferring ("before it is in the Packaging state",
     * previous-versions/azure/dn529119). The FAQ of 2021 says Creating and Shipping; the tracking
     * page of 2023 says Creating alone.
     */
    readonly cancelAllowedIn: readonly string[];
    /** What PUT does to a job that exists. Default `overwrite` ("creates a new job or updates an existing job"). */
    readonly putOnExisting: "overwrite" | "refuse";
}

/** A change of a job, and the rules it is judged by. */
export interface JobChange extends ChangeContext {
    readonly rules: ContestedRules;
}

export const defaultContestedRules: ContestedRules = {
    cancelAllowedIn: ["Creating", "Shipping", "Received", "Transferring"],
    putOnExisting: "overwrite",
};

/** "Only jobs in the Creating or Completed states can be deleted." (swagger, Jobs_Delete) */
const deletableStates: readonly (string | undefined)[] = ["Creating", "Completed"];

function isDeletable({ properties }: Job): boolean {
    return deletableStates.includes(properties.state);
}

/** Why the job cannot be deleted now; undefined: it can. */
export function undeletable(job: Job): string | undefined {
    return isDeletable(job)
        ? undefined
        : `The job '${job.name}' cannot be deleted in state '${job.properties.state ?? ""}'.`;
}

/** @throws ArmError 409 unless the job is Creating or Completed. The status is assumed. */
export function checkDeletable(job: Job): void {
    const problem = undeletable(job);
    if (problem === undefined) return;
    throw stateConflict(`${problem} Only jobs in the Creating or Completed states can be deleted.`);
}

/**
 * @throws ArmError 400 for `cancelRequested: false` ("If specified, the value must be true", swagger);
 * 409, assumed, in a state where a cancellation is too late.
 */
export function checkCancellation(job: Job, cancelRequested: boolean, rules: ContestedRules): void {
    if (!cancelRequested) {
        throw invalidRequest(
            "The request content was invalid: 'properties.cancelRequested', if specified, must be true.",
            "properties.cancelRequested",
        );
    }
    const { state } = job.properties;
    // Asking again for what was granted changes nothing; refusing it is documented nowhere.
    if (job.properties.cancelRequested) return;
    if (state === undefined || !rules.cancelAllowedIn.includes(state)) {
        throw stateConflict(
            `The job '${job.name}' cannot be cancelled in state '${state ?? ""}'. ` +
                `A job can be cancelled in: ${rules.cancelAllowedIn.join(", ")}.`,
        );
    }
}

/**
 * Judges `properties.state` of a PATCH against the job as the rest of the PATCH leaves it.
 *
 * Empty is no request at all: both official update examples send it. Shipping again while Shipping
 * is accepted and changes nothing; in a later state it is refused with 409. Both are assumed.
 *
 * @throws ArmError 400 for another word than Shipping, or when the return address or the delivery
 * package is unknown ("otherwise the request will fail", swagger; the status is assumed).
 */
export function announcesShipment(job: Job, requestedState: string): boolean {
    if (requestedState === "") return false;
    if (requestedState !== "Shipping") {
        throw invalidRequest(
            "The request content was invalid: 'properties.state', if specified, must be Shipping.",
            "properties.state",
        );
    }
    const { state, returnAddress, deliveryPackage } = job.properties;
    if (state !== "Creating" && state !== "Shipping") {
        throw stateConflict(
            `The shipment of job '${job.name}' cannot be announced in state '${state ?? ""}'.`,
        );
    }
    const missing = [
        returnAddress ? undefined : "returnAddress",
        deliveryPackage ? undefined : "deliveryPackage",
    ].filter((name) => name !== undefined);
    if (missing.length > 0) {
        throw invalidRequest(
            "The request content was invalid: 'properties.state' can be Shipping only when " +
                `${missing.join(" and ")} is set in this request or in a previous one.`,
            `properties.${missing[0]}`,
        );
    }
    return true;
}

/** @throws ArmError 409, assumed, where the switch says that PUT refuses an existing job. */
export function checkOverwrite(job: Job, location: string, rules: ContestedRules): void {
    if (rules.putOnExisting === "refuse") {
        throw new ArmError(409, "Conflict", `The job '${job.name}' already exists.`);
    }
    if (location !== job.location) {
        throw new ArmError(
            409,
            "InvalidResourceLocation",
            `The resource '${job.name}' already exists in location '${job.location}' in resource ` +
                `group '${job.resourceGroupName}'. A resource with the same name cannot be created ` +
                `in location '${location}'. Please select a new resource name.`,
        );
    }
}
