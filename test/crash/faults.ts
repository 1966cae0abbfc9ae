import type { Emulator, FaultAction, FaultRequest } from "azure-importexport-emulator";
import { jobId, startTestEmulator, type ServiceJob } from "../fixtures/jobStack";
import {
    ProviderProcess,
    type Answer,
    type Operation as Engine,
} from "../provider/providerProcess";
import type { Properties } from "../provider/providerProcess";
import { operations, secrets, type Operation } from "./operations";

/** A fault, and what it must come to. */
interface FaultKind {
    action: FaultAction;
    /** From the request on; default once. */
    times?: "always";
    /** It is ridden out: the operation succeeds as if nothing had been. */
    passes?: true;
    /** A method whose proper answer looks the same. */
    notFor?: string;
}

const says = (status: number, code: string): FaultAction => ({
    type: "answer",
    status,
    body: { error: { code, message: "said by a fault" } },
});

/** Every kind of fault that the emulator can make at one request. */
export const faultKinds: Readonly<Record<string, FaultKind>> = {
    "request lost once": { action: { type: "drop", when: "before" }, passes: true },
    "answer lost once": { action: { type: "drop", when: "after" }, passes: true },
    "503 once": { action: { type: "answer", status: 503 }, passes: true },
    "500 after the effect once": {
        action: { type: "answer", status: 500, when: "after" },
        passes: true,
    },
    "408 once": { action: { type: "answer", status: 408 }, passes: true },
    "429 with Retry-After": { action: { type: "throttle", retryAfterSeconds: 1 }, passes: true },
    "429 without Retry-After": { action: { type: "throttle" }, passes: true },
    "token expired once": { action: { type: "expiredToken" }, passes: true },
    "slow request": { action: { type: "delay", ms: 300 }, passes: true },
    "slow answer": { action: { type: "delay", ms: 300, when: "after" }, passes: true },
    "requests lost always": { action: { type: "drop", when: "before" }, times: "always" },
    "answers lost always": { action: { type: "drop", when: "after" }, times: "always" },
    "503 always": { action: { type: "answer", status: 503 }, times: "always" },
    "500 after the effect always": {
        action: { type: "answer", status: 500, when: "after" },
        times: "always",
    },
    "token refused always": { action: { type: "expiredToken" }, times: "always" },
    "body cut": { action: { type: "truncateBody" } },
    "body cut always": { action: { type: "truncateBody" }, times: "always" },
    "page instead of JSON": { action: { type: "wrongContentType" } },
    "a proxy's 404": { action: { type: "answer", status: 404, body: "<html>not here</html>" } },
    "403": { action: says(403, "AuthorizationFailed") },
    "409 lock": { action: says(409, "ScopeLocked") },
    "400": { action: says(400, "InvalidRequestContent") },
    "200 and nothing": { action: { type: "answer", status: 200, body: "" }, notFor: "DELETE" },
};

/** One fault at one request of one operation. */
export interface FaultPoint {
    operation: string;
    nth: number;
    method: string;
    kind: string;
}

/** What the whole matrix came to. */
export interface FaultReport {
    points: FaultPoint[];
    /** Faults that were ridden out, and those that ended in a message. */
    riddenOut: number;
    told: number;
    problems: string[];
}

/** A replacement is a delete and a create, which have rows of their own. */
const single = Object.entries(operations).filter(
    ([, operation]) => operation.looksInDiff !== true && operation.command !== "drop",
);

/**
 * Tries every fault at every request of every operation, over the real provider process.
 *
 * @param every 1: all of them; 7: each seventh, as a sample
 */
export async function tryFaults(every = 1): Promise<FaultReport> {
    const emulator: Emulator = await startTestEmulator({
        additionalSubscriptionIds: [undefined, ...Object.keys(faultKinds)].map(subscriptionOf),
        onAnswer: ({ body }) => {
            const answer = (body ?? {}) as ShownJob & { value?: ShownJob[] };
            for (const job of [answer, ...(answer.value ?? [])]) endCancelled(emulator, job);
        },
    });
    const env = { ...emulator.env, AZURE_IMPORTEXPORT_PATIENCE_SECONDS: "4" };
    const provider = await ProviderProcess.start(env);
    try {
        return await new FaultCourse(emulator, provider).run(every);
    } finally {
        await provider.stop();
        await emulator.stop();
    }
}

type ShownJob = { id?: string } & Partial<ServiceJob>;

/** Azure's side of a deleted job: its parcel ends once somebody has seen that it is cancelled. */
function endCancelled(emulator: Emulator, { id, properties }: ShownJob): void {
    if (!id || !/delete-/.test(id) || !properties?.cancelRequested) return;
    if (properties.state !== "Completed") emulator.move(id, "Completed");
}

/** A job of the course, and what the checkpoint has of it. */
interface Runner {
    name: string;
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
    ) {}

    async run(every: number): Promise<FaultReport> {
        const all = await this.undisturbed();
        const points = all.filter((_, index) => index % every === 0);
        const runners = points.map((point, index): Runner => {
            const name = `${point.operation}-${index}`;
            return this.runner(name, operations[point.operation]!, point);
        });
        await this.prepare(runners);
        for (const { name, point } of runners) {
            const { action, times } = faultKinds[point!.kind]!;
            const match: FaultRequest["match"] = { job: name, nth: point!.nth };
            this.emulator.addFault({ match, action, ...(times ? { times } : {}) });
        }
        const engine = await this.provider.begin();
        const answers = await Promise.all(runners.map((runner) => this.perform(engine, runner)));
        this.emulator.clearFaults();
        const riddenOut = answers.filter(({ error }) => error === undefined).length;
        runners.forEach((runner, index) => this.judge(runner, answers[index]!));

        const again = await this.provider.begin();
        const seconds = await Promise.all(runners.map((runner) => this.perform(again, runner)));
        runners.forEach((runner, index) => this.judgeEnd(runner, seconds[index]!));
        const printed = await this.provider.output();
        for (const secret of secrets) {
            if (printed.includes(secret)) this.problems.push(`leaked: ${secret}`);
        }
        const told = answers.length - riddenOut;
        return { points, riddenOut, told, problems: this.problems };
    }

    /** Every request of every operation, with every fault. */
    private async undisturbed(): Promise<FaultPoint[]> {
        const runners = single.map(([name, operation]) => this.runner(name, operation));
        await this.prepare(runners);
        const before = this.emulator.requests().length;
        const engine = await this.provider.begin();
        await Promise.all(runners.map((runner) => this.perform(engine, runner)));
        const requests = this.emulator.requests().slice(before);
        return runners.flatMap(({ name }) =>
            requests
                .filter(
                    ({ path }) =>
                        path.includes(`/jobs/${name}?`) || path.includes(`/jobs/${name}/`),
                )
                .flatMap(({ method }, index) =>
                    Object.entries(faultKinds)
                        .filter(([, { notFor }]) => notFor !== method)
                        .map(([kind]) => ({ operation: name, nth: index + 1, method, kind })),
                ),
        );
    }

    private runner(name: string, operation: Operation, point?: FaultPoint): Runner {
        const owner = `organization/test/dev/${name}`;
        const args = operation.before ?? operation.after;
        // A wait rides out every trouble until its time is up.
        const deletion = { ...args?.deletion, waitMinutes: 0.2 };
        const subscriptionId = subscriptionOf(point?.kind);
        const inputs = { ...args, deletion, jobName: name, owner, subscriptionId };
        return { name, operation, inputs, point };
    }

    private async prepare(runners: readonly Runner[]): Promise<void> {
        const engine = await this.provider.begin();
        await Promise.all(
            runners.map(async (runner) => {
                const { name, operation } = runner;
                const id = idOf(runner);
                if (operation.adopted) {
                    const content = operation.after as object;
                    this.emulator.plant(id, { ...content, state: operation.ends.job });
                }
                if (!operation.before) return;
                const made = await engine.create(runner.inputs);
                if (!made.value) throw new Error(made.error);
                runner.kept = { id, outputs: made.value.properties };
                if (operation.cancelled) {
                    const properties = { ...operation.before.properties, cancelRequested: true };
                    await engine.update(id, runner.kept.outputs, { ...runner.inputs, properties });
                }
                if (operation.begins) this.emulator.move(id, operation.begins);
                if (operation.refreshed) {
                    const read = await engine.read(id, runner.kept.outputs);
                    runner.kept.outputs = read.value!.properties;
                }
                if (operation.gone) this.emulator.remove(id);
                if (operation.after) {
                    const { owner, deletion, subscriptionId } = runner.inputs;
                    const { after } = operation;
                    runner.inputs = { ...after, deletion, jobName: name, owner, subscriptionId };
                }
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
        if (answer.error !== undefined && !/job "|the BitLocker keys/.test(answer.error)) {
            this.report(runner, `is told without the job: ${answer.error}`);
        }
        const text = answer.error ?? "";
        const leaked = secrets.find((secret) => text.includes(secret));
        if (leaked) this.report(runner, `tells ${leaked}`);
        if (/\bundefined\b|\[object |TypeError/.test(text)) this.report(runner, `says ${text}`);
        if (job && !runner.kept && !operation.adopted) {
            this.report(runner, `left a job without a resource: ${text}`);
        }
        const isCut = job && answer.error !== undefined && operation.command === "up";
        if (isCut && !operation.before && !operation.adopted && !/stack/.test(text)) {
            this.report(runner, `does not say that the job is kept: ${text}`);
        }
        const mayCancel = operation.ends.cancelled || operation.cancelled || /^delete-/.test(name);
        if (job?.properties.cancelRequested && !mayCancel) this.report(runner, "cancelled the job");
        if (operation.command === "refresh" && !operation.gone && !runner.kept) {
            this.report(runner, "lost the resource");
        }
    }

    /** Without the fault the same operation gets there. */
    private judgeEnd(runner: Runner, answer: Answer<unknown>): void {
        const { name, operation } = runner;
        const { ends } = operation;
        const job = this.job(name);
        const fails = operation.command === "refused";
        if ((answer.error !== undefined) !== fails) {
            this.report(runner, `is not got over: ${answer.error ?? "it succeeds"}`);
        }
        if ((runner.kept !== undefined) !== ends.resource)
            this.report(runner, "ends with the wrong stack");
        if (job?.properties.state !== ends.job) {
            this.report(runner, `ends with the job ${job?.properties.state ?? "gone"}`);
        }
        if ((job?.properties.cancelRequested === true) !== (ends.cancelled === true)) {
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

/** A subscription for each kind: Azure's quota, to which the provider keeps, is counted by subscription. */
function subscriptionOf(kind: string | undefined): string {
    const index = 1 + Object.keys(faultKinds).indexOf(kind ?? "");
    return `${String(index).padStart(8, "0")}-0000-4000-8000-000000000000`;
}

function idOf({ inputs, name }: Runner): string {
    return jobId(inputs.subscriptionId as string, name);
}
