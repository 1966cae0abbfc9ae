import { ControlError } from "../control/controlError";
import { jobKey, parseJobId, type JobName, type JobNamespace } from "../jobs/job";
import type { Fault, FaultMatch, FaultRequest } from "./fault";

/** What the matching looks at. */
export interface MatchableRequest {
    readonly operation: string;
    readonly method: string;
    /** The job that the request names, itself or by a long-running operation; undefined: none. */
    readonly job?: { readonly namespace: JobNamespace; readonly name: JobName };
    /** Undefined: the request is in no subscription. */
    readonly subscriptionId?: string;
}

/** The faults in force, in the order they were made. */
export class FaultTable {
    private faults: Fault[] = [];
    private made = 0;
    private readonly operations: ReadonlySet<string>;

    /** @param operations the names that requests have */
    constructor(operations: readonly string[]) {
        this.operations = new Set(operations.map((name) => name.toLowerCase()));
    }

    /** @throws ControlError 400 for an operation that no request will ever be */
    add(request: FaultRequest): Fault {
        for (const name of [request.match?.operation ?? []].flat()) {
            if (this.operations.has(name.toLowerCase())) continue;
            throw new ControlError(
                400,
                `There is no operation "${name}". Each has its operationId of the API description, such as Jobs_Get; ` +
                    "those of Microsoft.DataBox begin with DataBox, such as DataBox.Jobs_Get.",
            );
        }
        const fault = { ...request, id: `fault-${++this.made}`, matched: 0, struck: 0 };
        this.faults.push(fault);
        return fault;
    }

    all(): Fault[] {
        return [...this.faults];
    }

    /** @returns false when there is no such fault. */
    remove(id: string): boolean {
        const before = this.faults.length;
        this.faults = this.faults.filter((fault) => fault.id !== id);
        return this.faults.length < before;
    }

    clear(): void {
        this.faults = [];
    }

    /** The faults that strike this request. Counts it. */
    strike(request: MatchableRequest): Fault[] {
        const striking: Fault[] = [];
        this.faults = this.faults.map((fault) => {
            if (!matches(fault.match ?? {}, request)) return fault;
            const matched = fault.matched + 1;
            const times = fault.times ?? 1;
            const due = matched >= (fault.match?.nth ?? 1);
            const strikes = due && (times === "always" || fault.struck < times);
            const counted = { ...fault, matched, struck: fault.struck + (strikes ? 1 : 0) };
            if (strikes) striking.push(counted);
            return counted;
        });
        return striking;
    }
}

function matches(
    match: FaultMatch,
    { operation, method, job, subscriptionId }: MatchableRequest,
): boolean {
    const operations = match.operation === undefined ? [operation] : [match.operation].flat();
    return (
        operations.some((name) => name.toLowerCase() === operation.toLowerCase()) &&
        (match.method === undefined || match.method.toUpperCase() === method) &&
        (match.job === undefined || isJob(match.job, job)) &&
        (match.subscriptionId === undefined ||
            match.subscriptionId.toLowerCase() === subscriptionId?.toLowerCase())
    );
}

function isJob(nameOrId: string, job: MatchableRequest["job"]): boolean {
    if (!job) return false;
    const asked = parseJobId(nameOrId);
    return asked
        ? asked.namespace === job.namespace && jobKey(asked.name) === jobKey(job.name)
        : nameOrId.toLowerCase() === job.name.jobName.toLowerCase();
}
