import type { LookOptions, PageOptions } from "../arm/resource";
import type { ArmJob, JobAddress, JobScope } from "./armJob";

/**
 * What the engine asks of any service's client. A service's own client has more: its cancellation, its keys.
 *
 * Every method throws `AzureError`, and its `effect` says whether the request may have done something all the same.
 * `"gone"` is a 404 with ARM's error code ResourceNotFound or ResourceGroupNotFound (for a DELETE also a 204), and
 * nothing else: any other 404 is an error.
 */
export interface JobClient {
    /** Resource Manager's address without a trailing slash; says which cloud. */
    readonly endpoint: string;
    /** Azure's time of day in ms since 1970, by its latest answer: this machine's clock may be wrong. */
    timeOfDay(): number;
    getJob(job: JobAddress, options?: LookOptions): Promise<ArmJob | "gone">;
    /** The PUT, its body as it is sent. */
    createJob(job: JobAddress, body: object): Promise<ArmJob>;
    /** The PATCH, its body as it is sent. */
    updateJob(job: JobAddress, patch: object): Promise<ArmJob | "gone">;
    /**
     * @param waitMs how long to follow the deletion, where it is a long-running operation
     * @returns `"accepted"`: under way, and not seen to end within that time; the job is still there
     */
    deleteJob(job: JobAddress, waitMs?: number): Promise<"deleted" | "gone" | "accepted">;
    /** Every page of the list. */
    listJobs(scope: JobScope, options?: PageOptions): Promise<ArmJob[]>;
}
