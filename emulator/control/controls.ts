import type { Autopilot } from "../autopilot";
import { daysInMs, type Clock } from "../clock";
import type { ResourceGroups } from "../arm/resourceGroups";
import type { WorldActions } from "../arm/pipeline";
import type { RegistrationState, Subscriptions } from "../arm/subscriptions";
import type { Fault, FaultAction, FaultRequest } from "../faults/fault";
import type { FaultTable } from "../faults/faultTable";
import { jobAnswer } from "../importexport/answers";
import { jobId, parseJobId, type Job, type JobName } from "../importexport/job";
import type { JobRegister } from "../importexport/jobRegister";
import { plantJob, replacementOf, type PlantedJobRequest } from "../importexport/plantedJob";
import type { LoggedRequest, RequestLog } from "../requestLog";
import type { Store } from "../state/store";

/** A wish that cannot be fulfilled, with a sentence for the one who wished. */
export class ControlError extends Error {
    constructor(
        readonly status: 400 | 404,
        message: string,
    ) {
        super(message);
        this.name = "ControlError";
    }
}

export interface ControlParts {
    readonly clock: Clock;
    readonly store: Store;
    readonly jobs: JobRegister;
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
    constructor(private readonly parts: ControlParts) {}

    /** Moves time on by whole or partial days; jobs whose time is over go. */
    advance(days: number): { now: string; removed: string[] } {
        if (!Number.isFinite(days) || days <= 0 || days > 36_500) {
            throw new ControlError(
                400,
                `"days" must be a number above 0, up to 36500, such as 15.`,
            );
        }
        const before = this.parts.jobs.all().map(jobId);
        this.parts.clock.advance(days);
        this.parts.store.put("clock", "movedMs", this.parts.clock.movedMs());
        const after = new Set(this.parts.jobs.all().map(jobId));
        return { now: this.now(), removed: before.filter((id) => !after.has(id)) };
    }

    /**
     * Moves a parcel to a state: any word, or none.
     *
     * @param id the job's ARM id, in any letter case.
     * @throws ControlError 404 when there is no such job.
     */
    move(id: string, state: string | null, percentComplete?: number): object {
        const job = this.parts.jobs.move(jobNameOf(id), { state, percentComplete });
        if (!job) throw noSuchJob(id);
        return this.view(job);
    }

    /** Takes a job away, whatever its state. @throws ControlError 404 */
    remove(id: string): void {
        const name = jobNameOf(id);
        if (!this.parts.jobs.get(name)) throw noSuchJob(id);
        this.parts.jobs.remove(name);
    }

    /** Puts somebody else's job there, over one of that name. Its resource group is made too. */
    plant(id: string, request: PlantedJobRequest): object {
        const name = jobNameOf(id);
        this.parts.subscriptions.check(name.subscriptionId);
        this.parts.groups.ensure(name);
        return this.view(this.parts.jobs.put(plantJob(name, request, this.parts.clock.now())));
    }

    /** Every job, without any BitLocker key. */
    jobs(): object[] {
        return this.parts.jobs.all().map((job) => this.view(job));
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

    setRegistration(subscriptionId: string, state: RegistrationState): void {
        this.parts.subscriptions.check(subscriptionId);
        this.parts.subscriptions.setRegistration(subscriptionId, state);
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
            requests: this.requestsWithoutBodies().slice(-30),
            faults: this.faults(),
        };
    }

    /** As new: no jobs, no groups, no faults, no requests, real time. Tokens stay good. */
    reset(): void {
        const { jobs, groups, store, faults, log, clock, onReset } = this.parts;
        jobs.clear();
        groups.clear();
        store.clear("registrations");
        store.clear("clock");
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
    act(action: FaultAction, params: Readonly<Record<string, string>>): void {
        const name: JobName = {
            subscriptionId: params.subscriptionId ?? "",
            resourceGroupName: params.resourceGroupName ?? "",
            jobName: params.jobName ?? "",
        };
        const job = this.parts.jobs.get(name);
        switch (action.type) {
            case "moveJob":
                this.parts.jobs.move(name, action);
                break;
            case "removeJob":
                this.parts.jobs.remove(name);
                break;
            case "replaceJob":
                if (job) this.parts.jobs.put(replacementOf(job, action, this.parts.clock.now()));
                else if (params.jobName) this.plant(armIdOf(name), action);
                break;
            case "advance":
                this.advance(action.days);
                break;
            default:
                break;
        }
    }

    readStale<T>(read: () => T): T {
        return this.parts.jobs.asBeforeLastChange(read);
    }

    private view(job: Job): object {
        return jobAnswer(job, { apiVersion: "2021-01-01" });
    }
}

function jobNameOf(id: string): JobName {
    const name = parseJobId(id);
    if (name) return name;
    throw new ControlError(
        400,
        `"id" must be a job's ARM id: /subscriptions/…/resourceGroups/…/providers/Microsoft.ImportExport/jobs/….`,
    );
}

function armIdOf({ subscriptionId, resourceGroupName, jobName }: JobName): string {
    return (
        `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}` +
        `/providers/Microsoft.ImportExport/jobs/${jobName}`
    );
}

function noSuchJob(id: string): ControlError {
    return new ControlError(404, `There is no job "${id}".`);
}
