import { exceptionFor, type Exception } from "../guards/exceptions";
import type { JobFacts } from "../jobFacts";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../jobTypes";
import type { Violation } from "./analysis";
import type { PackConfig } from "./packConfig";
import { packName } from "./packs";

const policy = "no-destroy-in-flight";

/**
 * What the block says about jobs whose creation was cut off: Azure may have made them, and the stack
 * does not know. No policy can see them, as they are no resources yet; so the guard says it in the
 * policy's name, at its level, and with its exceptions.
 *
 * @param isLeftAlone the destroy touches chosen resources only, and keeps the stack and its knowledge
 */
export function unfinishedViolations(
    jobs: readonly JobFacts[],
    config: PackConfig,
    isLeftAlone: boolean,
    now: Date,
): Violation[] {
    const { enforcementLevel, allow = [] } = config[policy] as {
        enforcementLevel: string;
        allow?: readonly Exception[];
    };
    if (enforcementLevel === "disabled") return [];
    return jobs.map((job) => {
        const isAllowed = exceptionFor(job, allow, now).holds !== undefined;
        return {
            isMandatory: enforcementLevel !== "advisory" && !isAllowed && !isLeftAlone,
            policy,
            pack: packName,
            urn: job.urn,
            message: messageOn(job),
        };
    });
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
