import type { Clock } from "../arm/clock";
import type { Say } from "../arm/say";
import type { Settings } from "../settings/config";
import type { ArmJob, JobAddress } from "./armJob";
import type { Checkpoints } from "./checkpoints";
import type { JobClient } from "./jobClient";
import type { Awaited, Outcome } from "./jobWait";
import type { Missing } from "./movedJobs";
import type { ProgramResources } from "./programResources";

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
    /** What the calls of the operation have seen of the program's resources. */
    readonly program: ProgramResources;
    /** That of the stack which runs, and those of others of its backend. */
    readonly checkpoints: Checkpoints;
}
