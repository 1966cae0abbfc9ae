import { everyService } from "../services";
import { at, notKnown } from "../notKnown";
import { resourcePolicy, type Finding, type RegisteredJob } from "./resourcePolicy";

interface Settings {
    tags: string[];
}

/** A job has the tags that say whose it is. Tag names are the same in any casing (ARM). */
export const requiredTags = resourcePolicy<Settings>({
    name: "required-tags",
    displayName: "Required tags",
    description: "A job has the tags that the config names, each with a value.",
    enforcementLevel: "advisory",
    severity: "low",
    tags: [...everyService(), "tags"],
    remediationSteps: "Add the missing tags to the job.",
    url: "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources",
    settings: {
        tags: {
            type: "array",
            items: { type: "string" },
            default: [],
            description:
                'The names of the tags that a job must have, such as "team"; none: no tag.',
        },
    },
    rules: hasTags,
});

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
        wrong: `lacks ${missing.length === 1 ? "the tag" : "the tags"} ${missing.join(", ")}. No one can say whose parcel it is. Add ${missing.length === 1 ? "it" : "them"} to tags.`,
    };
}
