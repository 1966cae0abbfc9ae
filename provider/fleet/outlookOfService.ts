import type { DeletionOptions, Observation } from "../job/deletionPlan";

/** What a service has to say of one of its jobs: sentences, except where it is said otherwise. */
export interface OutlookOfService {
    readonly seen: Observation;
    readonly options: DeletionOptions & {
        readonly waitMinutes: number;
        readonly whenTimeIsUp: "fail" | "forget";
    };
    /** Why it can be deleted, and what is to be known of that. */
    readonly whyDeletable: string;
    /** What cancelling it means. */
    readonly cancellation: string;
    /** Why it cannot be deleted as it is, and what to do; empty where it can. */
    readonly blocked: string;
    readonly notWanted: string;
    readonly feeNotAccepted: string;
    /** Completes "The destroy waits 10 min …". */
    readonly untilItsEnd: string;
}
