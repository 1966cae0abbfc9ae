import type { Clock } from "../arm/clock";
import { CallEnded, contextOf, pause, type CallContext } from "../arm/context";
import type { Say } from "../arm/say";
import { openedOnce } from "../arm/openedOnce";
import type { PageOptions } from "../arm/resource";
import { BulkReads } from "./bulkReads";
import { JobPoller, type Awaited, type Outcome } from "./jobPoller";
import type { JobKind } from "./serviceTypes";
import type { ServiceDefinition } from "./serviceDefinition";
import { isSameJob, type ArmJob, type JobAddress } from "./armJob";
import type { Finding } from "./findings";
import { identityOf, wordsOf } from "./ownerTag";
import { markCreation, unmarkCreation } from "./creationMarks";
import { readCheckpoint, type CheckpointReading } from "./stackCheckpoint";
import { subscriptionIdOf, type Settings } from "../settings/config";
import { errors } from "./errors";
import type { Missing } from "./movedJobs";
import type { Registered, Session } from "./session";
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
        private readonly service: Pick<ServiceDefinition<K>, "connect" | "observe">,
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

    /** @throws SettingsError */
    get settings(): Settings {
        return this.operation.settings;
    }

    /** Keeps the sensitive values of a body out of every later error of the operation. */
    registerSecrets(body: unknown): void {
        this.operation.secrets.addFrom(body);
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
        return await openedOnce(this.clients, job.subscriptionId, () =>
            this.open(job, this.context),
        );
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
                this.operation.registered.some((one) =>
                    isSameJob(one, { ...address, resourceGroupName }),
                ),
        };
    }

    /**
     * Waits for a job, together with those of the operation's other calls.
     *
     * @throws JobError `WaitCancelled` when the call is to wait no longer; what the looks threw
     */
    async waitFor(awaited: Awaited): Promise<Outcome> {
        const { subscriptionId } = awaited.address;
        const watch = await openedOnce(this.operation.watches, subscriptionId.toLowerCase(), () =>
            this.openWatch(awaited.address),
        );
        const { signal } = this.call;
        return await watch.until({ ...awaited, say: this.say, signal });
    }

    /** The job as a list shows it that is for the operation's other reads, too; undefined: look at it. */
    async listedJob(job: JobAddress): Promise<ArmJob | undefined> {
        const { bulkReads, clock } = this.operation;
        const reads = await openedOnce(bulkReads, job.subscriptionId.toLowerCase(), async () => {
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

    /** Notes that the program has this resource, or one of this job, so that a delete of it replaces it. */
    noteRegistered(resource: Registered): void {
        this.operation.registered.push(resource);
    }

    /**
     * Whether a delete of this job is half of a replacement: `destroy`, and an update that drops the
     * resource, delete jobs that the program does not register.
     */
    isBeingReplaced(job: JobAddress, owner: string): boolean {
        return this.operation.registered.some(
            (one) =>
                (one.owner !== undefined && wordsOf(one.owner) === wordsOf(owner)) ||
                isSameJob(one, job),
        );
    }

    /** What is wrong, as a new job's, with the inputs of the resource that the program registered for this very job. */
    lacksOfNext(job: JobAddress): readonly Finding[] {
        return this.operation.registered
            .filter((one) => isSameJob(one, job))
            .flatMap(({ lacks = [] }) => lacks);
    }

    /** Notes which job the program gives a resource now. @returns the name of another one that it gives the same job */
    noteDeclared(resource: Registered & { readonly owner: string }): string | undefined {
        const { declared } = this.operation;
        const subscriptionId = resource.subscriptionId ?? this.settings.subscriptionId;
        const place = [subscriptionId, resource.resourceGroupName, resource.jobName];
        const job = place.join("/").toLowerCase();
        const words = wordsOf(resource.owner);
        declared.set(words, job);
        const [other] = [...declared].find(([one, its]) => one !== words && its === job) ?? [];
        return other?.split("/").at(-1);
    }

    /** Reserves a job for one create of this operation. False: another create has it already. */
    claim(id: string): boolean {
        const { claimed } = this.operation;
        if (claimed.has(id.toLowerCase())) return false;
        claimed.add(id.toLowerCase());
        return true;
    }

    /** Notes that a create of this operation has this job now. */
    noteTaken(resource: Registered): void {
        this.operation.taken.push(resource);
    }

    /** Notes that a resource of the program has this job, by the checkpoint. */
    noteExisting(resource: Registered): void {
        this.operation.existing.push(resource);
    }

    /** Notes that a resource of the program is to get another job: its old one is deleted, and nobody's after that. */
    noteReplaced(resource: Registered): void {
        this.noteRegistered(resource);
        this.operation.existing = this.operation.existing.filter(
            ({ owner }) => owner !== resource.owner,
        );
    }

    /** The resources of the program that have this job: made or taken over in this operation, or before it. */
    resourcesOf(job: JobAddress): { taken: Registered[]; existing: Registered[] } {
        const ofJob = (one: Registered) => isSameJob(one, job);
        return {
            taken: this.operation.taken.filter(ofJob),
            existing: this.operation.existing.filter(ofJob),
        };
    }

    /** Notes which stack runs, `organisation/project/stack`: the engine does not tell a dynamic provider. */
    noteStack(name: unknown): void {
        if (typeof name === "string") this.operation.stack = name;
    }

    /** The checkpoint of the stack, as the engine has written it by now. */
    async currentCheckpoint(): Promise<CheckpointReading> {
        if (this.operation.stack === undefined)
            return { unreadable: "nothing says which stack this is" };
        return await readCheckpoint(this.operation.stack);
    }

    /** Read once: what was cut off before this operation stands in it however early that is. */
    private earlierCheckpoint(): Promise<CheckpointReading> {
        return (this.operation.checkpoint ??= this.currentCheckpoint());
    }

    /** The name of the job that a creation of this resource began to make; undefined: none that the checkpoint shows. */
    async unfinishedName(types: readonly string[], words: string): Promise<string | undefined> {
        const checkpoint = await this.earlierCheckpoint();
        return "unreadable" in checkpoint ? undefined : checkpoint.unfinishedName(types, words);
    }

    /** Notes that a resource comes from the other provider, dynamic or packaged. @param words of its owner tag */
    noteMoved(words: string): void {
        this.operation.moved.add(words);
    }

    /** Whether it was noted that the resource of these words comes from the other provider. */
    hasMoved(words: string): boolean {
        return this.operation.moved.has(words);
    }

    /** Whether the checkpoint has the resource of these words as the other provider's. */
    async isHeldElsewhere(
        types: readonly string[],
        words: string,
        isDynamic: boolean,
    ): Promise<boolean> {
        const checkpoint = await this.earlierCheckpoint();
        if ("unreadable" in checkpoint) return false;
        return checkpoint.has(types, words, !isDynamic);
    }

    get isToldOrganisation(): boolean {
        return this.operation.stack?.includes("/") ?? false;
    }

    /** Whether another stack of this backend has the job of this creation; false where it cannot be read. */
    async hasJob(stack: string, identity: string): Promise<boolean> {
        const { otherStacks } = this.operation;
        const checkpoint = await openedOnce(otherStacks, stack, () => readCheckpoint(stack));
        return !("unreadable" in checkpoint) && checkpoint.hasFinished(identity);
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
            return `its owner tag has this resource's words, which other stacks may have as well, and whether it is an interrupted creation of this stack is not known: ${checkpoint.unreadable}`;
        }
        if (checkpoint.hasFinished(identity)) {
            return "this stack has it already. Where it is to be replaced because of --replace, a taint or replaceOnChanges, the engine makes the new job first, under the same name: the resource option deleteBeforeReplace: true turns that around";
        }
        return checkpoint.hasUnfinished(identity)
            ? undefined
            : "its owner tag has this resource's words, which other stacks may have as well, and this stack's checkpoint has no unfinished creation of it";
    }
}
