import { ArmError, jobNotFound } from "../arm/error";
import type { ResourceGroups } from "../arm/resourceGroups";
import type { ArmAnswer, ArmCall, Route } from "../arm/router";
import type { Clock } from "../clock";
import { importExportApiVersions } from "./apiVersions";
import { bitLockerKeysAnswer, jobAnswer } from "./answers";
import type { ChangeContext } from "./changeContext";
import { readFilter } from "./filter";
import type { Job, JobName } from "./job";
import { keyOf, type JobRegister } from "./jobRegister";
import { patchJob } from "./patchJob";
import { putJob } from "./putJob";
import { checkDeletable, type ContestedRules } from "./rules";

const largestPage = 100;

/** The job operations of the swagger. */
export class JobRoutes {
    constructor(
        private readonly jobs: JobRegister,
        private readonly groups: ResourceGroups,
        private readonly clock: Clock,
        private readonly rules: ContestedRules,
    ) {}

    routes(): readonly Route[] {
        const inSubscription =
            "/subscriptions/{subscriptionId}/providers/Microsoft.ImportExport/jobs";
        const inGroup =
            "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}" +
            "/providers/Microsoft.ImportExport/jobs";
        const job = `${inGroup}/{jobName}`;
        const read = { method: "GET", quota: "reads", takesBody: false } as const;
        const keys = {
            operation: "BitLockerKeys_List",
            path: `${job}/listBitLockerKeys`,
            // It counts as a write (recorded).
            quota: "writes",
            takesBody: false,
            handle: (call: ArmCall) => this.listBitLockerKeys(call),
        } as const;
        const routes: Omit<Route, "apiVersions">[] = [
            {
                ...read,
                operation: "Jobs_ListBySubscription",
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
                operation: "Jobs_Create",
                method: "PUT",
                path: job,
                quota: "writes",
                takesBody: true,
                handle: (call) => this.create(call),
            },
            {
                operation: "Jobs_Update",
                method: "PATCH",
                path: job,
                quota: "writes",
                takesBody: true,
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
            { ...keys, method: "POST" },
        ];
        return [
            ...routes.map((route) => ({ ...route, apiVersions: importExportApiVersions })),
            // The first revision asked for the keys with GET.
            { ...keys, method: "GET", apiVersions: ["2016-11-01"] },
        ];
    }

    private get(call: ArmCall): ArmAnswer {
        return { status: 200, body: jobAnswer(this.existing(call), call) };
    }

    private create(call: ArmCall): ArmAnswer {
        const name = jobNameOf(call);
        const group = this.groups.forNewResource(name);
        const existing = this.jobs.get(name);
        const job = putJob(
            { ...name, resourceGroupName: group },
            existing,
            call.body,
            this.context(call),
        );
        this.jobs.put(job);
        return {
            status: existing ? 200 : 201,
            body: jobAnswer(job, { apiVersion: call.apiVersion, locationAsSent: true }),
        };
    }

    private update(call: ArmCall): ArmAnswer {
        const job = this.jobs.put(patchJob(this.existing(call), call.body, this.context(call)));
        return { status: 200, body: jobAnswer(job, call) };
    }

    private delete(call: ArmCall): ArmAnswer {
        const name = jobNameOf(call);
        this.groups.check(name);
        const job = this.jobs.get(name);
        // Resource Manager's contract for what was not there; the swagger lists 200 alone.
        if (!job) return { status: 204 };
        checkDeletable(job);
        this.jobs.remove(name);
        return { status: 200 };
    }

    private listBitLockerKeys(call: ArmCall): ArmAnswer {
        return { status: 200, body: bitLockerKeysAnswer(this.existing(call)) };
    }

    private list(call: ArmCall): ArmAnswer {
        const { subscriptionId, resourceGroupName } = call.params;
        if (resourceGroupName !== undefined)
            this.groups.check({ subscriptionId, resourceGroupName });
        const pageSize = readTop(call.query.get("$top"));
        const isAsked = readFilter(call.query.get("$filter"));
        const after = readSkipToken(call.query.get("$skiptoken"));
        const rest = this.jobs
            .all()
            .filter((job) => sameText(job.subscriptionId, subscriptionId))
            .filter(
                (job) =>
                    resourceGroupName === undefined ||
                    sameText(job.resourceGroupName, resourceGroupName),
            )
            .filter((job) => isAsked(job) && (after === undefined || keyOf(job) > after));
        const page = rest.slice(0, pageSize);
        const form = {
            apiVersion: call.apiVersion,
            withoutDriveList: resourceGroupName !== undefined,
        };
        return {
            status: 200,
            body: {
                value: page.map((job) => jobAnswer(job, form)),
                // Absent on the last page: an empty one sends some clients round for ever.
                ...(rest.length > page.length ? { nextLink: nextLink(call, page.at(-1)!) } : {}),
            },
        };
    }

    private existing(call: ArmCall): Job {
        const name = jobNameOf(call);
        this.groups.check(name);
        const job = this.jobs.get(name);
        if (!job) throw jobNotFound(name.resourceGroupName, name.jobName);
        return job;
    }

    private context(call: ArmCall): ChangeContext {
        return { principal: call.principal, now: this.clock.now(), rules: this.rules };
    }
}

function jobNameOf({ params }: ArmCall): JobName {
    return {
        subscriptionId: params.subscriptionId ?? "",
        resourceGroupName: params.resourceGroupName ?? "",
        jobName: params.jobName ?? "",
    };
}

/** "The value cannot be greater than 100" (swagger); the first revision says 1 to 100. */
function readTop(top: string | null): number {
    if (top === null) return largestPage;
    const count = Number(top);
    if (!/^\d{1,9}$/.test(top) || count < 1 || count > largestPage) {
        throw new ArmError(
            400,
            "InvalidParameter",
            `$top must be a whole number from 1 to ${largestPage}.`,
            { target: "$top" },
        );
    }
    return count;
}

function nextLink(call: ArmCall, last: Job): string {
    const { subscriptionId, resourceGroupName } = call.params;
    const group = resourceGroupName
        ? `/resourceGroups/${encodeURIComponent(resourceGroupName)}`
        : "";
    const query = new URLSearchParams(call.query);
    query.set("$skiptoken", Buffer.from(keyOf(last)).toString("base64url"));
    return (
        `${call.origin}/subscriptions/${subscriptionId}${group}` +
        `/providers/Microsoft.ImportExport/jobs?${query.toString()}`
    );
}

function readSkipToken(token: string | null): string | undefined {
    if (token === null) return undefined;
    const key = Buffer.from(token, "base64url").toString();
    if (key.split("/").length !== 3) {
        throw new ArmError(400, "InvalidParameter", "$skiptoken is not one that a nextLink gave.", {
            target: "$skiptoken",
        });
    }
    return key;
}

function sameText(a: string, b: string | undefined): boolean {
    return a.toLowerCase() === b?.toLowerCase();
}
