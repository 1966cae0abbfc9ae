import { entryOf, type CheckpointJob } from "../checkpoint/checkpoint";
import { jobFacts, type JobFacts } from "../factsOfService";
import { isSameJob, jobInWords } from "../jobIdentity";
import { at, notKnown, type Properties } from "../notKnown";
import type { Verdict } from "../verdict";
import { blockOf, type BlockSettings, type Threat } from "./blocked";

/** A resource as the engine shows it to a stack policy. */
export interface ShownResource {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    /** The URN under which the checkpoint has it, where that is another one. */
    readonly aliases: readonly string[];
    /**
     * The program registers it, or the update's flags leave it alone. Otherwise the engine has only
     * refreshed it, and is going to delete it.
     */
    readonly isKept: boolean;
    /** What was last known, or, where the update changes it, the program's inputs. */
    readonly properties: Properties;
}

const removed = ({ words }: JobFacts): Threat => ({
    verb: "destroy",
    how: ", which the program no longer registers",
    wayOut:
        `Put the resource back into the program until the job is ${words.end}; if it has a new name or parent, give it an alias of the old one. ` +
        'If the parcel has moved since the last refresh, run "pulumi refresh" first.',
});
const replacedBefore: Threat = {
    verb: "destroy",
    how: ", which was replaced by an earlier update and still waits for its deletion",
    wayOut: 'Take it out of the stack with "pulumi state delete" to leave it to Azure, or wait.',
};

/**
 * What the update would destroy by no longer registering it: jobs in a blocked state, and, in any
 * state, jobs that another resource of the program takes over.
 *
 * A removed job that the engine has just refreshed is judged by what the refresh saw.
 */
export function* judgeRemovals(
    jobs: readonly CheckpointJob[],
    shown: readonly ShownResource[],
    settings: BlockSettings,
    now: Date,
): Iterable<Verdict> {
    const resources = shown.filter(({ isKept }) => isKept);
    const kept = new Set(resources.flatMap(({ urn, aliases }) => [urn, ...aliases]));
    const registered = registeredJobs(jobs, resources);
    for (const job of jobs) {
        if (job.retained) continue;
        const isRemoved = job.pendingDelete || !kept.has(job.facts.urn);
        if (!isRemoved) continue;
        const taken = [...takenOver(job.facts, registered)];
        yield* taken;
        if (taken.some(({ kind }) => kind === "refused")) continue;
        yield* blockOf(
            refreshed(job, jobs, shown),
            job.pendingDelete ? replacedBefore : removed(job.facts),
            settings,
            now,
        );
    }
}

/** The job as the refresh of this update saw it; as the checkpoint has it where there was none. */
function refreshed(
    job: CheckpointJob,
    jobs: readonly CheckpointJob[],
    shown: readonly ShownResource[],
): JobFacts {
    const { urn } = job.facts;
    const isOnlyOne = jobs.filter(({ facts }) => facts.urn === urn).length === 1;
    const resource = shown.find((one) => one.urn === urn && !one.isKept);
    if (!isOnlyOne || !resource) return job.facts;
    const now = jobFacts({ ...resource, outputs: resource.properties });
    return now ? { ...now, ...identityIn(job.facts) } : job.facts;
}

/** The checkpoint alone knows the ARM id. */
function identityIn({ name, resourceGroupName, subscriptionId }: JobFacts) {
    return { name, resourceGroupName, subscriptionId };
}

/** Where the registered jobs are, or are going to be: the checkpoint knows ids, the program names. */
function registeredJobs(
    jobs: readonly CheckpointJob[],
    resources: readonly ShownResource[],
): (JobFacts & { nameNotKnown: boolean })[] {
    return resources.flatMap((resource) => {
        const { properties } = resource;
        const now = jobFacts({ ...resource, outputs: properties, inputs: properties });
        if (!now) return [];
        const before = entryOf(jobs, resource)?.facts;
        const isNotKnown = ["resourceGroupName", "jobName"].some(
            (key) => at(properties, key) === notKnown,
        );
        const asked = { ...now, nameNotKnown: isNotKnown && !before };
        return before ? [asked, { ...before, urn: resource.urn, nameNotKnown: false }] : [asked];
    });
}

function* takenOver(
    job: JobFacts,
    heirs: readonly (JobFacts & { nameNotKnown: boolean })[],
): Iterable<Verdict> {
    if (job.purged) return;
    const heir = heirs.find((one) => !one.nameNotKnown && isSameJob(one, job));
    if (heir) {
        // Under another maker's type the engine would replace the job in spite of an alias.
        const alias =
            heir.maker === job.maker
                ? `Give "${heir.resourceName}" an alias of the old resource. Or take`
                : "Take";
        yield {
            kind: "refused",
            message:
                `Cannot destroy ${jobInWords(job)} as resource "${job.resourceName}": resource "${heir.resourceName}" of this program takes the same job over, and the destroy would delete it there too. ` +
                `${alias} the old one out of the stack first, with "pulumi state delete" or retainOnDelete.`,
            urn: job.urn,
        };
        return;
    }
    const maybe = heirs.find((one) => one.nameNotKnown && one.service === job.service);
    if (maybe) {
        yield {
            kind: "notJudged",
            message: `Could not judge yet whether resource "${maybe.resourceName}" takes over ${jobInWords(job)}, which the program no longer registers: its name or resource group is not known at preview.`,
            urn: job.urn,
        };
    }
}
