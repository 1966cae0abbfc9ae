import type { ResourceValidationPolicy } from "@pulumi/policy";
import { notKnown } from "../notKnown";
import { eachJob, type Finding, type RegisteredJob } from "./eachJob";

const name = "export-selection";
const configSchema = { properties: {} };

/**
 * An export job selects something, and spells it as the service reads it: a prefix begins with "/",
 * a path does not.
 *
 * A selection that matches nothing is no error to Azure: the drives travel, and come back empty.
 */
export const exportSelection: ResourceValidationPolicy = {
    name,
    displayName: "Export selection",
    description:
        'An export job selects blobs: blobPathPrefix begins with "/", blobPath and blobListBlobPath do not.',
    enforcementLevel: "advisory",
    severity: "high",
    tags: ["importexport", "export"],
    remediationSteps:
        'Set properties.export.blobPathPrefix (["/"] is everything, ["/photos/"] is a container), blobPath (["photos/1.jpg"]) or blobListBlobPath ("lists/photos.xml").',
    url: "https://learn.microsoft.com/azure/import-export/storage-import-export-determine-drives-for-export",
    configSchema,
    validateResource: eachJob(name, configSchema, selection),
};

function* selection(job: RegisteredJob): Iterable<Finding> {
    const type = job.property("jobType");
    if (type === notKnown) yield { notKnown: "properties.jobType" };
    if (typeof type !== "string" || type.toLowerCase() !== "export") return;

    const prefixes = entries(job, "export.blobPathPrefix");
    const paths = entries(job, "export.blobPath");
    const lists = entries(job, "export.blobListBlobPath");
    yield* misspelt("blobPathPrefix", prefixes, (text) => text.startsWith("/"), "begins with");
    yield* misspelt("blobPath", paths, (text) => !text.startsWith("/"), "has no");
    yield* misspelt("blobListBlobPath", lists, (text) => !text.startsWith("/"), "has no");

    const all = [...prefixes, ...paths, ...lists];
    if (all.length === 0) {
        yield {
            wrong: 'is an export job that selects nothing. The drives would travel for nothing. Set properties.export, for example blobPathPrefix: ["/"] for everything.',
        };
    } else if (all.includes(notKnown)) {
        yield { notKnown: "properties.export" };
    }
}

function entries(job: RegisteredJob, path: string): unknown[] {
    const value = job.property(path);
    if (value === undefined || value === "") return [];
    return Array.isArray(value) ? value : [value];
}

function* misspelt(
    key: string,
    given: unknown[],
    isRight: (text: string) => boolean,
    rule: string,
): Iterable<Finding> {
    const place = given.findIndex((text) => typeof text === "string" && !isRight(text));
    if (place < 0) return;
    yield {
        wrong: `spells properties.export.${key} (entry ${place}) in a way that matches nothing: a ${key} ${rule} a leading "/". Azure would send the drives back without that data. ${rule === "has no" ? "Remove" : "Add"} the slash.`,
    };
}
