import type { ArmCall } from "../arm/call";
import type { ArmClient } from "../arm/client";
import type { ArmService } from "../arm/advice";
import type { CallContext } from "../arm/context";
import { checkSegment, type ArmResource } from "../arm/resource";
import { sameIgnoringCase } from "./sameness";

/** A job as its service sent it: the raw JSON body, no default filled in and no unknown key dropped. */
export type ArmJob = ArmResource;

/** Where a job is. */
export interface JobAddress {
    subscriptionId: string;
    resourceGroupName: string;
    jobName: string;
}

/** Whether both are the same place. What is told without its subscription may be in any. */
export function isSameJob(one: Partial<JobAddress>, job: JobAddress): boolean {
    return (
        sameIgnoringCase(one.jobName, job.jobName) &&
        sameIgnoringCase(one.resourceGroupName, job.resourceGroupName) &&
        (!one.subscriptionId || sameIgnoringCase(one.subscriptionId, job.subscriptionId))
    );
}

/** The names of a job and its resource group, as a list shows them; an id that makes no sense gives none. */
export function placeOf({ id = "", name }: ArmJob): Partial<JobAddress> {
    const [, resourceGroupName, jobName] =
        /\/resourceGroups\/([^/]+)\/.*\/jobs\/([^/]+)$/i.exec(id) ?? [];
    return { resourceGroupName, jobName: name ?? jobName };
}

/** A job's key among the jobs of its subscription. */
export function jobKey({ resourceGroupName, jobName }: Omit<JobAddress, "subscriptionId">): string {
    return `${resourceGroupName}/${jobName}`.toLowerCase();
}

/** A resource group, or a whole subscription. */
export interface JobScope {
    subscriptionId: string;
    resourceGroupName?: string;
}

/** The paths and calls of one service's jobs. */
export interface JobPaths {
    /** The id of a job. @throws Error when a part of it is none */
    readonly id: (job: JobAddress) => string;
    /** The path of what the service has in a scope, such as `jobs`. @throws Error when a part of it is none */
    readonly in: (scope: JobScope, ...rest: string[]) => string;
    /** A call that does this to a job. */
    readonly doing: (action: string, job: JobAddress) => ArmCall;
    /** A call that lists the jobs of a scope. */
    readonly listing: (scope: JobScope) => ArmCall;
    /** Any other call: what it does, as it reads after "Could not". */
    readonly call: (what: string) => ArmCall;
}

/**
 * @param arm jobs of other subscriptions than its own are refused
 * @param context for whom the calls are
 */
export function jobPathsOf(
    arm: Pick<ArmClient, "subscriptionId">,
    service: ArmService,
    context: CallContext,
): JobPaths {
    const call = (what: string): ArmCall => ({ what, service, context });
    const inScope = (scope: JobScope, ...rest: string[]) => {
        if (!sameIgnoringCase(scope.subscriptionId, arm.subscriptionId)) {
            throw new Error(
                `This client works in subscription "${arm.subscriptionId}", not in "${scope.subscriptionId}".`,
            );
        }
        checkSegment("subscriptionId", scope.subscriptionId);
        const { resourceGroupName: group } = scope;
        if (group !== undefined) checkSegment("resourceGroupName", group);
        const place = group === undefined ? "" : `/resourceGroups/${group}`;
        const path = [`/subscriptions/${scope.subscriptionId}${place}/providers`];
        return [...path, service.namespace, ...rest].join("/");
    };
    return {
        id: (job) => {
            checkSegment("jobName", job.jobName);
            return inScope(job, "jobs", job.jobName);
        },
        in: inScope,
        doing: (action, { jobName, resourceGroupName }) =>
            call(`${action} job "${jobName}" in resource group "${resourceGroupName}"`),
        listing: ({ resourceGroupName: group }) =>
            call(
                `list the jobs of ${group === undefined ? "the subscription" : `resource group "${group}"`}`,
            ),
        call,
    };
}
