import type { ArmClient } from "../arm/client";
import { connectArm } from "../arm/connect";
import { aloneInTheTerminal, contextOf, type CallContext, type Surroundings } from "../arm/context";
import type { Settings } from "../settings/settings";
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

/**
 * Gives a service's client for these settings and this subscription.
 *
 * @param subscriptionId the client refuses jobs of another subscription; without one it can only answer for what is in none
 * @param surroundings for whom it asks; default: this machine's clock, lines to the standard output
 * @throws AzureError when the cloud does not describe itself, or a login that was chosen is incomplete
 */
export type Connect<Client> = (
    settings: Settings,
    subscriptionId?: string,
    surroundings?: Surroundings,
) => Promise<Client>;

/** @param clientOf makes the service's client of Resource Manager's */
export function connectBy<Client>(
    clientOf: (arm: ArmClient, context: CallContext) => Client,
): Connect<Client> {
    return async (settings, subscriptionId, surroundings = aloneInTheTerminal) =>
        clientOf(
            await connectArm(settings, subscriptionId, surroundings.clock),
            contextOf(surroundings),
        );
}
