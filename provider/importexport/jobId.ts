import type { JobAddress } from "../azure/jobsClient";

/**
 * The ARM id of a job, which is the resource's Pulumi id too. It is made from the address, since
 * the service's own answers are not consistent about it (official example GetJob).
 */
export function jobId(job: JobAddress): string {
    return `/subscriptions/${job.subscriptionId}/resourceGroups/${job.resourceGroupName}/providers/Microsoft.ImportExport/jobs/${job.jobName}`;
}

const idRule =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ImportExport\/jobs\/([^/]+)$/i;

/**
 * Where a job with this id is. @throws when the text is no such id.
 */
export function jobAddress(id: string): JobAddress {
    const [, subscriptionId, resourceGroupName, jobName] = idRule.exec(id) ?? [];
    if (!subscriptionId || !resourceGroupName || !jobName) {
        throw new Error(
            `"${id}" is not the id of an import/export job; expected /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.ImportExport/jobs/<name>.`,
        );
    }
    return { subscriptionId, resourceGroupName, jobName };
}
