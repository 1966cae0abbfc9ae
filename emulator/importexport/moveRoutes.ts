import { invalidRequest, jobNotFound } from "../arm/error";
import type { ResourceGroups } from "../arm/resourceGroups";
import type { ArmAnswer, ArmCall, Route } from "../arm/router";
import { parseJobId } from "../jobs/job";
import type { JobRegister } from "../jobs/jobRegister";
import type { Job } from "./job";

/** Jobs_Move: only the first revision of 2016-11-01 has it. Later, moving is Resource Manager's own. */
export function moveRoutes(jobs: JobRegister<Job>, groups: ResourceGroups): readonly Route[] {
    return [
        {
            operation: "Jobs_Move",
            method: "POST",
            path:
                "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}" +
                "/providers/Microsoft.ImportExport/moveResources",
            apiVersions: ["2016-11-01"],
            takesBody: true,
            handle: (call) => moveJobs(call, jobs, groups),
        },
    ];
}

function moveJobs(
    { params, body }: ArmCall,
    jobs: JobRegister<Job>,
    groups: ResourceGroups,
): ArmAnswer {
    const { targetResourceGroup, resources } = Object(body) as Record<string, unknown>;
    const target = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i.exec(
        String(targetResourceGroup),
    );
    if (!target) {
        throw invalidRequest("'targetResourceGroup' must be a group's id.", "targetResourceGroup");
    }
    if (!Array.isArray(resources) || resources.length === 0) {
        throw invalidRequest("'resources' must be a list of job ids.", "resources");
    }
    const group = groups.check({ subscriptionId: target[1]!, resourceGroupName: target[2]! });
    // "The jobs must be from the current resource group from the request URL."
    const moved = resources.map((id) => {
        const parsed = parseJobId(String(id));
        const name = parsed?.namespace === "Microsoft.ImportExport" ? parsed.name : undefined;
        const isHere =
            name?.subscriptionId.toLowerCase() === params.subscriptionId?.toLowerCase() &&
            name?.resourceGroupName.toLowerCase() === params.resourceGroupName?.toLowerCase();
        const job = name && isHere ? jobs.get(name) : undefined;
        if (!name || !job)
            throw jobNotFound(
                "Microsoft.ImportExport",
                params.resourceGroupName ?? "",
                name?.jobName ?? "",
            );
        return { name, job };
    });
    for (const { name, job } of moved) {
        jobs.remove(name);
        jobs.put({
            ...job,
            subscriptionId: group.subscriptionId,
            resourceGroupName: group.name,
        });
    }
    return { status: 200 };
}
