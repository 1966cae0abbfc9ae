import { createHash } from "node:crypto";
import type { Fault, LoggedRequest } from "azure-importexport-emulator";
import type { CommandResult } from "../../harness/stack";
import {
    doorsOf,
    jobId,
    JobStack,
    type DeclaredJob,
    type Door,
    type PlainArgs,
    type ServiceJob,
} from "../../fixtures/jobStack";
import type { Command, Operation } from "./operations";
import {
    hasSeenCancelled,
    inOwnSubscription,
    leaveOutFlags,
    operationOf,
    serviceOf,
    type Service,
} from "./services";

const commandLines: Readonly<Record<Command, string[]>> = {
    up: ["up", "--yes", "--skip-preview"],
    drop: ["up", "--yes", "--skip-preview"],
    destroy: ["destroy", "--yes", "--skip-preview"],
    wait: ["destroy", "--yes", "--skip-preview"],
    refused: ["destroy", "--yes", "--skip-preview"],
    refresh: ["refresh", "--yes", "--skip-preview"],
};

/** More than there are resources: all of them are under way when the blow falls. */
const parallel = ["--parallel", "500"];

/** One resource of a crash site. */
export interface Subject {
    /** Its name in the program. */
    resource: string;
    operationName: string;
    operation: Operation;
    /** The names that its jobs have, the renamed one last. */
    jobNames: string[];
    /**
     * A subscription of its own: jobs of one subscription are waited for together, so that a look
     * that is held would hold them all. And what is asked in it is asked for this subject.
     */
    subscriptionId: string;
}

/** A real stack with a job for each subject, standing where its operation begins. */
export class CrashSite {
    /** Everything that any command printed. */
    output = "";
    /** Keys that the emulator has given out: nobody else may see them. */
    readonly keysGiven = new Set<string>();
    private requestsBefore = 0;

    private constructor(
        readonly jobs: JobStack,
        readonly service: Service,
        readonly command: Command,
        readonly subjects: readonly Subject[],
    ) {}

    /**
     * @param subjects all of one service
     * @param nodeModules the packages of its commands; default: the repository's
     */
    static async open(
        command: Command,
        subjects: readonly Subject[],
        nodeModules?: string,
        door: Door = "dynamic",
    ): Promise<CrashSite> {
        const service = serviceOf(subjects[0]!.operationName);
        const jobs: JobStack = await JobStack.create({
            kind: new Map(doorsOf(service.kind)).get(door),
            dataBoxCancel: command === "wait" ? "whenMoved" : "atOnce",
            dataBoxShown: "whenCreated",
            onAnswer: (answer) => site.see(answer),
            dataBoxOperationPolls: 1, // what is struck is counted by requests
            additionalSubscriptionIds: subjects.map(({ subscriptionId }) => subscriptionId),
            // How long a lost connection is tried again: until the last request is at its point. The first that fails
            // keeps Pulumi from beginning any more, and on a slow machine it begins four a second.
            config: {
                "azure-importexport:patienceSeconds": String(
                    Math.max(5, Math.ceil(subjects.length / 4)),
                ),
            },
        });
        const site: CrashSite = new CrashSite(jobs, service, command, subjects);
        try {
            jobs.stack.usePackages(nodeModules);
            await site.prepare();
        } catch (error) {
            await jobs.dispose();
            throw error;
        }
        return site;
    }

    /** Starts the command. */
    start() {
        return this.jobs.stack.start([...commandLines[this.command], ...parallel]);
    }

    /** Runs any command, and keeps what it says. */
    async run(args: string[]): Promise<CommandResult> {
        const result = await this.jobs.stack.run(args);
        this.output += result.output;
        return result;
    }

    /** The same command again. */
    again(): Promise<CommandResult> {
        return this.run([...commandLines[this.command], ...parallel]);
    }

    /** Requests for the sake of one subject since the site was prepared. */
    requestsOf({ subscriptionId }: Subject): LoggedRequest[] {
        return this.requests().filter(({ path }) => path.includes(subscriptionId));
    }

    requests(): LoggedRequest[] {
        return this.jobs.emulator.requests().slice(this.requestsBefore);
    }

    /** The request that a fault struck, once it has. */
    struckBy(fault: Fault): LoggedRequest | undefined {
        return this.requests().find(({ faults }) => faults.includes(fault.id));
    }

    /** What the service has. */
    serviceJobs(): ServiceJob[] {
        return this.jobs.emulator.jobs() as ServiceJob[];
    }

    /** Files of the stack that must not hold secrets: all but the program. */
    files() {
        return this.jobs.files().filter(({ file }) => !file.endsWith("jobs.json"));
    }

    /** Process ids of the stack's providers. */
    providerPids(): number[] {
        return this.jobs.stack
            .leftovers()
            .filter(({ command }) =>
                /node.*(dynamic-provider|pulumi-resource-azure-)/.test(command),
            )
            .map(({ pid }) => pid);
    }

    async dispose(): Promise<void> {
        this.jobs.emulator.clearFaults();
        await this.jobs.dispose();
    }

    private async prepare(): Promise<void> {
        const { emulator } = this.jobs;
        for (const subject of this.subjects.filter(({ operation }) => operation.adopted)) {
            const { after, ends } = subject.operation;
            const content = this.service.planted(inOwnSubscription(after!, subject.subscriptionId));
            emulator.plant(this.idOf(subject), { ...content, state: ends.job });
        }
        const before = this.programOf(({ operation }) => operation.before);
        if (Object.keys(before).length > 0) await this.deploy(before);
        if (this.subjects.some(({ operation }) => operation.then)) {
            await this.deploy(
                this.programOf(({ operation }) => operation.then ?? operation.before),
            );
        }
        for (const subject of this.subjects) {
            const { begins } = subject.operation;
            if (begins) emulator.move(this.idOf(subject), begins);
        }
        if (this.subjects.some(({ operation }) => operation.refreshed)) {
            await this.jobs.stack.succeeds(["refresh", "--yes", "--skip-preview"]);
        }
        for (const subject of this.subjects) {
            if (subject.operation.gone) emulator.remove(this.idOf(subject));
        }
        this.jobs.declare(
            this.command === "drop"
                ? {}
                : this.programOf(({ operation, jobNames }) =>
                      operation.renamed
                          ? { ...operation.before!, jobName: jobNames[1]! }
                          : (operation.after ?? operation.before),
                  ),
        );
        this.requestsBefore = emulator.requests().length;
    }

    private async deploy(program: Record<string, DeclaredJob>): Promise<void> {
        this.jobs.declare(program);
        await this.jobs.stack.succeeds([...commandLines.up, ...parallel]);
    }

    /** The job that stands at the beginning. */
    private idOf({ subscriptionId, jobNames }: Subject): string {
        return jobId(subscriptionId, jobNames[0]!, this.service.kind.namespace);
    }

    private programOf(
        argsOf: (subject: Subject) => PlainArgs | undefined,
    ): Record<string, DeclaredJob> {
        const declared = this.subjects.flatMap((subject): [string, DeclaredJob][] => {
            const args = argsOf(subject);
            const { resource, subscriptionId } = subject;
            return args ? [[resource, { args: inOwnSubscription(args, subscriptionId) }]] : [];
        });
        return Object.fromEntries(declared);
    }

    /** Azure's side of a cancelled parcel: it ends once somebody has looked at it. */
    private see({ operation, body }: { operation: string | null; body: unknown }): void {
        if (/BitLockerKeys_List|Jobs_ListCredentials/.test(operation ?? "")) {
            const keys = JSON.stringify(body ?? {}).matchAll(/"bitLockerKey":"([^"]+)"/g);
            for (const [, key] of keys) this.keysGiven.add(key!);
        }
        const job = (body ?? {}) as { id?: string } & ServiceJob;
        if (!/^(DataBox\.)?Jobs_Get$/.test(operation ?? "") || !job.id || !this.isPrepared) return;
        const subject = this.subjects.find(({ subscriptionId }) =>
            job.id!.includes(subscriptionId),
        );
        if (subject?.operation.flagless) leaveOutFlags(job);
        const isDeleted = ["destroy", "drop", "wait"].includes(this.command);
        if (!isDeleted || !hasSeenCancelled(this.service, job)) return;
        this.jobs.emulator.move(job.id, this.service.cancelledEnd);
    }

    private get isPrepared(): boolean {
        return this.requestsBefore > 0;
    }
}

/** A resource and the names of its jobs. A job without a name gets one made of resource and owner. */
export function subjectOf(resource: string, operationName: string): Subject {
    const operation = operationOf(operationName);
    const isNamed = !operation.after || !("jobName" in operation.after);
    const hash = createHash("sha256").update(`organization/test/dev/${resource}`).digest("hex");
    const own = isNamed ? resource : `${resource}-${hash.slice(0, 8)}`;
    return {
        resource,
        operationName,
        operation,
        jobNames: operation.renamed ? [own, `${own}-renamed`] : [own],
        subscriptionId: `${hash.slice(0, 8)}-0000-4000-8000-000000000000`,
    };
}
