import { jobFacts, type JobFacts } from "../jobFacts";
import { seen, type Properties } from "../notKnown";

/** A resource that the destroy would delete. */
export interface Deletion {
    readonly urn: string;
    /** The facts and outputs of a job of either service; undefined for any other resource. */
    readonly job: { facts: JobFacts; outputs: Properties } | undefined;
}

/** Steps that delete nothing. Any other counts as a deletion, one that nobody knows yet too. */
const harmless = new Set([
    "same",
    "read",
    "read-replacement",
    "read-discard",
    "discard-replaced",
    "refresh",
    "create",
    "update",
    "import",
    "remove-pending-replace",
]);

/**
 * What a destroy would delete, from the answer of `pulumi destroy --preview-only --json`. What is
 * retained leaves the stack and is not deleted.
 *
 * @throws when the answer is not understood. The message repeats nothing of it.
 */
export function deletionsIn(answer: string): Deletion[] {
    let digest: { steps?: unknown };
    try {
        digest = JSON.parse(answer) as typeof digest;
    } catch {
        throw new Error("it is no JSON");
    }
    if (typeof digest !== "object" || digest === null) throw new Error("it is no object");
    const { steps = [] } = digest;
    if (!Array.isArray(steps)) throw new Error("its steps are no list");
    return steps.flatMap((step: unknown) => deletionOf(step) ?? []);
}

interface Step {
    op?: unknown;
    urn?: unknown;
    oldState?: { type?: unknown; id?: unknown; retainOnDelete?: unknown; outputs?: object } | null;
}

function deletionOf(step: unknown): Deletion | undefined {
    const { op, urn, oldState } = (step ?? {}) as Step;
    if (typeof op !== "string" || typeof urn !== "string") {
        throw new Error("a step of it has no op or no urn");
    }
    if (harmless.has(op) || oldState?.retainOnDelete === true) return undefined;
    const { type, id, outputs = {} } = oldState ?? {};
    if (typeof type !== "string") throw new Error(`the step "${op}" of it has no old state`);
    const facts = jobFacts({
        type,
        urn,
        name: urn.slice(urn.lastIndexOf("::") + 2),
        ...(typeof id === "string" ? { id } : {}),
        outputs: seen(outputs),
    });
    return { urn, job: facts && { facts, outputs: seen(outputs) } };
}
