/** What the functions of Import/Export take and give. */
import type { InputsOf } from "../dynamic/inProgram";

/** Which job. */
export interface GetJobArgs {
    resourceGroupName: string;
    jobName: string;
    /** Default: the setting `subscriptionId`. */
    subscriptionId?: string;
}

/** `GetJobArgs` whose values may come from resources. */
export type GetJobOutputArgs = InputsOf<GetJobArgs>;

/** A job as the service shows it now. */
export interface GetJobResult {
    readonly id: string;
    readonly name: string;
    readonly type?: string;
    /** A display name such as `West US`. */
    readonly location?: string;
    /** All tags, the owner tag included. */
    readonly tags?: Record<string, string>;
    readonly identity?: unknown;
    /**
     * Who made the job, and when. Personal.
     *
     * @remarks Secret in the `…Output` forms.
     */
    readonly systemData?: Record<string, unknown>;
    /**
     * The job's properties, in the service's own words and completely. Holds addresses, phone numbers, tracking
     * numbers and drive ids.
     *
     * @remarks Secret in the `…Output` forms, and nothing to print in the others.
     */
    readonly properties: Record<string, unknown>;
    /** The job's state, the service's own word; absent when the service gave none. */
    readonly state?: string;
    readonly cancelRequested: boolean;
    /** Whether a cancellation may still be asked for in this state. */
    readonly isCancellable: boolean;
    /** Whether the service deletes a job in this state. */
    readonly isDeletable: boolean;
    /** Why the job cannot be deleted now; absent when it can. */
    readonly blockedReason?: string;
    /** 0 to 100; absent until the service copies. */
    readonly percentComplete?: number;
}

/** Which jobs. */
export interface ListJobsArgs {
    /** Default: all resource groups of the subscription. The service then lists `driveList` too. */
    resourceGroupName?: string;
    /** In the service's grammar, for example `state eq 'Shipping' and type eq 'Import'`. */
    filter?: string;
    /** Default: the setting `subscriptionId`. */
    subscriptionId?: string;
}

/** `ListJobsArgs` whose values may come from resources. */
export type ListJobsOutputArgs = InputsOf<ListJobsArgs>;

/** Which location. */
export interface GetLocationArgs {
    /** `West US` or `westus`. */
    locationName: string;
}

/** `GetLocationArgs` whose values may come from resources. */
export type GetLocationOutputArgs = InputsOf<GetLocationArgs>;

/** A place that takes drives: Microsoft's address, and who may deliver there. */
export interface GetLocationResult {
    readonly id?: string;
    readonly name: string;
    readonly type?: string;
    /** The address (`recipientName` … `phone`), `supportedCarriers` and `alternateLocations`, as the service sends them. */
    readonly properties: Record<string, unknown>;
}
