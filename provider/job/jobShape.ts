/** A job inside the provider, as far as jobs of every service are the same: its inputs, and what the checkpoint keeps. */
import type { Deletion } from "./deletionOptions";

/** The inputs that jobs of every service have, as they reach the provider after `check`: plain values, the name decided. */
export interface InputsOfAnyJob {
    resourceGroupName: string;
    jobName: string;
    location?: string;
    subscriptionId?: string;
    tags?: Record<string, string>;
    deletion?: object;
    adoptExisting?: boolean;
    /** The value of the owner tag: `organisation/project/stack/name`, and which creation. */
    owner: string;
}

/** What the checkpoint keeps of a job of any service. Fields are added, never given another meaning. */
export interface OutputsOfAnyJob {
    name: string;
    type: string;
    location?: string;
    tags?: Record<string, string>;
    identity?: unknown;
    systemData?: Record<string, unknown>;
    isCancellable?: boolean;
    isDeletable?: boolean;
    blockedReason?: string;
    /** The service no longer has the job, which had been on its way; the stack remembers it. */
    purged: boolean;
    resourceGroupName: string;
    subscriptionId: string;
    deletion: Deletion;
    adoptExisting: boolean;
    /** The Resource Manager endpoint that the job lives behind. */
    cloud: string;
    /** The value of the owner tag for this resource. */
    owner: string;
    /** The value that the tag still has, where it was not seen to be renewed: of a creation that was interrupted. */
    formerOwner?: string;
    /** The names of the tags that the program set last: those it may also take away. */
    managedTags: string[];
    /** Azure's answer to the creation was lost, so the job may or may not exist. */
    creationUnconfirmed?: boolean;
    /** When that creation was asked for (ISO 8601), where the service shows a job only some time after its PUT. */
    creationAskedAt?: string;
}

/** The outputs of a job that changes are judged by, beside those that only its service has. */
export type ComparedOutputs =
    | "name"
    | "resourceGroupName"
    | "subscriptionId"
    | "location"
    | "tags"
    | "managedTags"
    | "deletion"
    | "adoptExisting"
    | "formerOwner";

/** One of the words that the documents have, which an editor offers; any other string is taken too, and judged by `check`. */
export type OneOf<Words extends string> = Words | (string & Record<never, never>);
