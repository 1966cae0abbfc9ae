import { systemClock, type Clock } from "../arm/clock";
import { contextOf, type CallContext } from "../arm/context";
import { openedOnce } from "../arm/openedOnce";
import { JobWatch, type WatchedClient, type WatchReport } from "./jobWatch";
import { isSameJob, type ArmJob, type JobAddress } from "../job/armJob";
import type { Finding } from "../job/findings";
import { identityOf, wordsOf } from "../job/creationIdentity";
import { markCreation, unmarkCreation } from "./creationMarks";
import { readCheckpoint, type CheckpointReading } from "./stackCheckpoint";
import { readSettings, subscriptionIdOf, type Settings } from "../settings/config";
import { otherCloud } from "../job/errors";
import type { Missing } from "./movedJobs";
import { sameIgnoringCase } from "../job/sameness";
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
    /** Jobs that a create of this operation made or took over. */
    private readonly taken: Registered[] = [];
    /** Jobs that resources of the program have by the checkpoint. */
    private held: Registered[] = [];
    private stack: string | undefined;
    /** As it was when a creation of this operation first asked for it: what was cut off before is in it. */
    private checkpoint: Promise<CheckpointReading> | undefined;
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
            (one) =>
                (one.owner !== undefined && wordsOf(one.owner) === wordsOf(owner)) ||
                isSameJob(one, job),
        );
    }

    /** What is wrong, as a new job's, with the inputs of the resource that the program registered for this very job. */
    lacksOfNext(job: JobAddress): readonly Finding[] {
        return this.registered
            .filter((one) => isSameJob(one, job))
            .flatMap(({ lacks = [] }) => lacks);
    }

    /** Reserves a job for one create of this operation. False: another create has it already. */
    claim(id: string): boolean {
        if (this.claimed.includes(id.toLowerCase())) return false;
        this.claimed.push(id.toLowerCase());
        return true;
    }

    /** Notes that a create of this operation has this job now. */
    noteTaken(resource: Registered): void {
        this.taken.push(resource);
    }

    /** Notes that a resource of the program has this job, by the checkpoint. */
    noteHeld(resource: Registered): void {
        this.held.push(resource);
    }

    /** Notes that a resource of the program is to get another job: its old one is deleted, and nobody's after that. */
    noteReplaced(resource: Registered): void {
        this.noteRegistered(resource);
        this.held = this.held.filter(({ owner }) => owner !== resource.owner);
    }

    /** The resources of the program that have this job: made or taken over in this operation, or before it. */
    holdersOf(job: JobAddress): { taken: Registered[]; held: Registered[] } {
        const ofJob = (one: Registered) => isSameJob(one, job);
        return { taken: this.taken.filter(ofJob), held: this.held.filter(ofJob) };
    }

    /** Notes which stack runs, `organisation/project/stack`: the engine does not tell a dynamic provider. */
    noteStack(name: unknown): void {
        if (typeof name === "string") this.stack = name;
    }

    /** The checkpoint of the stack, as the engine has written it by now. */
    async currentCheckpoint(): Promise<CheckpointReading> {
        if (this.stack === undefined) return { unreadable: "nothing says which stack this is" };
        return await readCheckpoint(this.stack);
    }

    /** Read once: what was cut off before this operation stands in it however early that is. */
    private earlierCheckpoint(): Promise<CheckpointReading> {
        return (this.checkpoint ??= this.currentCheckpoint());
    }

    /** The name of the job that a creation of this resource began to make; undefined: none that the checkpoint shows. */
    async unfinishedName(types: readonly string[], words: string): Promise<string | undefined> {
        const checkpoint = await this.earlierCheckpoint();
        return "unreadable" in checkpoint ? undefined : checkpoint.unfinishedName(types, words);
    }

    /** Marks a creation, so that it is known for this stack's also where this process dies in it. @param tag its owner tag */
    async beginCreation(tag: string): Promise<void> {
        const identity = identityOf(tag);
        if (identity === undefined || !this.settings.ownerTag) return;
        const checkpoint = await this.earlierCheckpoint();
        const lineage = "unreadable" in checkpoint ? undefined : checkpoint.lineage;
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

    /** What speaks against an identity's being that of a creation of this stack which was cut off; undefined: nothing. */
    async doubtUnfinished(identity: string): Promise<string | undefined> {
        const checkpoint = await this.earlierCheckpoint();
        if ("unreadable" in checkpoint) {
            return `its owner tag has this resource's words, which other stacks may have as well, and whether it is an interrupted creation of this stack cannot be told: ${checkpoint.unreadable}`;
        }
        if (checkpoint.hasFinished(identity)) {
            return "this stack has it already. Where it is to be replaced because of --replace, a taint or replaceOnChanges, the engine makes the new job first, under the same name: the resource option deleteBeforeReplace: true turns that around";
        }
        return checkpoint.hasUnfinished(identity)
            ? undefined
            : "its owner tag has this resource's words, which other stacks may have as well, and this stack's checkpoint has no unfinished creation of it";
    }
}

/**
 * A resource as `check` and `diff` see it; `check` is told no id, and the settings may give the rest.
 *
 * `lacks`: what an adoption is content with, and a new job would not be made of.
 */
export type Registered = Partial<JobAddress> & { owner?: string; lacks?: readonly Finding[] };
