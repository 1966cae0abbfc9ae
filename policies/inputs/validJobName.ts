import { notKnown } from "../notKnown";
import { everyService, serviceOfType } from "../services";
import { resourcePolicy, type Finding, type RegisteredJob } from "./resourcePolicy";

/**
 * A job's name is one that the service takes: a longer one fails only when the job is made.
 *
 * Source: the patterns of the API descriptions. A Data Box order's name is shorter than an
 * Import/Export job's, and azure-native's automatic names add to the resource's.
 */
export const validJobName = resourcePolicy({
    name: "valid-job-name",
    displayName: "Valid job name",
    description: "A job's name has the length and the characters that its service takes.",
    enforcementLevel: "advisory",
    severity: "low",
    tags: [...everyService()],
    remediationSteps:
        "Give the job a jobName: 2 to 64 characters for Import/Export, 3 to 24 for Data Box.",
    url: "https://learn.microsoft.com/rest/api/databox/jobs/create",
    ofNewJobs: true,
    rules: nameOfService,
});

function* nameOfService({ facts, inputs }: RegisteredJob): Iterable<Finding> {
    const { jobName } = inputs;
    if (jobName === notKnown) yield { notKnown: "jobName" };
    const service = serviceOfType(facts.type)?.service;
    if (typeof jobName !== "string" || !service) return;
    const { rule, inWords } = service.jobName;
    if (rule.test(jobName)) return;
    yield {
        wrong: `has a name that the service does not take: ${inWords} are right, and these are ${jobName.length} characters. Azure would refuse the job. Give it another jobName.`,
    };
}
