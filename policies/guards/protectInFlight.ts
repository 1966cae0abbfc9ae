import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import {
    lastCheckpoint,
    type CheckpointReading,
    type CheckpointSettings,
} from "../checkpoint/lastCheckpoint";
import { commandOf, type Command } from "../command";
import { isInFlight, isReadable, jobFacts, standingInWords, type JobFacts } from "../jobFacts";
import { jobInWords } from "../jobIdentity";
import { notKnown, seen } from "../notKnown";
import { settingsOf } from "../settings";
import { reportAll, type Verdict } from "../verdict";
import { checkpointSettingsSchema } from "./checkpointSettings";

interface Settings extends CheckpointSettings {
    readonly command?: Command;
}

const name = "protect-in-flight";
const configSchema = { properties: checkpointSettingsSchema };

/**
 * A job that is under way has `protect: true`, which even a plain `pulumi destroy` heeds.
 *
 * Advisory, since a protected job also stops the destroy of all else in its stack; a team makes it
 * mandatory by config.
 */
export const protectInFlight: StackValidationPolicy = {
    name,
    displayName: "Protect in flight",
    description: "A job or order that is under way is protected (protect: true).",
    enforcementLevel: "advisory",
    severity: "high",
    tags: ["importexport", "databox", "destroy"],
    remediationSteps:
        'Set the resource option protect: true and run "pulumi up"; take it away when the job has ended.',
    url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
    configSchema,

    async validateStack(args, report) {
        const settings = settingsOf<Settings>(name, configSchema, args.getConfig());
        const isUpdate = commandOf(settings.command) === "update";
        const before = isUpdate ? await lastCheckpoint(settings) : undefined;
        reportAll(judgeProtection(args.resources, before), report);
    },
};

/** @param before the checkpoint, which knows the state of jobs that the update changes; none: the resources are the checkpoint. */
function* judgeProtection(
    resources: readonly PolicyResource[],
    before: CheckpointReading | undefined,
): Iterable<Verdict> {
    for (const resource of resources) {
        if (resource.opts.protect) continue;
        const now = jobFacts({ ...resource, outputs: seen(resource.props as object) });
        if (!now) continue;
        const job = lastKnown(now, resource.opts.aliases, before);
        if (!job || !isInFlight(job)) continue;
        const end = job.service === "databox" ? "the order has ended" : "the job is Completed";
        yield {
            kind: isReadable(job) ? "refused" : "notJudged",
            message: `Unprotected: ${jobInWords(job)} is ${standingInWords(job)}, and a plain "pulumi destroy" asks no policy. Set protect: true on resource "${job.resourceName}" until ${end}.`,
            urn: job.urn,
        };
    }
}

/** Undefined for an order that is about to be made: the service has said nothing of it yet. */
function lastKnown(
    job: JobFacts,
    aliases: readonly string[],
    before: CheckpointReading | undefined,
): JobFacts | undefined {
    if (!before) return job;
    if ("unreadable" in before) {
        return job.service === "databox" ? job : { ...job, state: job.state ?? notKnown };
    }
    const old = before.checkpoint.jobs.find(
        ({ facts, pendingDelete }) => !pendingDelete && [job.urn, ...aliases].includes(facts.urn),
    );
    if (old) return { ...old.facts, urn: job.urn, resourceName: job.resourceName };
    // A job that the checkpoint does not have is about to be made.
    if (job.service === "importexport") return { ...job, state: job.state ?? "Creating" };
    return job.isCancellable === undefined ? undefined : job;
}
