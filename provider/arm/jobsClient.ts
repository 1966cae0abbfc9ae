/**
 * What the provider can ask of Microsoft.ImportExport. This file is the contract only; the Azure SDK is loaded when
 * a client is first asked for, so that a preview without changes never needs it.
 */
import type { Settings } from "../settings/settings";
import { systemClock, type Clock } from "./clock";
import { OpenedOnce } from "./openedOnce";

/** Where a job is. */
export interface JobAddress {
    subscriptionId: string;
    resourceGroupName: string;
    jobName: string;
}

/** A job as the service sent it: the raw JSON body, no default filled in and no unknown key dropped. */
export interface ArmJob {
    id?: string;
    name?: string;
    type?: string;
    location?: string;
    tags?: Record<string, string>;
    identity?: unknown;
    systemData?: Record<string, unknown>;
    properties?: Record<string, unknown>;
}

/** The body of a PUT (PutJobParameters of the specification). It is sent as it is. */
export interface ArmJobRequest {
    location?: string;
    tags?: Record<string, string>;
    properties?: Record<string, unknown>;
}

/** The body of a PATCH (UpdateJobParameters of the specification). It is sent as it is. */
export interface ArmJobPatch {
    tags?: Record<string, string>;
    properties?: Record<string, unknown>;
}

/** A location as the service sent it. */
export interface ArmLocation {
    id?: string;
    name?: string;
    type?: string;
    properties?: Record<string, unknown>;
}

/** Opens one drive. Both values are secret. */
export interface DriveBitLockerKey {
    driveId: string;
    bitLockerKey: string;
}

/** How to look at something that will be looked at again anyway. */
export interface LookOptions {
    /**
     * A failure that may pass (no answer, 408, 5xx) is thrown at once instead of being ridden out. 429 is waited out all
     * the same. Default false.
     */
    once?: boolean;
}

/** How to read a list. */
export interface PageOptions extends LookOptions {
    /** Called for each page, which is a request of its own. */
    onPage?: () => void;
}

export interface ListOptions extends PageOptions {
    /** In the service's grammar, for example `state eq 'Shipping' and type eq 'Import'`. */
    filter?: string;
}

/**
 * The operations of Microsoft.ImportExport, API version 2021-01-01.
 *
 * Every method throws `AzureError`, and its `effect` says whether the request may have done something all the same.
 * `"gone"` is a 404 with ARM's error code ResourceNotFound or ResourceGroupNotFound (for a DELETE also a 204), and
 * nothing else: any other 404 is an error.
 */
export interface ImportExportClient {
    /** Resource Manager's address without a trailing slash; says which cloud. */
    readonly endpoint: string;
    getJob(job: JobAddress, options?: LookOptions): Promise<ArmJob | "gone">;
    /** Creates the job, or overwrites one of that name. */
    createJob(job: JobAddress, body: ArmJobRequest): Promise<ArmJob>;
    updateJob(job: JobAddress, patch: ArmJobPatch): Promise<ArmJob | "gone">;
    deleteJob(job: JobAddress): Promise<"deleted" | "gone">;
    listBitLockerKeys(job: JobAddress): Promise<DriveBitLockerKey[] | "gone">;
    /** Every page of the list. A list of a resource group leaves out `driveList`. */
    listJobs(
        scope: { subscriptionId: string; resourceGroupName?: string },
        options?: ListOptions,
    ): Promise<ArmJob[]>;
    /** @param name a display name (`West US`) or a short one (`westus`) */
    getLocation(name: string): Promise<ArmLocation | "gone">;
    listLocations(): Promise<ArmLocation[]>;
}

/** What a client needs of the process that it runs in. */
export interface Surroundings {
    readonly clock: Clock;
    /** Shows one line to the person who waits. */
    readonly say: (line: string) => void;
}

/** A process that has nothing else to do than this. */
export const aloneInTheTerminal: Surroundings = {
    clock: systemClock,
    say: (line) => console.log(line),
};

const clients = new OpenedOnce<ImportExportClient>();

/**
 * The client for these settings and this subscription: made at the first call, the same one at every later call.
 *
 * @param subscriptionId the client refuses jobs of another subscription; without one it can only answer for locations
 * @param surroundings those of the first call count; default: this machine's clock, lines to the standard output
 * @throws AzureError when the cloud does not describe itself, or a login that was chosen is incomplete
 */
export function connect(
    settings: Settings,
    subscriptionId?: string,
    surroundings = aloneInTheTerminal,
): Promise<ImportExportClient> {
    return clients.get(settings, subscriptionId, async () => {
        // `require`, because `import()` in a CommonJS package would go through the other module loader.
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        const sdk = require("./sdkJobsClient") as typeof import("./sdkJobsClient");
        return await sdk.openClient(settings, subscriptionId, surroundings);
    });
}
