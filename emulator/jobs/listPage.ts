import { ArmError } from "../arm/error";
import type { ResourceGroups } from "../arm/resourceGroups";
import type { ArmCall } from "../arm/router";
import { keyOf, type JobName, type KeptJob } from "./job";
import type { JobRegister } from "./jobRegister";

/** How a service pages the list of its jobs. */
export interface Paging<J> {
    readonly pageSize: number;
    /** The query parameter that carries the place to go on from. */
    readonly skipToken: "$skiptoken" | "$skipToken";
    readonly isAsked?: (job: J) => boolean;
}

/** The jobs of the call's subscription or group that are asked for, and where the next page is. */
export function pageOf<J extends KeptJob>(
    call: ArmCall,
    register: JobRegister<J>,
    groups: ResourceGroups,
    { pageSize, skipToken, isAsked = () => true }: Paging<J>,
): { jobs: readonly J[]; nextLink?: string } {
    const { subscriptionId, resourceGroupName } = call.params;
    if (resourceGroupName !== undefined) groups.check({ subscriptionId, resourceGroupName });
    const after = readSkipToken(call.query.get(skipToken), skipToken);
    const rest = register
        .all()
        .filter((job) => sameText(job.subscriptionId, subscriptionId))
        .filter(
            (job) =>
                resourceGroupName === undefined ||
                sameText(job.resourceGroupName, resourceGroupName),
        )
        .filter((job) => isAsked(job) && (after === undefined || keyOf(job) > after));
    const jobs = rest.slice(0, pageSize);
    // Absent on the last page: an empty one sends some clients round for ever.
    if (rest.length === jobs.length) return { jobs };
    return { jobs, nextLink: nextLink(call, register.kind.namespace, skipToken, jobs.at(-1)!) };
}

function nextLink(call: ArmCall, namespace: string, skipToken: string, last: KeptJob): string {
    const { subscriptionId, resourceGroupName } = call.params;
    const group = resourceGroupName
        ? `/resourceGroups/${encodeURIComponent(resourceGroupName)}`
        : "";
    const query = new URLSearchParams(call.query);
    query.set(skipToken, Buffer.from(keyOf(last)).toString("base64url"));
    return (
        `${call.origin}/subscriptions/${subscriptionId}${group}` +
        `/providers/${namespace}/jobs?${query.toString()}`
    );
}

function readSkipToken(token: string | null, name: string): string | undefined {
    if (token === null) return undefined;
    const key = Buffer.from(token, "base64url").toString();
    if (key.split("/").length !== 3) {
        throw new ArmError(400, "InvalidParameter", `${name} is not one that a nextLink gave.`, {
            target: name,
        });
    }
    return key;
}

/** The job that a call's path names. */
export function jobNameIn(params: ArmCall["params"]): JobName {
    return {
        subscriptionId: params.subscriptionId ?? "",
        resourceGroupName: params.resourceGroupName ?? "",
        jobName: params.jobName ?? "",
    };
}

export function sameText(a: string, b: string | undefined): boolean {
    return a.toLowerCase() === b?.toLowerCase();
}
