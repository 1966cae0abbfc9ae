import { jobFacts, type JobFacts } from "../factsOfService";
import { notKnown, type Properties } from "../notKnown";

/** A job of the last checkpoint. */
export interface CheckpointJob {
    readonly facts: JobFacts;
    /** Inputs and outputs; what is encrypted is `notKnown`. */
    readonly inputs: Properties;
    readonly outputs: Properties;
    /** Leaves the stack without being deleted. */
    readonly retained: boolean;
    /** Was replaced before, and still waits for its deletion: the next update deletes it. */
    readonly pendingDelete: boolean;
    /** Marked by "pulumi state taint": the next update replaces it, changed or not. */
    readonly tainted: boolean;
    /** When the resource was last written after a create, an update or a refresh that found a change. */
    readonly writtenAt: Date | undefined;
}

/** What `pulumi stack export` prints, as far as it matters here. */
export interface ExportedResource {
    urn?: unknown;
    type?: unknown;
    id?: unknown;
    custom?: unknown;
    external?: unknown;
    delete?: unknown;
    pendingReplacement?: unknown;
    taint?: unknown;
    retainOnDelete?: unknown;
    parent?: unknown;
    dependencies?: unknown;
    propertyDependencies?: object;
    deletedWith?: unknown;
    replaceWith?: unknown;
    created?: unknown;
    modified?: unknown;
    inputs?: unknown;
    outputs?: unknown;
}

/** The key under which Pulumi writes an encrypted value into a checkpoint, and a marked one over the wire. */
export const secretSignature = "4dabf18193072939515e22adb298388d";

/**
 * The resources of an exported checkpoint.
 *
 * @throws when the text is not such an export. The message repeats nothing of it.
 */
export function exportedResources(text: string): ExportedResource[] {
    let exported: unknown;
    try {
        exported = JSON.parse(text);
    } catch {
        throw new Error("it is no JSON");
    }
    const deployment = (exported as { deployment?: unknown } | null)?.deployment;
    if (typeof deployment !== "object" || deployment === null) {
        throw new Error("it has no deployment");
    }
    const { resources = [] } = deployment as { resources?: unknown };
    if (resources === null) return [];
    if (!Array.isArray(resources)) throw new Error("its resources are no list");
    return resources as ExportedResource[];
}

/** The jobs of both services among them. Those that were only looked up (`Job.get`) are never deleted. */
export function checkpointJobs(resources: readonly ExportedResource[]): CheckpointJob[] {
    return resources.flatMap((resource) => checkpointJob(resource) ?? []);
}

/**
 * The entry of a resource, by the URN that it has, or one that it had. What waits for its deletion since an
 * earlier replacement has the same URN and is another job.
 */
export function entryOf(
    jobs: readonly CheckpointJob[],
    { urn, aliases }: { readonly urn: string; readonly aliases: readonly string[] },
): CheckpointJob | undefined {
    return jobs.find(
        ({ facts, pendingDelete }) => !pendingDelete && [urn, ...aliases].includes(facts.urn),
    );
}

function checkpointJob(resource: ExportedResource): CheckpointJob | undefined {
    const { urn, type, id } = resource;
    if (typeof urn !== "string" || typeof type !== "string" || resource.external === true) {
        return undefined;
    }
    const inputs = withoutCiphertext(resource.inputs ?? {}) as Properties;
    const outputs = withoutCiphertext(resource.outputs ?? {}) as Properties;
    const facts = jobFacts({
        type,
        urn,
        name: urn.slice(urn.lastIndexOf("::") + 2),
        ...(typeof id === "string" ? { id } : {}),
        inputs,
        outputs,
    });
    if (!facts) return undefined;
    return {
        facts,
        inputs,
        outputs,
        retained: resource.retainOnDelete === true,
        pendingDelete: resource.delete === true,
        tainted: resource.taint === true,
        writtenAt: dateOf(resource.modified ?? resource.created),
    };
}

function withoutCiphertext(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutCiphertext);
    if (typeof value !== "object" || value === null) return value;
    if (secretSignature in value) return notKnown;
    return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, withoutCiphertext(inner)]),
    );
}

/** A moment in Pulumi's spelling; undefined for none, and for Go's zero time. */
export function dateOf(text: unknown): Date | undefined {
    if (typeof text !== "string") return undefined;
    const date = new Date(text);
    return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 2000 ? undefined : date;
}
