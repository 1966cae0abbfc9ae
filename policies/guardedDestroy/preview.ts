/** What a destroy would do, by the answer of `pulumi destroy --preview-only --json`. */
export interface Preview {
    /** Resources that have any step, by URN. */
    readonly urns: ReadonlySet<string>;
    /** Those that would be deleted. */
    readonly deleted: ReadonlySet<string>;
}

/** Steps that delete nothing. Any other counts as a deletion, one that nobody knows yet too. */
const harmless = new Set([
    "same",
    "read",
    "read-replacement",
    "refresh",
    "create",
    "update",
    "import",
    "remove-pending-replace",
]);

/**
 * Reads the preview. What is only read (a StackReference, `X.get()`) or retained leaves the stack and
 * is not deleted.
 *
 * @throws when the answer is not understood, or is not the whole of it. The message repeats nothing of it.
 */
export function previewIn(answer: string): Preview {
    const digest: unknown = JSON.parse(answer);
    if (typeof digest !== "object" || digest === null || Array.isArray(digest)) {
        throw new Error("it is no object");
    }
    const { steps = [], duration, changeSummary = {}, diagnostics = [] } = digest as Digest;
    if (typeof duration !== "number") throw new Error("it says no duration");
    if (!Array.isArray(steps)) throw new Error("its steps are no list");
    requireUninterrupted(diagnostics);
    const read = steps.map(stepIn);
    const deletions = read.filter(({ op }) => op === "delete").length;
    const counted = (changeSummary as { delete?: unknown } | null)?.delete ?? 0;
    // What waits since a replacement has a step of another name, and counts as "delete" in some cases.
    const waiting = read.filter(({ op }) => op === "delete-replaced").length;
    if (typeof counted !== "number" || counted < deletions || counted > deletions + waiting) {
        throw new Error(`it shows ${deletions} deletions and counts others`);
    }
    return {
        urns: new Set(read.map(({ urn }) => urn)),
        deleted: new Set(read.filter(({ isDeletion }) => isDeletion).map(({ urn }) => urn)),
    };
}

interface Digest {
    steps?: unknown;
    duration?: unknown;
    changeSummary?: unknown;
    diagnostics?: unknown;
}

/** A preview that a signal cut short ends with exit code 0, as if nothing were left to be done. */
function requireUninterrupted(diagnostics: unknown): void {
    if (!Array.isArray(diagnostics)) throw new Error("its diagnostics are no list");
    for (const diagnostic of diagnostics as unknown[]) {
        const { message } = (diagnostic ?? {}) as { message?: unknown };
        if (typeof message === "string" && /received; (cancelling|terminating)/.test(message)) {
            throw new Error("it was interrupted before its end");
        }
    }
}

function stepIn(step: unknown): { op: string; urn: string; isDeletion: boolean } {
    const { op, urn, oldState } = (step ?? {}) as {
        op?: unknown;
        urn?: unknown;
        oldState?: { external?: unknown; retainOnDelete?: unknown } | null;
    };
    if (typeof op !== "string" || typeof urn !== "string") {
        throw new Error("a step of it has no op or no urn");
    }
    const isLeftAlone = oldState?.external === true || oldState?.retainOnDelete === true;
    return { op, urn, isDeletion: !harmless.has(op) && !isLeftAlone };
}
