import { createHash } from "node:crypto";
import type {
    Emulator,
    EmulatorOptions,
    FaultAction,
    FaultRequest,
} from "azure-importexport-emulator";
import type { PlainJobArgs } from "../../fixtures/jobInputs";
import {
    importExportJobs,
    isAbout,
    jobId,
    startTestEmulator,
    type JobKind,
    type PlainArgs,
    type ServiceJob,
} from "../../fixtures/jobStack";
import { ProviderProcess, type Answer, type Operation, type Properties } from "./providerProcess";

/** What can happen to a job between two requests. */
export const events = {
    Creating: moved("Creating"),
    Shipping: moved("Shipping"),
    Received: moved("Received"),
    Transferring: moved("Transferring"),
    Packaging: moved("Packaging"),
    Closed: moved("Closed"),
    Completed: moved("Completed"),
    Quarantined: moved("Quarantined"),
    "no state": moved(null),
    vanishes: { type: "removeJob" },
    "another's Creating": { type: "replaceJob", state: "Creating" },
    "another's Shipping": { type: "replaceJob", state: "Shipping" },
    "another's Packaging": { type: "replaceJob", state: "Packaging" },
    "another's Completed": { type: "replaceJob", state: "Completed" },
    "another stack's Creating": anotherStacks("Creating"),
    "another stack's Shipping": anotherStacks("Shipping"),
    "another stack's Completed": anotherStacks("Completed"),
} satisfies Record<string, FaultAction>;

export type Event = keyof typeof events;

/** The same of a customer-disk order; which flags a stage has is the emulator's to say. */
export const orderEvents = {
    Created: moved("Created"),
    ShippedToAzureDC: moved("ShippedToAzureDC"),
    DataCopy: moved("DataCopy"),
    Completed: moved("Completed"),
    Cancelled: moved("Cancelled"),
    Quarantined: moved("Quarantined"),
    vanishes: { type: "removeJob" },
    "another's Created": { type: "replaceJob", state: "Created" },
    "another's DataCopy": { type: "replaceJob", state: "DataCopy" },
    "another's Completed": { type: "replaceJob", state: "Completed" },
    "another stack's Created": anotherStacks("Created"),
    "another stack's Completed": anotherStacks("Completed"),
} satisfies Record<string, FaultAction>;

export type OrderEvent = keyof typeof orderEvents;

function moved(state: string | null): FaultAction {
    return { type: "moveJob", state };
}

function anotherStacks(state: string): FaultAction {
    return {
        type: "replaceJob",
        state,
        tags: { "pulumi-owner": "organization/other/prod/photos" },
    };
}

/** A job of the stack, as the engine keeps it. */
export interface Resource {
    id: string;
    inputs: Properties;
    outputs: Properties;
}

/** One job, one operation on it, and what strikes meanwhile. */
export interface Race {
    /** The job's name too. */
    name: string;
    args: PlainArgs;
    /** Where the parcel is when the operation begins; default Creating. */
    begins?: string | null;
    /** Its cancellation has been requested by then. */
    cancelled?: boolean;
    /** No job is there when the operation begins. */
    isNew?: boolean;
    strikes: Strike[];
    operation: (engine: Operation, resource: Resource) => Promise<Answer<unknown>>;
}

/** A fault of the race's own job. */
export interface Strike {
    /** Default: after the first. */
    match?: { operation?: string; method?: string; nth?: number };
    times?: FaultRequest["times"];
    action: FaultAction;
}

/** What a race came to. */
export interface Ran {
    answer: Answer<unknown>;
    /** `METHOD status` of every request about the job, joined by ", ". */
    requests: string;
    /** Bodies of the PATCHes in order. */
    patches: unknown[];
    /** The error, and every line printed that names the job. */
    says: string;
    /** The job at the end; undefined where there is none. */
    job: ServiceJob | undefined;
    /** Another one's job has the name at the end. */
    isAnothers: boolean;
}

/**
 * Said at each creation and change of an import/export job whose parcel is not announced, whatever races: spokenLines.test.ts
 * has it. The tables of Data Box have it in their cells.
 */
const unannounced = /^Warning: the shipment of job "/;

/** An emulator and a real provider process, and jobs that race there. */
export class RaceCourse {
    private constructor(
        readonly emulator: Emulator,
        readonly provider: ProviderProcess,
        private readonly kind: JobKind,
    ) {}

    static async open(kind = importExportJobs, options: EmulatorOptions = {}): Promise<RaceCourse> {
        const emulator = await startTestEmulator(options);
        // What is never answered need not be waited for: one try and another.
        const env = { ...emulator.env, AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "2" };
        const provider = await ProviderProcess.startFor(kind, env, "movedClock.cjs");
        return new RaceCourse(emulator, provider, kind);
    }

    async close(): Promise<void> {
        await this.provider.stop();
        await this.emulator.stop();
    }

    private begin(): Promise<Operation> {
        const { isPackaged, type, storedLine } = this.kind;
        return this.provider.begin({}, isPackaged ? type : storedLine);
    }

    /** Runs all races at once, in one Pulumi operation, as an engine would. */
    async run(races: Race[]): Promise<Map<string, Ran>> {
        const setUp = await this.begin();
        const resources = await Promise.all(races.map((race) => this.prepare(setUp, race)));
        const before = this.emulator.requests().length;
        const printedBefore = (await this.provider.output()).length;
        for (const { name, strikes } of races) {
            for (const { match, times, action } of strikes) {
                this.emulator.addFault({ match: { ...match, job: name }, times, action });
            }
        }
        const engine = await this.begin();
        const answers = await Promise.all(
            races.map((race, index) => race.operation(engine, resources[index]!)),
        );
        const printed = (await this.provider.output()).slice(printedBefore);
        const requests = this.emulator.requests().slice(before);
        const results = races.map(({ name }, index): [string, Ran] => {
            const own = requests.filter(({ path }) => isAbout(path, name));
            const isLeftOut = (line: string) =>
                this.kind.namespace === importExportJobs.namespace && unannounced.test(line);
            const lines = printed
                .split("\n")
                .filter((line) => line.includes(`"${name}"`) && !isLeftOut(line));
            const job = this.allJobs().find((one) => one.name === name);
            const answer = answers[index]!;
            return [
                name,
                {
                    answer,
                    requests: own
                        .map(({ method, status }) => `${method} ${status ?? "dropped"}`)
                        .join(", "),
                    patches: own.filter(({ method }) => method === "PATCH").map(({ body }) => body),
                    says: [answer.error, ...lines].filter(Boolean).join("\n"),
                    job,
                    isAnothers: job?.systemData.createdBy.startsWith("somebody.else") ?? false,
                },
            ];
        });
        this.emulator.clearFaults();
        return new Map(results);
    }

    private async prepare(engine: Operation, race: Race): Promise<Resource> {
        const inputs = withName(race);
        const id = jobId(this.emulator.subscriptionId, race.name, this.kind.namespace);
        if (race.isNew) return { id, inputs, outputs: {} };
        const { value, error } = await engine.create(inputs);
        if (!value) throw new Error(error);
        let { properties } = value;
        if (race.cancelled) {
            const cancelled = {
                ...inputs,
                properties: { ...(race.args as PlainJobArgs).properties, cancelRequested: true },
            };
            const updated = await engine.update(id, properties, cancelled);
            if (!updated.value) throw new Error(updated.error);
            properties = updated.value;
        }
        if (race.begins !== undefined && race.begins !== "Creating") {
            this.emulator.move(id, race.begins);
        }
        return { id, inputs, outputs: properties };
    }

    private allJobs(): ServiceJob[] {
        return this.emulator.jobs() as ServiceJob[];
    }
}

function withName({ name, args }: Race): Properties {
    return {
        ...args,
        jobName: name,
        owner: `organization/test/dev/${name}`,
        // One that a race begins again is the same creation, cut off.
        creation: creationOf(name),
    };
}

/** The identity of a race's creation: the same each time. */
function creationOf(name: string): string {
    const hex = createHash("sha256").update(name).digest("hex");
    return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
