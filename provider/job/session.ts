import type { Clock } from "../arm/clock";
import type { Say } from "../arm/say";
import type { Settings } from "../settings/config";
import type { ArmJob, JobAddress } from "./armJob";
import type { JobClient } from "./jobClient";
import type { Finding } from "./findings";
import type { Awaited, Outcome } from "./jobPoller";
import type { Missing } from "./movedJobs";

/**
 * A resource as `check` and `diff` see it; `check` is told no id, and the settings may give the rest.
 *
 * `lacks`: what an adoption is content with, and a new job would not be made of.
 */
export type Registered = Partial<JobAddress> & { owner?: string; lacks?: readonly Finding[] };

/** The checkpoint of the stack, as far as the record of an earlier replacement may be in it. */
type Checkpoint =
    { readonly unreadable: string } | { hasLeftover(id: string, owner: string): boolean };

/**
 * One call of Pulumi's engine, as the engine of this folder needs it of a front door: whom it speaks to, how it reaches
 * Azure, and what the calls of its operation have seen.
 */
export interface Session<Client extends JobClient = JobClient> {
    /** @throws SettingsError */
    readonly settings: Settings;
    readonly clock: Clock;
    /** Shows one line, at once. */
    readonly say: Say;
    /** Sleeps, and says whether to go on: false when the call is to wait no longer. */
    pause(ms: number): Promise<boolean>;
    /** Where the inputs put the job. @throws SettingsError when nothing gives a subscription */
    addressOf(inputs: {
        subscriptionId?: string;
        resourceGroupName: string;
        jobName: string;
    }): JobAddress;
    /** The client for a job that is not in the stack yet. */
    connect(job: JobAddress): Promise<Client>;
    /** The client for a job of the stack. @throws JobError `OtherCloud` when the settings lead elsewhere */
    reconnect(job: JobAddress, olds: { cloud: string }): Promise<Client>;
    /** What is needed to look for a job of the stack that its id does not find. */
    missing(client: Client, address: JobAddress, ours: Missing["ours"]): Missing;
    /** The job as a list of the operation's reads shows it; undefined: look at it. See `BulkReads`. */
    listedJob(job: JobAddress): Promise<ArmJob | undefined>;
    /** Waits for a job, together with those of the operation's other calls. */
    waitFor(awaited: Awaited): Promise<Outcome>;
    /** Notes which stack runs, `organisation/project/stack`. */
    noteStack(name: unknown): void;
    /** Notes that a resource of the program has this job, by the checkpoint. */
    noteExisting(resource: Registered): void;
    /** Notes that the program has this resource, or one of this job, so that a delete of it replaces it. */
    noteRegistered(resource: Registered): void;
    /**
     * Notes which job the program gives a resource now.
     *
     * @returns the name of another resource of the program that it gives the same job
     */
    noteDeclared(resource: Registered & { readonly owner: string }): string | undefined;
    /** Notes that a create of this operation has this job now. */
    noteTaken(resource: Registered): void;
    /** Notes that a resource of the program is to get another job. */
    noteReplaced(resource: Registered): void;
    /** Whether a delete of this job is half of a replacement. */
    isBeingReplaced(job: JobAddress, owner: string): boolean;
    /** What is wrong, as a new job's, with the inputs of the resource that the program registered for this very job. */
    lacksOfNext(job: JobAddress): readonly Finding[];
    /** Reserves a job for one create of this operation. False: another create has it already. */
    claim(id: string): boolean;
    /** The resources of the program that have this job: made or taken over in this operation, or before it. */
    resourcesOf(job: JobAddress): { taken: Registered[]; existing: Registered[] };
    /** The checkpoint of the stack, as the engine has written it by now. */
    currentCheckpoint(): Promise<Checkpoint>;
    /** The name of the job that a creation of this resource began to make; undefined: none that the checkpoint shows. */
    unfinishedName(types: readonly string[], words: string): Promise<string | undefined>;
    /** Notes that a resource comes from the other provider, dynamic or packaged. @param words of its owner tag */
    noteMoved(words: string): void;
    /** Whether it was noted that the resource of these words comes from the other provider. */
    hasMoved(words: string): boolean;
    /** Whether the checkpoint has the resource of these words as the other provider's. */
    isHeldElsewhere(types: readonly string[], words: string, isDynamic: boolean): Promise<boolean>;
    /**
     * Whether the front door knows the organisation of the stack that runs. Without it, a stack of the same project is right by
     * its name alone, for every backend.
     */
    readonly isToldOrganisation: boolean;
    /** Whether another stack of this backend has the job of this creation. @param stack as the CLI is to be asked for it */
    hasJob(stack: string, identity: string): Promise<boolean>;
    /** What speaks against an identity's being that of a creation of this stack which was cut off; undefined: nothing. */
    doubtUnfinished(identity: string): Promise<string | undefined>;
}
