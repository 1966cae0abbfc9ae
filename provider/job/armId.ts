import type { JobAddress } from "./armJob";

/** A text that is not the id of a job of this kind. */
export class NotAJobId extends Error {
    override readonly name = "NotAJobId";
}

/** The ids of one service's jobs: how one is made, and how it is read. */
export interface JobIds {
    /**
     * The ARM id of a job, which is the resource's Pulumi id too. It is made from the address, since
     * the services' own answers are not consistent about it (official example GetJob).
     */
    readonly jobId: (job: JobAddress) => string;
    /** Where a job with this id is. @throws NotAJobId */
    readonly jobAddress: (id: string) => JobAddress;
}

/**
 * @param namespace such as `Microsoft.ImportExport`
 * @param kind what the jobs are called in a sentence, such as "an import/export job"
 */
export function jobIdsOf(namespace: string, kind: string): JobIds {
    // None of the three names may have what would end the path in a URL, or an escaped or blank character.
    const name = "([^/?#%\\s]+)";
    const rule = new RegExp(
        `^/subscriptions/${name}/resourceGroups/${name}/providers/${namespace.replace(".", "\\.")}/jobs/${name}$`,
        "i",
    );
    return {
        jobId: (job) =>
            `/subscriptions/${job.subscriptionId}/resourceGroups/${job.resourceGroupName}/providers/${namespace}/jobs/${job.jobName}`,
        jobAddress: (id) => {
            const [, subscriptionId, resourceGroupName, jobName] = rule.exec(id) ?? [];
            if (!subscriptionId || !resourceGroupName || !jobName) {
                throw new NotAJobId(
                    `"${id}" is not the id of ${kind}; expected /subscriptions/<id>/resourceGroups/<name>/providers/${namespace}/jobs/<name>.`,
                );
            }
            return { subscriptionId, resourceGroupName, jobName };
        },
    };
}
