import type { Clock } from "../arm/clock";
import { CallEnded, contextOf, pause, type CallContext } from "../arm/context";
import type { Say } from "../arm/say";
import { memoised } from "../arm/memoised";
import type { PageOptions } from "../arm/resource";
import { BulkReads } from "./bulkReads";
import { JobPoller } from "./jobPoller";
import type { Awaited, Outcome } from "./jobWait";
import type { JobKind } from "./serviceTypes";
import type { ServiceDefinition } from "./serviceDefinition";
import type { ArmJob, JobAddress } from "./armJob";
import type { Checkpoints } from "./checkpoints";
import { identityOf } from "./ownerTag";
import { markCreation, unmarkCreation } from "./creationMarks";
import type { ProgramResources } from "./programResources";
import { subscriptionIdOf, type Settings } from "../settings/config";
import { errors } from "./errors";
import type { Missing } from "./movedJobs";
import type { Session } from "./session";
import type { Call, Operation } from "./operation";
import { sameIgnoringCase } from "./sameness";
import { WaitingLines } from "./waitingLines";

/**
 * One call of the engine's on a job: for whom it is, what ends it, and what the calls of its operation share. It goes as an
 * argument to everything that the call does; nothing is kept for the process.
 */
export class CallSession<K extends JobKind> implements Session<K["client"]> {
    /** Shows one line, at once. */
    readonly say: Say;
    /** For the requests of this call. */
    readonly context: CallContext;
    private readonly clients = new Map<string, Promise<K["client"]>>();

    /** @param call by default one that nobody ends, and whose lines are the operation's */
    constructor(
        private readonly service: Pick<
            ServiceDefinition<K>,
            "connect" | "observe" | "secretFields"
        >,
        readonly operation: Operation,
        private readonly call: Call = operation,
    ) {
        const { say, urn, signal, deadlineMs } = call;
        const { clock, waiting, secrets } = operation;
        this.say = say;
        this.context = contextOf({ clock, say, waiting, secrets, urn, signal, deadlineMs });
    }

    /** The client for the settings and this job's subscription. */
    private open(job: JobAddress, context: CallContext): Promise<K["client"]> {
        return this.service.connect(this.settings, job.subscriptionId, context);
    }

    private whereIs(job: ArmJob): string {
        return this.service.observe(job).where;
    }

    get clock(): Clock {
        return this.operation.clock;
    }

    get program(): ProgramResources {
        return this.operation.program;
    }

    get checkpoints(): Checkpoints {
        return this.operation.checkpoints;
    }

    /** @throws SettingsError */
    get settings(): Settings {
        return this.operation.settings;
    }

    /** Keeps the sensitive values of a body out of every later error of the operation. */
    registerSecrets(body: unknown): void {
        this.operation.secrets.addFrom(body, this.service.secretFields);
    }

    /** Sleeps, and says whether to go on: false when the call is to wait no longer. */
    async pause(ms: number): Promise<boolean> {
        try {
            await pause(this.context, ms);
            return true;
        } catch (error) {
            if (error instanceof CallEnded) return false;
            throw error;
        }
    }

    /** Where the inputs put the job. @throws SettingsError when nothing gives a subscription */
    addressOf(inputs: {
        subscriptionId?: string;
        resourceGroupName: string;
        jobName: string;
    }): JobAddress {
        return {
            subscriptionId: subscriptionIdOf(this.settings, inputs.subscriptionId),
            resourceGroupName: inputs.resourceGroupName,
            jobName: inputs.jobName,
        };
    }

    /** The client for a job that is not in the stack yet. */
    async connect(job: JobAddress): Promise<K["client"]> {
        return await memoised(this.clients, job.subscriptionId, () => this.open(job, this.context));
    }

    /** The client for a job of the stack. @throws JobError `OtherCloud` when the settings lead elsewhere */
    async reconnect(job: JobAddress, olds: { cloud: string }): Promise<K["client"]> {
        const client = await this.connect(job);
        if (olds.cloud && !sameIgnoringCase(olds.cloud, client.endpoint)) {
            throw errors.OtherCloud({ job, stored: olds.cloud, now: client.endpoint });
        }
        return client;
    }

    /** What is needed to look for a job of the stack that its id does not find. */
    missing(client: K["client"], address: JobAddress, ours: Missing["ours"]): Missing {
        return {
            client,
            lists: this.operation.lists,
            address,
            ours,
            checkOwner: this.settings.ownerTag,
            say: this.say,
            whereIs: (job) => this.whereIs(job),
            isAskedFor: (resourceGroupName) =>
                this.program.isRegistered({ ...address, resourceGroupName }),
        };
    }

    /**
     * Waits for a job, together with those of the operation's other calls.
     *
     * @throws JobError `WaitCancelled` when the call is to wait no longer; what the looks threw
     */
    async waitFor(awaited: Awaited): Promise<Outcome> {
        const { subscriptionId } = awaited.address;
        const watch = await memoised(this.operation.watches, subscriptionId.toLowerCase(), () =>
            this.openWatch(awaited.address),
        );
        const { signal } = this.call;
        return await watch.until({ ...awaited, say: this.say, signal });
    }

    /** The job as a list shows it that is for the operation's other reads, too; undefined: look at it. */
    async listedJob(job: JobAddress): Promise<ArmJob | undefined> {
        const { bulkReads, clock } = this.operation;
        const reads = await memoised(bulkReads, job.subscriptionId.toLowerCase(), async () => {
            const client = await this.openForAll(job);
            const { subscriptionId } = job;
            const list = (options: PageOptions) => client.listJobs({ subscriptionId }, options);
            return new BulkReads(list, () => clock.now());
        });
        return await reads.listedJob(job);
    }

    /** A client whose lists are for several calls, and so they are none of them's. */
    private async openForAll(job: JobAddress): Promise<K["client"]> {
        const { clock, say, waiting, secrets } = this.operation;
        return await this.open(job, contextOf({ clock, say, waiting, secrets }));
    }

    private async openWatch(job: JobAddress): Promise<JobPoller> {
        const { clock, say } = this.operation;
        const client = await this.openForAll(job);
        const lines = new WaitingLines(
            say,
            () => clock.now(),
            (job) => this.whereIs(job),
        );
        return new JobPoller(client, clock, (report) => lines.tell(report));
    }

    /** Marks a creation, so that it is known for this stack's also where this process dies in it. @param tag its owner tag */
    async beginCreation(tag: string): Promise<void> {
        const identity = identityOf(tag);
        if (identity === undefined || !this.settings.ownerTag) return;
        const lineage = await this.checkpoints.lineage();
        if (lineage !== undefined) markCreation(identity, lineage);
    }

    /** The creation has ended in a way that the engine is told of. @param tag its owner tag */
    endCreation(tag: string): void {
        const identity = identityOf(tag);
        const left = identity === undefined ? undefined : unmarkCreation(identity);
        if (left !== undefined) {
            this.say(`Warning: cannot remove the mark of a creation that has ended: ${left}`);
        }
    }
}
