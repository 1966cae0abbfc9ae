import type { JobFacts } from "../factsOfService";
import { jobInWords } from "../jobIdentity";
import { everyService } from "../services";
import type { Verdict } from "../verdict";
import { stackPolicy, type ShownJob } from "./stackPolicy";

/**
 * A job that is under way has `protect: true`, which even a plain `pulumi destroy` heeds.
 *
 * Advisory, since a protected job also stops the destroy of all else in its stack; a team makes it
 * mandatory by config.
 */
export const protectInFlight = stackPolicy({
    name: "protect-in-flight",
    displayName: "Protect in flight",
    description: "A job or order that is under way is protected (protect: true).",
    enforcementLevel: "advisory",
    severity: "high",
    tags: [...everyService(), "destroy"],
    remediationSteps:
        'Set the resource option protect: true and run "pulumi up"; take it away when the job has ended.',
    url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
    asksCheckpoint: true,
    rules: protection,
});

function* protection(shown: ShownJob): Iterable<Omit<Verdict, "urn">> {
    if (shown.resource.opts.protect) return;
    const job = lastKnown(shown);
    if (!job?.isInFlight) return;
    yield {
        kind: job.isReadable ? "refused" : "notJudged",
        message: `Unprotected: ${jobInWords(job)} is ${job.standing}, and a plain "pulumi destroy" asks no policy. Set protect: true on resource "${shown.job.resourceName}" until ${job.words.hasEnded}.`,
    };
}

/** The checkpoint knows the state of jobs that the update changes. A job that it does not have is about to be made. */
function lastKnown({ job, old, before }: ShownJob): JobFacts | undefined {
    if (!before) return job;
    if ("unreadable" in before) return job.ifUnseen();
    return old?.facts ?? job.ifNew();
}
