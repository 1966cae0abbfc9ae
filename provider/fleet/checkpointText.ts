/** Reads what `pulumi stack export` prints, as far as the fleet's commands need it. */

/** A checkpoint, secrets encrypted. */
export interface Checkpoint {
    readonly deployment: {
        readonly resources: readonly CheckpointResource[];
        /** What was under way when the checkpoint was written last. */
        readonly pendingOperations: readonly PendingOperation[];
    };
}

/** A resource of the checkpoint. */
export interface CheckpointResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs?: Record<string, unknown>;
    readonly outputs?: Record<string, unknown>;
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    /** Only looked up by the program, as `Job.get` does. */
    readonly external?: boolean;
}

/** An operation that began, and whose end the checkpoint does not know. */
export interface PendingOperation {
    /** `creating`, `updating`, … */
    readonly type: string;
    readonly resource: CheckpointResource;
}

/** A text is no checkpoint. */
export class CheckpointError extends Error {
    override readonly name = "CheckpointError";
}

/**
 * @param from what the text is, for the error
 * @throws CheckpointError when the text is not such an export; nothing of it is repeated
 */
export function readCheckpoint(
    text: string,
    from = `What "pulumi stack export" printed`,
): Checkpoint {
    const refuse = (why: string) =>
        new CheckpointError(
            `${from} is no checkpoint: ${why}. "pulumi stack export --stack NAME --file FILE" writes one.`,
        );
    let exported: unknown;
    try {
        exported = JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch {
        throw refuse("it is no JSON");
    }
    const { deployment } = Object(exported) as { deployment?: unknown };
    if (typeof deployment !== "object" || deployment === null) throw refuse("it has no deployment");
    const { resources, pending_operations } = deployment as Record<string, unknown>;
    return {
        deployment: {
            resources: listOf(resources, isResource, () => refuse("its resources are no list")),
            pendingOperations: listOf(pending_operations, isPending, () =>
                refuse("its pending operations are no list"),
            ),
        },
    };
}

/** An empty stack has no list. */
function listOf<T>(list: unknown, isOne: (one: unknown) => one is T, refused: () => Error): T[] {
    if (list === undefined || list === null) return [];
    if (!Array.isArray(list) || !list.every(isOne)) throw refused();
    return list;
}

function isResource(one: unknown): one is CheckpointResource {
    const { urn, type } = Object(one) as Record<string, unknown>;
    return typeof urn === "string" && typeof type === "string";
}

function isPending(one: unknown): one is PendingOperation {
    const { type, resource } = Object(one) as Record<string, unknown>;
    return typeof type === "string" && isResource(resource);
}
