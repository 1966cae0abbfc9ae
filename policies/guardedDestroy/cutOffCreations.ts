import type { JobFacts } from "../factsOfService";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../azureNative";
import type { Hidden } from "./blockViolations";

/**
 * Jobs whose creation was cut off: Azure may have made them, and the stack does not know. No policy can see
 * them, as they are no resources yet.
 *
 * @param isTold the destroy touches chosen resources only, and keeps the stack and its knowledge
 */
export function cutOffCreations(jobs: readonly JobFacts[], isTold: boolean): Hidden[] {
    return jobs.map((job) => ({ job, message: messageOn(job), isTold }));
}

function messageOn(job: JobFacts): string {
    const takeUp = isAzureNative(job.maker)
        ? `If Azure has the job, put it into the stack with "pulumi refresh --import-pending-creates '${job.urn}' --import-pending-creates ID".`
        : 'If Azure has the job, "pulumi up" puts it into the stack.';
    return (
        `Cannot tell whether ${jobInWords(job)} exists: its creation was cut off, and this stack would forget it. ` +
        `Look in Azure. ${takeUp} Then, or if it has none, run "pulumi refresh --clear-pending-creates".`
    );
}
