import type { Emulator, FaultRequest } from "azure-importexport-emulator";
import { jobId, startTestEmulator, type PlainArgs, type ServiceJob } from "../../fixtures/jobStack";
import {
    ProviderProcess,
    type Answer,
    type Operation as Engine,
} from "../../component/provider/providerProcess";
import type { Properties } from "../../component/provider/providerProcess";
import { faultKinds } from "./faultKinds";
import type { Command, Operation } from "./operations";
import {
    hasSeenCancelled,
    inOwnSubscription,
    leaveOutFlags,
    operationOf,
    type Service,
} from "./services";

/** One fault at one request of one operation. */
export interface FaultPoint {
    operation: string;
    nth: number;
    method: string;
    kind: string;
}

/** The commands that delete. */
const deletes: readonly Command[] = ["destroy", "wait"];

/** What the whole matrix came to. */
export interface FaultReport {
    service: Service;
    points: FaultPoint[];
    /** Faults that were ridden out, and those that ended in a message. */
    riddenOut: number;
    told: number;
    problems: string[];
}

/** How many jobs one provider process has: each is in a subscription of its own, for which it keeps a client. */
const crowd = 250;

/**
 * Tries every fault at every request of every operation of a service, over the real provider process.
 *
 * @param every 1: all of them; 7: each seventh, as a sample
 */
export async function tryFaults(service: Service, every = 1): Promise<FaultReport> {
    const all = await onCourse(service, (course) => course.undisturbed());
    const points = all.filter((_, index) => index % every === 0);
    const report: FaultReport = { service, points, riddenOut: 0, told: 0, problems: [] };
    for (let from = 0; from < points.length; from += crowd) {
        const some = points.slice(from, from + crowd);
        const { riddenOut, told, problems } = await onCourse(service, (course) => course.run(some));
        report.riddenOut += riddenOut;
        report.told += told;
        report.problems.push(...problems);
    }
    return report;
}

async function onCourse<T>(service: Service, run: (course: FaultCourse) => Promise<T>): Promise<T> {
    const emulator: Emulator = await startTestEmulator({
        additionalSubscriptionIds: Array.from({ length: crowd }, (_, index) =>
            subscriptionOf(index),
        ),
        dataBoxCancel: "whenMoved",
        onAnswer: ({ operation, body }) => {
            const answer = (body ?? {}) as ShownJob & { value?: ShownJob[] };
            if (/Jobs_/.test(operation ?? ""))
                for (const job of [answer, ...(answer.value ?? [])]) see(emulator, service, job);
        },
    });
    const env = { ...emulator.env, AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "4" };
    const provider = await ProviderProcess.start(env, "movedClock.cjs");
    try {
        return await run(new FaultCourse(emulator, provider, service));
    } finally {
        await provider.stop();
        await emulator.stop();
    }
}

type ShownJob = { id?: string; name?: string } & Partial<ServiceJob>;

/** Azure's side of what is shown: a cancelled job that is deleted comes to its end once somebody has seen it. */
function see(emulator: Emulator, service: Service, shown: ShownJob): void {
    if (!shown.id || !shown.name || !shown.properties) return;
    const job = shown as ServiceJob;
    const { command, flagless } = operationOf(job.name.replace(/-\d+$/, ""));
    if (flagless) leaveOutFlags(job);
    if (deletes.includes(command) && hasSeenCancelled(service, job)) {
        emulator.move(shown.id, service.cancelledEnd);
    }
}

/** A job of the course, and what the checkpoint has of it. */
interface Runner {
    name: string;
    /** The job's ARM id. */
    id: string;
    operation: Operation;
    point?: FaultPoint;
    inputs: Properties;
    kept?: { id: string; outputs: Properties };
}

class FaultCourse {
    private readonly problems: string[] = [];

    constructor(
        private readonly emulator: Emulator,
        private readonly provider: ProviderProcess,
        private readonly service: Service,
    ) {}

    /** Strikes each point once. */
    async run(points: readonly FaultPoint[]): Promise<Omit<FaultReport, "service" | "points">> {
        const runners = points.map((point, index) =>
            this.runner(`${point.operation}-${index}`, index, point.operation, point),
        );
        await this.prepare(runners);
        runners.forEach(({ point }, index) => {
            const { action, times } = faultKinds[point!.kind]!;
            const match: FaultRequest["match"] = {
                subscriptionId: subscriptionOf(index),
                nth: point!.nth,
            };
            this.emulator.addFault({ match, action, ...(times ? { times } : {}) });
        });
        const engine = await this.begin();
        const answers = await Promise.all(runners.map((runner) => this.perform(engine, runner)));
        this.emulator.clearFaults();
        const riddenOut = answers.filter(({ error }) => error === undefined).length;
        runners.forEach((runner, index) => this.judge(runner, answers[index]!));

        const again = await this.begin();
        const seconds = await Promise.all(runners.map((runner) => this.perform(again, runner)));
        runners.forEach((runner, index) => this.judgeEnd(runner, seconds[index]!));
        const printed = await this.provider.output();
        for (const secret of this.service.secrets) {
            if (printed.includes(secret)) this.problems.push(`leaked: ${secret}`);
        }
        const told = answers.length - riddenOut;
        return { riddenOut, told, problems: this.problems };
    }

    /** Every request of every operation, with every fault. A replacement is a delete and a create, which are there. */
    async undisturbed(): Promise<FaultPoint[]> {
        const runners = Object.entries(this.service.operations)
            .filter(([, { looksInDiff, command }]) => !looksInDiff && command !== "drop")
            .map(([name], index) => this.runner(name, index, name));
        await this.prepare(runners);
        const before = this.emulator.requests().length;
        const engine = await this.begin();
        await Promise.all(runners.map((runner) => this.perform(engine, runner)));
        const requests = this.emulator.requests().slice(before);
        return runners.flatMap(({ name, operation }, index) =>
            requests
                .filter(({ path }) => path.includes(subscriptionOf(index)))
                .flatMap(({ method, path }, request) => {
                    const isDeletion =
                        method === "DELETE" ||
                        (deletes.includes(operation.command) &&
                            path.includes("/operationResults/"));
                    return Object.entries(faultKinds)
                        .filter(([, { notForDeletions }]) => !(notForDeletions && isDeletion))
                        .map(([kind]) => ({ operation: name, nth: request + 1, method, kind }));
                }),
        );
    }

    private begin(): Promise<Engine> {
        return this.provider.begin({}, this.service.kind.storedLine);
    }

    private runner(name: string, index: number, operationName: string, point?: FaultPoint): Runner {
        const operation = operationOf(operationName);
        const subscriptionId = subscriptionOf(index);
        const id = jobId(subscriptionId, name, this.service.kind.namespace);
        const inputs = inputsOf(name, index, (operation.before ?? operation.after)!);
        return { name, id, operation, inputs, point };
    }

    private async prepare(runners: readonly Runner[]): Promise<void> {
        const engine = await this.begin();
        await Promise.all(
            runners.map(async (runner, index) => {
                const { name, id, operation } = runner;
                if (operation.adopted) {
                    const content = this.service.planted(runner.inputs as PlainArgs);
                    this.emulator.plant(id, { ...content, state: operation.ends.job });
                }
                if (!operation.before) return;
                const made = await engine.create(runner.inputs);
                if (!made.value) throw new Error(made.error);
                runner.kept = { id, outputs: made.value.properties };
                if (operation.then) {
                    const inputs = inputsOf(name, index, operation.then);
                    await engine.update(id, runner.kept.outputs, inputs);
                }
                if (operation.begins) this.emulator.move(id, operation.begins);
                if (operation.refreshed) {
                    const read = await engine.read(id, runner.kept.outputs);
                    runner.kept.outputs = read.value!.properties;
                }
                if (operation.gone) this.emulator.remove(id);
                if (operation.after) runner.inputs = inputsOf(name, index, operation.after);
            }),
        );
    }

    /** The operation as the engine asks for it, and what the checkpoint has after it. */
    private async perform(engine: Engine, runner: Runner): Promise<Answer<unknown>> {
        const { operation, inputs, kept } = runner;
        switch (operation.command) {
            case "up": {
                if (!kept) {
                    const answer = await engine.create(inputs);
                    const made = answer.value ?? ("kept" in answer ? answer.kept : undefined);
                    if (made) runner.kept = { id: made.id, outputs: made.properties };
                    return answer;
                }
                const answer = await engine.update(kept.id, kept.outputs, inputs);
                const outputs =
                    answer.value ?? ("kept" in answer ? answer.kept?.properties : undefined);
                if (outputs) runner.kept = { ...kept, outputs };
                return answer;
            }
            case "refresh": {
                if (!kept) return { value: "gone" };
                const answer = await engine.read(kept.id, kept.outputs);
                if (!answer.value) return answer;
                const { id, properties } = answer.value;
                runner.kept = id === "" ? undefined : { id, outputs: properties };
                return answer;
            }
            case "destroy":
            case "wait":
            case "refused":
            case "drop": {
                if (!kept) return { value: "gone" };
                const answer = await engine.delete(kept.id, kept.outputs);
                if (answer.value) runner.kept = undefined;
                return answer;
            }
        }
    }

    private judge(runner: Runner, answer: Answer<unknown>): void {
        const { name, point, operation } = runner;
        const { passes } = faultKinds[point!.kind]!;
        const job = this.job(name);
        if (passes && answer.error !== undefined && operation.command !== "refused") {
            this.report(runner, `was not ridden out: ${answer.error}`);
        }
        if (answer.error !== undefined && !/job "|the BitLocker keys/i.test(answer.error)) {
            this.report(runner, `is told without the job: ${answer.error}`);
        }
        const text = answer.error ?? "";
        const leaked = this.service.secrets.find((secret) => text.includes(secret));
        if (leaked) this.report(runner, `tells ${leaked}`);
        if (/\bundefined\b|\[object |TypeError/.test(text)) this.report(runner, `says ${text}`);
        if (job && !runner.kept && !operation.adopted) {
            this.report(runner, `left a job without a resource: ${text}`);
        }
        const isCut = job && answer.error !== undefined && operation.command === "up";
        if (isCut && !operation.before && !operation.adopted && !/stack/.test(text)) {
            this.report(runner, `does not say that the job is kept: ${text}`);
        }
        const mayCancel = operation.ends.cancelled || deletes.includes(operation.command);
        if (job && this.service.isCancelled(job) && !mayCancel) {
            this.report(runner, "cancelled the job");
        }
        if (operation.command === "refresh" && !operation.gone && !runner.kept) {
            this.report(runner, "lost the resource");
        }
    }

    /** Without the fault the same operation gets there. */
    private judgeEnd(runner: Runner, answer: Answer<unknown>): void {
        const { name, operation } = runner;
        const { ends } = operation;
        const { whereIs, isCancelled } = this.service;
        const job = this.job(name);
        const fails = operation.command === "refused";
        if ((answer.error !== undefined) !== fails) {
            this.report(runner, `is not got over: ${answer.error ?? "it succeeds"}`);
        }
        if ((runner.kept !== undefined) !== ends.resource)
            this.report(runner, "ends with the wrong stack");
        const where = job && whereIs(job);
        if (where !== ends.job) this.report(runner, `ends with the job ${where ?? "gone"}`);
        if ((job !== undefined && isCancelled(job)) !== (ends.cancelled === true)) {
            this.report(runner, "ends with the wrong cancellation");
        }
    }

    private report({ point }: Runner, what: string): void {
        const { operation, method, nth, kind } = point!;
        this.problems.push(`${kind} at ${method} ${nth} of ${operation}: ${what}`);
    }

    private job(name: string): ServiceJob | undefined {
        return (this.emulator.jobs() as ServiceJob[]).find((job) => job.name === name);
    }
}

/** A subscription for each job: Azure's quota, to which the provider keeps, is counted by it. */
function subscriptionOf(index: number): string {
    return `${String(index + 1).padStart(8, "0")}-0000-4000-8000-000000000000`;
}

/** What the provider is asked with. A wait rides out every trouble until its time is up; each pause of any job moves the clock on for all. */
function inputsOf(name: string, index: number, args: PlainArgs): Properties {
    return {
        ...inOwnSubscription(args, subscriptionOf(index)),
        deletion: { ...(args.deletion as object | undefined), waitMinutes: 5 },
        jobName: name,
        owner: `organization/test/dev/${name}`,
    };
}
