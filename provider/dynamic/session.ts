import { systemClock, type Clock } from "../arm/clock";
import { contextOf, type CallContext } from "../arm/context";
import { openedOnce } from "../arm/openedOnce";
import { JobWatch, type WatchedClient, type WatchReport } from "./jobWatch";
import type { ArmJob, JobAddress } from "./armJob";
import { readSettings, subscriptionIdOf, type Settings } from "../settings/config";
import { otherCloud } from "./errors";
import type { Missing } from "./movedJobs";
import { sameIgnoringCase } from "./sameness";
import { WaitingLines } from "./waitingLines";

/** Who waits for an operation, as the front door knows them. */
export interface Caller {
    /** Shows one line, at once. */
    readonly say: (line: string) => void;
    /** Aborted when the call that is under way is to wait no longer. */
    readonly cancelled: () => AbortSignal | undefined;
}

/**
 * One Pulumi operation, as the provider's process sees it: its settings, its clock, its way to talk
 * to the person who waits, and what it has seen so far. A provider process serves one operation and
 * no more.
 */
export abstract class OperationSession<
    Client extends WatchedClient & { readonly endpoint: string },
> {
    /** What the program registered in this operation. */
    private readonly registered: Registered[] = [];
    /** Ids of jobs that a create of this operation works on. */
    private readonly claimed: string[] = [];
    /** Ids of jobs that a create of this operation made or took over. */
    private readonly taken: string[] = [];
    private known: Settings | undefined;
    private readonly clients = new Map<string, Promise<Client>>();
    private readonly watches = new Map<Client, JobWatch>();
    /** For all calls of this operation: one line a minute tells of everything that waits. */
    protected readonly context: CallContext;

    constructor(
        private readonly config: { get(key: string): string | undefined },
        private readonly env: NodeJS.ProcessEnv = process.env,
        readonly clock: Clock = systemClock,
        /** Shows one line, at once. */
        readonly say: (line: string) => void = (line) => console.log(line),
        private readonly cancelled: Caller["cancelled"] = () => undefined,
    ) {
        this.context = contextOf({ clock, say });
    }

    /** The client for the settings and this job's subscription. */
    protected abstract open(job: JobAddress): Promise<Client>;

    /** Where a job is, as it reads after "it is". */
    protected abstract whereIs(job: ArmJob): string;

    /** @throws SettingsError */
    get settings(): Settings {
        return (this.known ??= readSettings(this.config, this.env));
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
    async connect(job: JobAddress): Promise<Client> {
        return await openedOnce(this.clients, job.subscriptionId, () => this.open(job));
    }

    /** The client for a job of the stack. @throws JobError `OtherCloud` when the settings lead elsewhere */
    async reconnect(job: JobAddress, olds: { cloud: string }): Promise<Client> {
        const client = await this.connect(job);
        if (olds.cloud && !sameIgnoringCase(olds.cloud, client.endpoint)) {
            throw otherCloud(job, olds.cloud, client.endpoint);
        }
        return client;
    }

    /** What is needed to look for a job of the stack that its id does not find. */
    missing(client: Client, address: JobAddress, ours: Missing["ours"]): Missing {
        return {
            client,
            address,
            ours,
            checkOwner: this.settings.ownerTag,
            say: this.say,
            whereIs: (job) => this.whereIs(job),
            isAskedFor: (resourceGroupName) =>
                this.registered.some((one) => isSameJob(one, { ...address, resourceGroupName })),
        };
    }

    /** Where jobs of this client are waited for, all together. */
    watch(client: Client): JobWatch {
        const known = this.watches.get(client);
        if (known) return known;
        const lines = new WaitingLines(
            this.say,
            () => this.clock.now(),
            (job) => this.whereIs(job),
        );
        const tell = (report: WatchReport) => lines.tell(report);
        const watch = new JobWatch(client, this.clock, tell, this.cancelled);
        this.watches.set(client, watch);
        return watch;
    }

    /** Notes that the program has this resource, or one of this job, so that a delete of it replaces it. */
    noteRegistered(resource: Registered): void {
        this.registered.push(resource);
    }

    /**
     * Whether a delete of this job is half of a replacement: `destroy`, and an update that drops the
     * resource, delete jobs that the program does not register.
     */
    isBeingReplaced(job: JobAddress, owner: string): boolean {
        return this.registered.some(
            (one) => (one.owner !== undefined && one.owner === owner) || isSameJob(one, job),
        );
    }

    /** Reserves a job for one create of this operation. False: another create has it already. */
    claim(id: string): boolean {
        if (this.claimed.includes(id.toLowerCase())) return false;
        this.claimed.push(id.toLowerCase());
        return true;
    }

    /** Notes that a create of this operation has this job now. */
    noteTaken(id: string): void {
        this.taken.push(id.toLowerCase());
    }

    /** Whether a create of this operation has this job. */
    isTaken(id: string): boolean {
        return this.taken.includes(id.toLowerCase());
    }
}

/** A resource as `check` and `diff` see it; `check` is told no id, and the settings may give the rest. */
export type Registered = Partial<JobAddress> & { owner?: string };

function isSameJob(one: Registered, job: JobAddress): boolean {
    return (
        sameIgnoringCase(one.jobName, job.jobName) &&
        sameIgnoringCase(one.resourceGroupName, job.resourceGroupName) &&
        (!one.subscriptionId || sameIgnoringCase(one.subscriptionId, job.subscriptionId))
    );
}
