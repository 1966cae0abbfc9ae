import { randomUUID } from "node:crypto";
import { ArmError, jobNotFound } from "../arm/error";
import type { Locks } from "../arm/locks";
import type { ResourceGroups } from "../arm/resourceGroups";
import type { ArmAnswer, ArmCall, Route } from "../arm/router";
import type { Clock } from "../clock";
import type { JobRegister } from "../jobs/jobRegister";
import { jobNameIn, pageOf } from "../jobs/listPage";
import * as actions from "./actions";
import { jobAnswer } from "./answers";
import { dataBoxApiVersions } from "./apiVersions";
import type { DataBoxJob } from "./job";
import { lockAccounts } from "./accountLock";
import { deletionId, type Operations } from "./operations";
import { patchJob } from "./patchJob";
import { putJob } from "./putJob";
import { checkDeletable, type DataBoxRules, type OrderChange } from "./rules";

const pageSize = 100;

/** Time that is moved ends a creation, too, though nobody looks. Recorded ones took 23 s. */
const longestCreationMs = 15 * 60_000;

export interface DataBoxParts {
    readonly jobs: JobRegister<DataBoxJob>;
    readonly operations: Operations;
    readonly groups: ResourceGroups;
    readonly locks: Locks;
    readonly clock: Clock;
    readonly rules: DataBoxRules;
}

/**
 * The job operations of the swagger. Their names have `DataBox.` before the operationId, because
 * Microsoft.ImportExport has operations of the same name.
 */
export class DataBoxJobRoutes {
    constructor(private readonly parts: DataBoxParts) {}

    routes(): readonly Route[] {
        const inSubscription = "/subscriptions/{subscriptionId}/providers/Microsoft.DataBox/jobs";
        const inGroup =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}" +
            "/providers/Microsoft.DataBox/jobs";
        const job = `${inGroup}/{jobName}`;
        const read = { method: "GET", quota: "reads", takesBody: false } as const;
        const write = { quota: "writes", takesBody: true } as const;
        const act = (
            name: string,
            takesBody: boolean,
            handle: (call: ArmCall) => ArmAnswer,
            operation = `Jobs_${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        ) => ({
            operation,
            method: "POST" as const,
            path: `${job}/${name}`,
            quota: "writes" as const,
            takesBody,
            handle,
        });
        const routes: Omit<Route, "apiVersions">[] = [
            {
                ...read,
                operation: "Jobs_List",
                path: inSubscription,
                handle: (call) => this.list(call),
            },
            {
                ...read,
                operation: "Jobs_ListByResourceGroup",
                path: inGroup,
                handle: (call) => this.list(call),
            },
            { ...read, operation: "Jobs_Get", path: job, handle: (call) => this.get(call) },
            {
                ...write,
                operation: "Jobs_Create",
                method: "PUT",
                path: job,
                handle: (call) => this.create(call),
            },
            {
                ...write,
                operation: "Jobs_Update",
                method: "PATCH",
                path: job,
                handle: (call) => this.update(call),
            },
            {
                operation: "Jobs_Delete",
                method: "DELETE",
                path: job,
                quota: "deletes",
                takesBody: false,
                handle: (call) => this.delete(call),
            },
            act("cancel", true, (call) => this.change(call, actions.cancel)),
            act("markDevicesShipped", true, (call) => this.change(call, actions.markShipped)),
            act("mitigate", true, (call) => this.change(call, actions.mitigate), "Mitigate"),
            act("bookShipmentPickUp", true, (call) =>
                actions.bookShipmentPickUp(this.existing(call), call.body),
            ),
            act("listCredentials", false, (call) =>
                actions.listCredentials(this.existing(call), this.parts.rules),
            ),
        ];
        return routes.map((route) => ({
            ...route,
            operation: `DataBox.${route.operation}`,
            apiVersions: dataBoxApiVersions,
        }));
    }

    private get(call: ArmCall): ArmAnswer {
        const { operations, jobs, rules } = this.parts;
        this.lookAtCreation(call);
        const deletion = operations.deletionOf(this.existing(call));
        if (deletion) operations.look(deletion);
        const expand = call.query.get("$expand");
        if (expand !== null && expand.toLowerCase() !== "details") {
            throw new ArmError(400, "InvalidParameter", "$expand is supported on details alone.", {
                target: "$expand",
            });
        }
        const job = jobs.get(jobNameIn(call.params));
        if (!job) throw this.notFound(call);
        const expanded = expand !== null;
        return {
            status: 200,
            body: jobAnswer(job, { apiVersion: call.apiVersion, expanded, rules }),
        };
    }

    private create(call: ArmCall): ArmAnswer {
        const { groups, jobs, locks, operations } = this.parts;
        const name = jobNameIn(call.params);
        const group = groups.forNewResource(name);
        const existing = jobs.get(name);
        const orderId = existing?.orderId ?? randomUUID();
        const job = putJob(
            { ...name, resourceGroupName: group },
            existing,
            call.body,
            orderId,
            this.context(call),
        );
        jobs.put(job);
        lockAccounts(job, locks);
        // An order that was shown stays so while it is overwritten.
        return operations.begin(existing ? "update" : "create", orderId, job, call);
    }

    private update(call: ArmCall): ArmAnswer {
        const { jobs, operations } = this.parts;
        const job = jobs.put(patchJob(this.existing(call), call.body, this.context(call)));
        return operations.begin("update", randomUUID(), job, call);
    }

    private delete(call: ArmCall): ArmAnswer {
        const { groups, jobs, operations, rules } = this.parts;
        const name = jobNameIn(call.params);
        groups.check(name);
        const job = jobs.get(name);
        if (!job) return { status: 204 };
        const under = operations.deletionOf(job);
        if (under) return operations.again(under, call);
        checkDeletable(job, rules);
        return operations.begin("delete", deletionId(job), job, call);
    }

    private change(
        call: ArmCall,
        changed: (job: DataBoxJob, body: unknown, context: OrderChange) => DataBoxJob,
    ): ArmAnswer {
        this.parts.jobs.put(changed(this.existing(call), call.body, this.context(call)));
        return { status: 204 };
    }

    private list(call: ArmCall): ArmAnswer {
        const { jobs, groups, rules } = this.parts;
        const page = pageOf(call, jobs, groups, { pageSize, skipToken: "$skipToken" });
        const form = { apiVersion: call.apiVersion, expanded: false, rules };
        const value = page.jobs
            .filter((job) => this.isShown(job))
            .map((job) => jobAnswer(job, form));
        return {
            status: 200,
            body: { value, ...(page.nextLink ? { nextLink: page.nextLink } : {}) },
        };
    }

    private existing(call: ArmCall): DataBoxJob {
        const name = jobNameIn(call.params);
        this.parts.groups.check(name);
        const job = this.parts.jobs.get(name);
        if (!job || !this.isShown(job)) throw this.notFound(call);
        return job;
    }

    /** A look is one at the creation, too, where it is that what hides the order. */
    private lookAtCreation({ params }: ArmCall): void {
        const { jobs, operations, rules } = this.parts;
        const job = rules.shown === "whenCreated" && jobs.get(jobNameIn(params));
        const creation = job && operations.creationOf(job);
        if (creation) operations.look(creation);
    }

    /** Whether the order is there for others; a PUT and a DELETE, which refuse it, see it in any case. */
    private isShown(job: DataBoxJob): boolean {
        const { operations, rules, clock } = this.parts;
        if (rules.shown === "atOnce" || operations.creationOf(job) === undefined) return true;
        return clock.now() - Date.parse(job.startTime) >= longestCreationMs;
    }

    private notFound({ params }: ArmCall): ArmError {
        const { resourceGroupName, jobName } = jobNameIn(params);
        return jobNotFound("Microsoft.DataBox", resourceGroupName, jobName);
    }

    private context(call: ArmCall): OrderChange {
        const { clock, rules } = this.parts;
        return { principal: call.principal, now: clock.now(), rules };
    }
}
