import { checkpointJobs, exportedResources, type ExportedResource } from "../checkpoint/checkpoint";
import { jobFacts, type JobFacts } from "../factsOfService";
import type { Properties } from "../notKnown";
import type { Preview } from "./preview";

/** A resource that the destroy would delete. */
export interface Deletion {
    readonly urn: string;
    /** The facts and outputs of a job of either service; undefined for any other resource. */
    readonly job: { facts: JobFacts; outputs: Properties } | undefined;
    readonly resource: ExportedResource;
}

/** The stack's checkpoint, as it was judged. */
export interface Checkpoint {
    readonly text: string;
    readonly resources: readonly ExportedResource[];
    /** Operations that were begun, and of whose end the stack knows nothing. */
    readonly pending: readonly PendingOperation[];
}

export interface PendingOperation {
    readonly type: string;
    readonly resource: ExportedResource;
}

/**
 * Reads an exported checkpoint.
 *
 * @param stack the full name of the stack whose it must be
 * @throws when it is no such checkpoint. The message repeats nothing of it.
 */
export function checkpointIn(text: string, stack: string): Checkpoint {
    const resources = exportedResources(text);
    const { deployment } = JSON.parse(text) as { deployment: Deployment };
    if (typeof deployment.manifest !== "object" || deployment.manifest === null) {
        throw new Error("its deployment has no manifest");
    }
    const { pending_operations: operations = [] } = deployment;
    if (operations !== null && !Array.isArray(operations)) {
        throw new Error("its pending operations are no list");
    }
    const pending = (operations ?? []).map(operationIn);
    for (const resource of [...resources, ...pending.map((one) => one.resource)]) {
        requireOfStack(stack, resource);
    }
    return { text, resources, pending };
}

interface Deployment {
    manifest?: unknown;
    pending_operations?: unknown;
}

function operationIn(operation: unknown): PendingOperation {
    const { type, resource } = (operation ?? {}) as Record<string, unknown>;
    if (typeof type !== "string" || typeof resource !== "object" || resource === null) {
        throw new Error("a pending operation of it has no type or no resource");
    }
    return { type, resource };
}

/** Names are parts of a URN: urn:pulumi:stack::project::type::name. */
function requireOfStack(stack: string, resource: ExportedResource): void {
    const { urn, type } = (resource ?? {}) as Partial<ExportedResource>;
    if (typeof urn !== "string" || typeof type !== "string") {
        throw new Error("a resource of it has no urn or no type");
    }
    const parts = stack.split("/");
    const name = parts.at(-1)!;
    const project = parts.length === 3 ? `${parts[1]}::` : "";
    if (!urn.startsWith(`urn:pulumi:${name}::${project}`)) {
        throw new Error("it is the checkpoint of another stack");
    }
}

/** Whether nothing was written to the stack between the two. */
export function isSameState(one: Checkpoint, other: Checkpoint): boolean {
    const state = ({ resources, pending }: Checkpoint) => JSON.stringify([resources, pending]);
    return state(one) === state(other);
}

/**
 * What the destroy would delete: what its preview says, and, since a preview may leave something out,
 * all that the checkpoint has to be deleted – unless `--target` and its like choose; then still what
 * waits for its deletion since an earlier replacement.
 *
 * @throws when the two do not speak of one stack
 */
export function deletionsOf(
    checkpoint: Checkpoint,
    preview: Preview,
    isNarrowed: boolean,
): Deletion[] {
    const known = new Set(checkpoint.resources.map(({ urn }) => urn));
    const foreign = [...preview.urns].filter((urn) => !known.has(urn)).length;
    // Nobody knows beforehand what a program registers (--run-program); what is deleted must be there.
    const missing = [...preview.deleted].filter((urn) => !known.has(urn)).length;
    if (missing > 0) {
        throw new Error(`it deletes ${missing} resources that the checkpoint does not have`);
    }
    if (checkpoint.resources.length > 0 && foreign === preview.urns.size) {
        throw new Error("it shows no resource of the checkpoint");
    }
    const isLeftAlone = (one: ExportedResource) =>
        one.external === true || one.retainOnDelete === true || one.pendingReplacement === true;
    const deleted = checkpoint.resources.filter((resource) => {
        if (preview.deleted.has(String(resource.urn))) return true;
        if (isLeftAlone(resource)) return false;
        return !isNarrowed || resource.delete === true;
    });
    return deleted.map((resource) => {
        const [job] = checkpointJobs([{ ...resource, external: undefined }]);
        return { urn: String(resource.urn), job, resource };
    });
}

/** The unfinished operations of jobs that are not just repeated by the destroy: creations, and what is unknown. */
export function unfinishedJobs({ pending }: Checkpoint): JobFacts[] {
    const repeated = ["deleting", "updating", "reading"];
    return pending
        .filter(({ type }) => !repeated.includes(type))
        .flatMap(({ resource }) => {
            const { urn, type, id } = resource;
            const facts = jobFacts({
                type: String(type),
                urn: String(urn),
                name: String(urn).slice(String(urn).lastIndexOf("::") + 2),
                ...(typeof id === "string" && id !== "" ? { id } : {}),
                inputs: (resource.inputs ?? {}) as Properties,
                outputs: (resource.outputs ?? {}) as Properties,
            });
            return facts ?? [];
        });
}

/** An exported checkpoint with nothing in it but these resources, as text. Secrets stay encrypted. */
export function onlyDeleted({ text }: Checkpoint, deletions: readonly Deletion[]): string {
    const exported = JSON.parse(text) as { deployment: object };
    const resources = deletions.map(({ resource }) => ({
        ...resource,
        // What waits for its deletion, or was only read before, is deleted too, and so judged.
        delete: undefined,
        external: undefined,
    }));
    return JSON.stringify({
        ...exported,
        deployment: { ...exported.deployment, resources, pending_operations: undefined },
    });
}
