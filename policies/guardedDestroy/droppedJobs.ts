import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../azureNative";
import type { Hidden } from "./blockViolations";
import type { Deletion } from "./deletions";

/**
 * Jobs of this project that the engine would drop without asking the provider: those whose checkpoint has
 * `deletedWith`, of a resource that this destroy deletes, too. No policy sees that option. An earlier
 * version stored it, and a transform may still set it.
 */
export function droppedJobs(deletions: readonly Deletion[]): Hidden[] {
    const deleted = new Set(deletions.map(({ urn }) => urn));
    return deletions.flatMap(({ job, resource }) => {
        if (!job || isAzureNative(job.facts.maker)) return [];
        if (!deleted.has(String(resource.deletedWith))) return [];
        const message =
            `Cannot destroy ${jobInWords(job.facts)}: the stack has it with deletedWith, so the engine would drop it without asking what its state allows, and Azure would keep it. ` +
            `Run "pulumi up" once, which takes the option away; if a transform sets it, except jobs there.`;
        return { job: job.facts, message };
    });
}
