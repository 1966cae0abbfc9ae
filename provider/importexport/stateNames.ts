/**
 * The words for where a job is, and what each means.
 *
 * There are three "states" in this service; these are the job's. Drives have others
 * (`driveList[].state`), and `provisioningState` says nothing about the parcel.
 *
 * This file imports nothing.
 */

/** The job states of the service, in the order a parcel sees them. Source: the `$filter` text of
 * the initial 2016-11-01 API description. Azure may answer with another word: see {@link isJobState}. */
export const jobStates = [
    "Creating",
    "Shipping",
    "Received",
    "Transferring",
    "Packaging",
    "Closed",
    "Completed",
] as const;

/** One of the seven documented words for where a job is. */
export type JobState = (typeof jobStates)[number];

/** What is true of a state whatever is asked of the job. */
export interface StateFacts {
    /** What the state means, in a sentence. */
    readonly means: string;
    /** Who moves the job on. */
    readonly movedOnBy: "you" | "Azure" | "nobody";
    /** Nothing but the service's 90-day purge (or a deletion) comes after it. */
    readonly isFinal: boolean;
    /** The drives have been announced and are not yet accounted for. */
    readonly isInFlight: boolean;
}

/** One row a state; the sentences stand in the documentation too. */
export const stateFacts: { readonly [S in JobState]: StateFacts } = {
    Creating: {
        means: "The job exists and the service assumes that no drive has been shipped. It expires two weeks after the last accepted update.",
        movedOnBy: "you",
        isFinal: false,
        isInFlight: false,
    },
    Shipping: {
        means: "The shipment is announced; the package is on its way to the data centre.",
        movedOnBy: "Azure",
        isFinal: false,
        isInFlight: true,
    },
    Received: {
        means: "All drives have arrived at the data centre.",
        movedOnBy: "Azure",
        isFinal: false,
        isInFlight: true,
    },
    Transferring: {
        means: "At least one drive is being read or written.",
        movedOnBy: "Azure",
        isFinal: false,
        isInFlight: true,
    },
    Packaging: {
        means: "Every drive has been processed and is being prepared for the way back.",
        movedOnBy: "Azure",
        isFinal: false,
        isInFlight: true,
    },
    Closed: {
        means: "The drives are on their way back and there were errors, or no drive ever came. The service deletes the job 90 days later.",
        movedOnBy: "nobody",
        isFinal: true,
        isInFlight: false,
    },
    Completed: {
        means: "The drives are on their way back without errors, or the job was cancelled. The service deletes the job 90 days later.",
        movedOnBy: "nobody",
        isFinal: true,
        isInFlight: false,
    },
};

/** Whether Azure's word is one of the seven documented ones. */
export function isJobState(word: string | undefined): word is JobState {
    return jobStates.some((state) => state === word);
}

/** The state for a sentence "it is …": Azure's word, quoted when unknown, or that there was none. */
export function stateInWords(state: string | undefined): string {
    if (!state) return "in no state that Azure names";
    return isJobState(state) ? state : `"${state}"`;
}
