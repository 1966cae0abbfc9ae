import { exceptionFor, type Exception } from "../guards/exceptions";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../jobTypes";
import type { Violation } from "./analysis";
import type { Deletion } from "./judged";
import type { PackConfig } from "./packConfig";
import { packName } from "./packs";

const policy = "no-destroy-in-flight";

/**
 * What the block says about jobs of this project that the engine would drop without asking the provider: those whose
 * checkpoint has `deletedWith`, of a resource that this destroy deletes, too. No policy sees that option. An earlier
 * version stored it, and a transform may still set it.
 */
export function droppedViolations(
    deletions: readonly Deletion[],
    config: PackConfig,
    now: Date,
): Violation[] {
    const { enforcementLevel, allow = [] } = config[policy] as {
        enforcementLevel: string;
        allow?: readonly Exception[];
    };
    if (enforcementLevel === "disabled") return [];
    const deleted = new Set(deletions.map(({ urn }) => urn));
    return deletions.flatMap(({ job, resource, urn }) => {
        if (!job || isAzureNative(job.facts.maker)) return [];
        if (!deleted.has(String(resource.deletedWith))) return [];
        const isAllowed = exceptionFor(job.facts, allow, now).holds !== undefined;
        return {
            isMandatory: enforcementLevel !== "advisory" && !isAllowed,
            policy,
            pack: packName,
            urn,
            message:
                `Cannot destroy ${jobInWords(job.facts)}: the stack has it with deletedWith, so the engine would drop it without asking what its state allows, and Azure would keep it. ` +
                `Run "pulumi up" once, which takes the option away; if a transform sets it, except jobs there.`,
        };
    });
}
