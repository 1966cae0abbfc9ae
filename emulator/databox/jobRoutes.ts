import { randomUUID } from "node:crypto";
import { ArmError, jobNotFound } from "../arm/error";
import type { Locks } from "../arm/locks";
import type { ResourceGroups } from "../arm/resourceGroups";
import { operation, type ArmAnswer, type ArmCall, type Route } from "../arm/router";
import type { Clock } from "../clock";
import type { JobRegister } from "../jobs/jobRegister";
import { jobOperations } from "../jobs/jobOperations";
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
        const { job, operations } = jobOperations("Microsoft.DataBox", "Jobs_List", {
            list: (call) => this.list(call),
            get: (call) => this.get(call),
            create: (call) => this.create(call),
            update: (call) => this.update(call),
            delete: (call) => this.delete(call),
        });
        const action = (name: string, handle: Route["handle"], takesBody = true) => {
            const path = `${job}/${name}`;
            const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
            // This one has no group in the swagger.
            const operationId = name === "mitigate" ? title : `Jobs_${title}`;
            return operation("POST", operationId, path, handle, { takesBody });
        };
        const routes = [
            ...operations,
            action("cancel", (call) => this.change(call, actions.cancel)),
            action("markDevicesShipped", (call) => this.change(call, actions.markShipped)),
            action("mitigate", (call) => this.change(call, actions.mitigate)),
            action("bookShipmentPickUp", (call) =>
                actions.bookShipmentPickUp(this.existing(call), call.body),
            ),
            action(
                "listCredentials",
                (call) => actions.listCredentials(this.existing(call), this.parts.rules),
                false,
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
