import type { Autopilot } from "../autopilot";
import { daysInMs, type Clock } from "../clock";
import type { ResourceGroups } from "../arm/resourceGroups";
import type { WorldActions } from "../arm/pipeline";
import type { NamedJob } from "../arm/router";
import type { RegistrationState, Subscriptions } from "../arm/subscriptions";
import type { Fault, FaultAction, FaultRequest } from "../faults/fault";
import type { FaultTable } from "../faults/faultTable";
import { jobIdIn, type JobNamespace, type PlantedJobRequest } from "../jobs/job";
import type { JobRegister } from "../jobs/jobRegister";
import { hintFor } from "../knownWords";
import type { LoggedRequest, RequestLog } from "../requestLog";
import type { Store } from "../state/store";
import { ControlError } from "./controlError";
import { NamedJobs, type JobChoice } from "./namedJobs";

export interface ControlParts {
    readonly clock: Clock;
    readonly store: Store;
    /** The jobs of each service. */
    readonly registers: readonly JobRegister[];
    readonly groups: ResourceGroups;
    readonly subscriptions: Subscriptions;
    readonly faults: FaultTable;
    readonly log: RequestLog;
    readonly autopilot: Autopilot;
    /** Called by reset, for what the store does not hold. */
    readonly onReset: () => void;
}

/** What carriers, operators, time and chance do: everything that no ARM request can. */
export class Controls implements WorldActions {
    private readonly named: NamedJobs;

    constructor(private readonly parts: ControlParts) {
        this.named = new NamedJobs(parts.registers);
    }

    /** Moves time on by whole or partial days; jobs whose time is over go. */
    advance(days: number): { now: string; removed: string[] } {
        if (!Number.isFinite(days) || days <= 0 || days > 36_500) {
            throw new ControlError(
                400,
                `"days" must be a number above 0, up to 36500, such as 15.`,
            );
        }
        const before = this.ids();
        this.parts.clock.advance(days);
        this.parts.store.put("clock", "movedMs", this.parts.clock.movedMs());
        const after = new Set(this.ids());
        return { now: this.now(), removed: before.filter((id) => !after.has(id)) };
    }

    /**
     * Moves a parcel to a state, or an order to a stage: any word, or none.
     *
     * @param job the job's ARM id, in any letter case, or its name.
     * @param choice which service is meant, where both have a job of that name.
     * @throws ControlError 404 when there is no such job, 400 when several are meant.
     */
    move(job: string, state: string | null, percentComplete?: number, choice?: JobChoice): object {
        const { register, name } = this.named.existing(job, choice);
        return register.kind.shown(register.move(name, { state, percentComplete })!);
    }

    /** What is odd about a move to that word, in one line; undefined: nothing. Undocumented words can be meant. */
    oddMove(job: string, state: string | null, choice?: JobChoice): string | undefined {
        const { states } = this.named.existing(job, choice).register.kind;
        if (!state || states.includes(state)) return undefined;
        return `"${state}" is no state that the documents name, and the job was moved there all the same. ${hintFor(state, states)}`;
    }

    /** Takes a job away, whatever its state. @throws ControlError as `move` */
    remove(job: string, choice?: JobChoice): void {
        const { register, name } = this.named.existing(job, choice);
        register.remove(name);
    }

    /** Puts somebody else's job there, over one of that name. Its resource group is made too. */
    plant(id: string, request: PlantedJobRequest): object {
        const { register, name } = this.named.parsed(id);
        this.parts.subscriptions.check(name.subscriptionId);
        this.parts.groups.ensure(name);
        const job = register.kind.planted(name, request, this.parts.clock.now());
        return register.kind.shown(register.put(job));
    }

    /** Every job of both services, without any BitLocker key. */
    jobs(): object[] {
        return this.parts.registers.flatMap((register) =>
            register.all().map((job) => register.kind.shown(job)),
        );
    }

    /** Every ARM request so far. Bodies, where they are recorded, are for this process alone. */
    requests(): LoggedRequest[] {
        return this.parts.log.all();
    }

    requestsWithoutBodies(): Omit<LoggedRequest, "body">[] {
        return this.requests().map(({ body: _, ...request }) => request);
    }

    addFault(request: FaultRequest): Fault {
        return this.parts.faults.add(request);
    }

    faults(): Fault[] {
        return this.parts.faults.all();
    }

    /** @throws ControlError 404 */
    removeFault(id: string): void {
        if (!this.parts.faults.remove(id)) {
            throw new ControlError(404, `There is no fault "${id}".`);
        }
    }

    clearFaults(): void {
        this.parts.faults.clear();
    }

    /** @param namespace which provider's registration. Default Microsoft.ImportExport. */
    setRegistration(
        subscriptionId: string,
        state: RegistrationState,
        namespace: JobNamespace = "Microsoft.ImportExport",
    ): void {
        this.parts.subscriptions.check(subscriptionId);
        this.parts.subscriptions.setRegistration(subscriptionId, namespace, state);
    }

    /** Lets shipped parcels move on by themselves, a step every so many seconds; 0: no more. */
    setAutopilot(secondsPerStep: number): void {
        if (!Number.isFinite(secondsPerStep) || secondsPerStep < 0 || secondsPerStep > 86_400) {
            throw new ControlError(
                400,
                `"secondsPerStep" must be a number from 0 to 86400, such as 5.`,
            );
        }
        this.parts.autopilot.secondsPerStep = secondsPerStep;
    }

    /** What the page shows. */
    overview(): object {
        return {
            now: this.now(),
            movedDays: this.parts.clock.movedMs() / daysInMs(1),
            autopilotSeconds: this.parts.autopilot.secondsPerStep,
            jobs: this.jobs(),
            goneAt: this.removals(),
            requests: this.requestsWithoutBodies().slice(-30),
            faults: this.faults(),
        };
    }

    /** When time alone removes each job, by id in lower case. */
    private removals(): Readonly<Record<string, string>> {
        const all = this.parts.registers.flatMap((register) =>
            register.all().map((job) => {
                const { id } = register.kind.shown(job) as { id: string };
                return [id.toLowerCase(), register.kind.goneAt(job)] as const;
            }),
        );
        const known = all.filter((one): one is [string, number] => one[1] !== undefined);
        return Object.fromEntries(known.map(([id, at]) => [id, new Date(at).toISOString()]));
    }

    /** As new: no jobs, no groups, no faults, no requests, real time. Tokens stay good. */
    reset(): void {
        const { registers, store, faults, log, clock, onReset } = this.parts;
        for (const register of registers) register.clear();
        store.clearAll();
        clock.reset();
        faults.clear();
        log.clear();
        onReset();
    }

    /** The emulator's time, ISO 8601. */
    now(): string {
        return new Date(this.parts.clock.now()).toISOString();
    }

    /** What a fault does to the world. A request that names no job leaves the jobs alone. */
    act(action: FaultAction, job: NamedJob | undefined): void {
        if (action.type === "advance") {
            this.advance(action.days);
            return;
        }
        if (!job) return;
        const { name } = job;
        const register = this.named.of(job.namespace);
        const existing = register.get(name);
        switch (action.type) {
            case "moveJob":
                register.move(name, action);
                break;
            case "removeJob":
                register.remove(name);
                break;
            case "replaceJob": {
                const now = this.parts.clock.now();
                if (existing) register.put(register.kind.replacement(existing, action, now));
                else this.plant(jobIdIn(job.namespace, name), action);
                break;
            }
            default:
                break;
        }
    }

    readStale<T>(read: () => T): T {
        return this.parts.registers.reduce(
            (inner, register) => () => register.asBeforeLastChange(inner),
            read,
        )();
    }

    private ids(): string[] {
        return this.parts.registers.flatMap((register) =>
            register.all().map((job) => register.idOf(job)),
        );
    }
}
