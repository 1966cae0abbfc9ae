import { ArmError, stateConflict } from "../arm/error";
import type { ChangeContext } from "../jobs/changeContext";
import { isCustomerDisk, type DataBoxJob } from "./job";
import { awaitingShipment, isEnded } from "./stages";

/** Behaviour of Microsoft.DataBox that no document tells, or on which they contradict each other. */
export interface DataBoxRules {
    /**
     * The stages in which `isCancellable` is true.
     *
     * Default Created and AwaitingShipmentDetails: "When a job reaches Shipped state, it can no
     * longer be canceled". Both were recorded as cancellable.
     */
    readonly cancellableIn: readonly string[];
    /**
     * The stages in which `isDeletable` is true. Default the Completed ones and Cancelled: "only
     * delete orders that are completed or canceled" (a page about devices).
     */
    readonly deletableIn: readonly string[];
    /** Whether cancelling is free while it is possible. Default true, as recorded for a new order. */
    readonly cancelWithoutFee: boolean;
    /**
     * `atOnce` (default, as recorded for devices): an accepted cancellation makes the order
     * Cancelled. `whenMoved`: both flags are false and the stage stays, until somebody moves it.
     */
    readonly cancel: "atOnce" | "whenMoved";
    /**
     * What PUT does to an order that exists. Default `refuse`: "Existing job cannot be updated with
     * this API"; that the answer is 409 is assumed.
     */
    readonly putOnExisting: "refuse" | "overwrite";
    /** The stage of a new order. Default Created, recorded in 2023; 2025: AwaitingShipmentDetails. */
    readonly firstStage: "Created" | "AwaitingShipmentDetails";
    /**
     * `atOnce` (default): an order is there from its PUT on. `whenCreated`: a look at it answers 404 until the
     * operation that creates it has ended. What the service does is documented nowhere.
     */
    readonly shown: "atOnce" | "whenCreated";
    /** Whether listCredentials gives an import order's own keys back. Default true. */
    readonly keysReturned: boolean;
    /** How often a long-running operation is looked at before it has ended. Default 1. */
    readonly operationPolls: number;
    /** Sent with every 202. Default none, as recorded. */
    readonly retryAfterSeconds?: number;
}

export const defaultDataBoxRules: DataBoxRules = {
    cancellableIn: ["Created", "AwaitingShipmentDetails"],
    deletableIn: ["Completed", "CompletedWithErrors", "CompletedWithWarnings", "Cancelled"],
    cancelWithoutFee: true,
    cancel: "atOnce",
    putOnExisting: "refuse",
    firstStage: "Created",
    shown: "atOnce",
    keysReturned: true,
    operationPolls: 1,
};

/** A change of an order, and the rules it is judged by. */
export interface OrderChange extends ChangeContext {
    readonly rules: DataBoxRules;
}

/** "Cancel only before it is processed" (a page about devices; JobsCreateExport.json). */
const deviceCancellableIn = ["DeviceOrdered"];

/** The flags of an order, by which a client is to decide. */
export interface Flags {
    readonly isCancellable: boolean;
    readonly isDeletable: boolean;
    readonly isCancellableWithoutFee: boolean;
    readonly isShippingAddressEditable: boolean;
}

export function flagsOf(job: DataBoxJob, rules: DataBoxRules): Flags {
    const { status = "", cancelling } = job;
    const cancellableIn = isCustomerDisk(job)
        ? rules.cancellableIn
        : [...rules.cancellableIn, ...deviceCancellableIn];
    const isCancellable = !cancelling && cancellableIn.includes(status);
    return {
        isCancellable,
        isDeletable: !cancelling && rules.deletableIn.includes(status),
        isCancellableWithoutFee: isCancellable && rules.cancelWithoutFee,
        // "Editable or not": until the order is under way (assumed).
        isShippingAddressEditable:
            !cancelling && [...awaitingShipment, ...deviceCancellableIn].includes(status),
    };
}

/** Why the order cannot be deleted now; undefined: it can. */
export function undeletable(job: DataBoxJob, rules: DataBoxRules): string | undefined {
    if (flagsOf(job, rules).isDeletable) return undefined;
    return `The job '${job.name}' cannot be deleted in stage '${job.status ?? ""}': isDeletable is false.`;
}

/** @throws ArmError 409 unless the order is deletable. The status is assumed. */
export function checkDeletable(job: DataBoxJob, rules: DataBoxRules): void {
    const problem = undeletable(job, rules);
    if (problem !== undefined) throw stateConflict(problem);
}

/** @throws ArmError 409 unless the order is cancellable. The status is assumed. */
export function checkCancellable(job: DataBoxJob, rules: DataBoxRules): void {
    if (flagsOf(job, rules).isCancellable) return;
    throw stateConflict(
        `The job '${job.name}' cannot be cancelled in stage '${job.status ?? ""}': isCancellable is false.`,
    );
}

/**
 * @throws ArmError 409, assumed, unless the service waits for the shipment: a second time too, since
 * no document tells how a tracking id is corrected.
 */
export function checkShippable(job: DataBoxJob): void {
    if (awaitingShipment.includes(job.status ?? "") && !job.cancelling) return;
    throw stateConflict(
        `The devices of job '${job.name}' cannot be marked as shipped in stage '${job.status ?? ""}'.`,
    );
}

/** @throws ArmError 409, assumed, for an order that is over or on its way out. */
export function checkUnderWay(job: DataBoxJob): void {
    if (!isEnded(job) && !job.cancelling) return;
    throw stateConflict(`The job '${job.name}' is in stage '${job.status}' and cannot be changed.`);
}

/** @throws ArmError 409, assumed, where the switch says that PUT refuses an existing order. */
export function checkOverwrite(job: DataBoxJob, location: string, rules: DataBoxRules): void {
    if (rules.putOnExisting === "refuse") {
        throw new ArmError(
            409,
            "Conflict",
            `The job '${job.name}' already exists. An existing job cannot be updated with this API ` +
                "and should instead be updated with the Update job API.",
        );
    }
    if (location === job.location) return;
    throw new ArmError(
        409,
        "InvalidResourceLocation",
        `The resource '${job.name}' already exists in location '${job.location}' in resource group ` +
            `'${job.resourceGroupName}'. A resource with the same name cannot be created in location ` +
            `'${location}'. Please select a new resource name.`,
    );
}
