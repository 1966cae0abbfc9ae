import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, notKnown } from "../notKnown";
import { eachJob, type Finding, type RegisteredJob } from "./eachJob";

interface Settings {
    tags: string[];
}

const name = "required-tags";
const configSchema = {
    properties: {
        tags: {
            type: "array" as const,
            items: { type: "string" as const },
            default: [],
            description:
                'The names of the tags that a job must have, such as "team"; none: no tag.',
        },
    },
};

/** A job has the tags that say whose it is. Tag names are the same in any casing (ARM). */
export const requiredTags: ResourceValidationPolicy = {
    name,
    displayName: "Required tags",
    description: "A job has the tags that the config names, each with a value.",
    enforcementLevel: "advisory",
    severity: "low",
    tags: ["importexport", "databox", "tags"],
    remediationSteps: "Add the missing tags to the job.",
    url: "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources",
    configSchema,
    validateResource: eachJob(name, configSchema, hasTags),
};

function* hasTags(job: RegisteredJob, settings: Settings): Iterable<Finding> {
    const given = job.inputs.tags;
    if (given === notKnown && settings.tags.length > 0) {
        yield { notKnown: "tags" };
        return;
    }
    const names = Object.keys(given ?? {});
    const missing = settings.tags.filter((wanted) => {
        const key = names.find((one) => one.toLowerCase() === wanted.toLowerCase());
        return key === undefined || at(given, key) === "";
    });
    if (missing.length === 0) return;
    yield {
        wrong: `lacks ${missing.length === 1 ? "the tag" : "the tags"} ${missing.join(", ")}. Nobody can tell whose parcel it is. Add ${missing.length === 1 ? "it" : "them"} to tags.`,
    };
}
