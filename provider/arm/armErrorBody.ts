/**
 * Reads ARM's error body: `{ error: { code, message, target, details: [{ code, message, target, … }], innererror } }`
 * (ErrorResponse of Microsoft.ImportExport 2021-01-01, CloudError of Microsoft.DataBox, ErrorDetail of ARM's common types).
 */

/** What an error body says. Codes are data; texts and targets are for people only. */
export interface ArmErrorBody {
    readonly code?: string;
    /** Message, target and details in words, in the order of the body; undefined: it says nothing. */
    readonly said?: string;
}

/** A body may nest as it likes; what is shown of it has an end. */
const DEEPEST = 5;
const MOST_DETAILS = 10;

/** ARM's error in an answer's body, or in the error itself; empty where there is none. */
export function armErrorBody(body: unknown): ArmErrorBody {
    const outer = asObject(body);
    const error = asObject(outer?.error) ?? outer;
    if (!error) return {};
    const said = [wordsOf(error), ...detailsOf(error, 1)].filter((part) => part !== "");
    return {
        code: textOf(error.code),
        said: said.length > 0 ? said.join(" ") : undefined,
    };
}

function wordsOf(error: Record<string, unknown>): string {
    const target = textOf(error.target);
    return [textOf(error.message), target && `(target: ${target})`].filter(Boolean).join(" ");
}

/** The details of an error, each with its own code and target, nested ones after their parent. */
function detailsOf(error: Record<string, unknown>, depth: number): string[] {
    if (depth > DEEPEST) return [];
    const { details, innererror, innerError } = error;
    const inner = asObject(innererror) ?? asObject(innerError);
    const all = [
        ...(Array.isArray(details) ? (details as unknown[]) : []),
        ...(inner ? [inner] : []),
    ];
    const read = all.flatMap((one) => {
        const detail = asObject(one);
        if (!detail) return [];
        const words = [textOf(detail.code), wordsOf(detail)].filter(Boolean).join(": ");
        const nested = detailsOf(detail, depth + 1);
        return words === "" ? nested : [`[${words}]`, ...nested];
    });
    const left = read.length - MOST_DETAILS;
    return left > 0 ? [...read.slice(0, MOST_DETAILS), `[and ${left} more]`] : read;
}

const textOf = (value: unknown): string | undefined =>
    typeof value === "string" && value.trim() !== "" ? value : undefined;

function asObject(value: unknown): Record<string, unknown> | undefined {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : undefined;
}
