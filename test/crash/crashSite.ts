import { createHash } from "node:crypto";
import type { Fault, LoggedRequest } from "azure-importexport-emulator";
import type { CommandResult } from "../engine/stack";
import type { PlainJobArgs } from "../fixtures/jobInputs";
import { jobId, JobStack, type DeclaredJob, type ServiceJob } from "../fixtures/jobStack";
import type { Command, Operation } from "./operations";

const commandLines: Readonly<Record<Command, string[]>> = {
    up: ["up", "--yes", "--skip-preview"],
    drop: ["up", "--yes", "--skip-preview"],
    destroy: ["destroy", "--yes", "--skip-preview"],
    refused: ["destroy", "--yes", "--skip-preview"],
    refresh: ["refresh", "--yes", "--skip-preview"],
};

/** More than there are resources: all of them are under way when the blow falls. */
const parallel = ["--parallel", "500"];

/** One resource of a crash site. */
export interface Subject {
    /** Its name in the program. */
    resource: string;
    operation: Operation;
    /** The names that its jobs have, the renamed one last. */
    jobNames: string[];
    /**
     * A subscription of its own: jobs of one subscription are waited for together, so that a look
     * that is held would hold them all.
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
        readonly command: Command,
        readonly subjects: readonly Subject[],
    ) {}

    static async open(command: Command, subjects: readonly Subject[]): Promise<CrashSite> {
        const jobs: JobStack = await JobStack.create({
            onAnswer: (answer) => site.see(answer),
            additionalSubscriptionIds: subjects.map(({ subscriptionId }) => subscriptionId),
            // How long a lost connection is tried again.
            config: { "azure-importexport:patienceSeconds": "5" },
        });
        const site: CrashSite = new CrashSite(jobs, command, subjects);
        try {
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

    /** Requests about one job since the site was prepared. */
    requestsOf(jobName: string): LoggedRequest[] {
        return this.requests().filter(({ path }) =>
            new RegExp(`/jobs/${jobName}[/?]`, "i").test(path),
        );
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

    /** Process ids of the stack's dynamic providers. */
    providerPids(): number[] {
        return this.jobs.stack
            .leftovers()
            .filter(({ command }) => /node.*dynamic-provider/.test(command))
            .map(({ pid }) => pid);
    }

    async dispose(): Promise<void> {
        this.jobs.emulator.clearFaults();
        await this.jobs.dispose();
    }

    private async prepare(): Promise<void> {
        const { emulator } = this.jobs;
        for (const { jobNames, operation, subscriptionId } of this.subjects.filter(
            (one) => one.operation.adopted,
        )) {
            emulator.plant(jobId(subscriptionId, jobNames[0]!), {
                state: operation.ends.job,
                ...(operation.after as object),
            });
        }
        const before = this.programOf((subject) => subject.operation.before);
        if (Object.keys(before).length > 0) await this.jobs.deploy(before);
        if (this.subjects.some(({ operation }) => operation.cancelled)) {
            await this.jobs.deploy(this.programOf(cancelledBefore));
        }
        for (const { jobNames, operation, subscriptionId } of this.subjects) {
            const id = jobId(subscriptionId, jobNames[0]!);
            if (operation.begins) emulator.move(id, operation.begins);
        }
        if (this.subjects.some(({ operation }) => operation.refreshed)) {
            await this.jobs.stack.succeeds(["refresh", "--yes", "--skip-preview"]);
        }
        for (const { jobNames, operation, subscriptionId } of this.subjects) {
            if (operation.gone) emulator.remove(jobId(subscriptionId, jobNames[0]!));
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

    private programOf(
        argsOf: (subject: Subject) => PlainJobArgs | undefined,
    ): Record<string, DeclaredJob> {
        const declared = this.subjects.flatMap((subject): [string, DeclaredJob][] => {
            const args = argsOf(subject);
            const { resource, subscriptionId } = subject;
            return args ? [[resource, { args: { subscriptionId, ...args } }]] : [];
        });
        return Object.fromEntries(declared);
    }

    /** Azure's side of a cancelled parcel: it ends once somebody has looked at it. */
    private see({ operation, body }: { operation: string | null; body: unknown }): void {
        if (operation === "BitLockerKeys_List") {
            const { value = [] } = body as { value?: { bitLockerKey: string }[] };
            value.forEach(({ bitLockerKey }) => this.keysGiven.add(bitLockerKey));
        }
        if (operation !== "Jobs_Get") return;
        const { id, properties } = (body ?? {}) as { id?: string } & Partial<ServiceJob>;
        const isDeleted = this.command === "destroy" || this.command === "drop";
        if (!isDeleted || !id || !properties?.cancelRequested) return;
        if (properties.state === "Completed" || this.requestsBefore === 0) return;
        this.jobs.emulator.move(id, "Completed");
    }
}

function cancelledBefore({ operation }: Subject): PlainJobArgs | undefined {
    const { before, cancelled } = operation;
    if (!before || !cancelled) return before;
    return { ...before, properties: { ...before.properties, cancelRequested: true } };
}

/** A resource and the names of its jobs. A job without a name gets one made of resource and owner. */
export function subjectOf(resource: string, operation: Operation): Subject {
    const isNamed = !operation.after || !("jobName" in operation.after);
    const hash = createHash("sha256").update(`organization/test/dev/${resource}`).digest("hex");
    const own = isNamed ? resource : `${resource}-${hash.slice(0, 8)}`;
    return {
        resource,
        operation,
        jobNames: operation.renamed ? [own, `${own}-renamed`] : [own],
        subscriptionId: `${hash.slice(0, 8)}-0000-4000-8000-000000000000`,
    };
}
