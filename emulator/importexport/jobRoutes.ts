import { ArmError, jobNotFound } from "../arm/error";
import type { ResourceGroups } from "../arm/resourceGroups";
import { operation, type ArmAnswer, type ArmCall, type Route } from "../arm/router";
import type { Clock } from "../clock";
import type { JobRegister } from "../jobs/jobRegister";
import { jobOperations } from "../jobs/jobOperations";
import { jobNameIn, pageOf } from "../jobs/listPage";
import { importExportApiVersions } from "./apiVersions";
import { bitLockerKeysAnswer, jobAnswer } from "./answers";
import { readFilter } from "./filter";
import type { Job } from "./job";
import { patchJob } from "./patchJob";
import { putJob } from "./putJob";
import { checkDeletable, type ContestedRules, type JobChange } from "./rules";

const largestPage = 100;

/** The job operations of the swagger. */
export class JobRoutes {
    constructor(
        private readonly jobs: JobRegister<Job>,
        private readonly groups: ResourceGroups,
        private readonly clock: Clock,
        private readonly rules: ContestedRules,
    ) {}

    routes(): readonly Route[] {
        const { job, operations } = jobOperations(
            "Microsoft.ImportExport",
            "Jobs_ListBySubscription",
            {
                list: (call) => this.list(call),
                get: (call) => this.get(call),
                create: (call) => this.create(call),
                update: (call) => this.update(call),
                delete: (call) => this.delete(call),
            },
        );
        const keys = (call: ArmCall) => this.listBitLockerKeys(call);
        const keysPath = `${job}/listBitLockerKeys`;
        const routes = [...operations, operation("POST", "BitLockerKeys_List", keysPath, keys)];
        const first = operation("GET", "BitLockerKeys_List", keysPath, keys);
        return [
            ...routes.map((route) => ({ ...route, apiVersions: importExportApiVersions })),
            // The first revision asked for the keys with GET.
            { ...first, apiVersions: ["2016-11-01"] },
        ];
    }

    private get(call: ArmCall): ArmAnswer {
        return { status: 200, body: jobAnswer(this.existing(call), call) };
    }

    private create(call: ArmCall): ArmAnswer {
        const name = jobNameIn(call.params);
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
        const name = jobNameIn(call.params);
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
        const { jobs, nextLink } = pageOf(call, this.jobs, this.groups, {
            pageSize: readTop(call.query.get("$top")),
            skipToken: "$skiptoken",
            isAsked: readFilter(call.query.get("$filter")),
        });
        const form = {
            apiVersion: call.apiVersion,
            withoutDriveList: call.params.resourceGroupName !== undefined,
        };
        const value = jobs.map((job) => jobAnswer(job, form));
        return { status: 200, body: { value, ...(nextLink ? { nextLink } : {}) } };
    }

    private existing(call: ArmCall): Job {
        const name = jobNameIn(call.params);
        this.groups.check(name);
        const job = this.jobs.get(name);
        if (!job) throw jobNotFound("Microsoft.ImportExport", name.resourceGroupName, name.jobName);
        return job;
    }

    private context(call: ArmCall): JobChange {
        return { principal: call.principal, now: this.clock.now(), rules: this.rules };
    }
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
