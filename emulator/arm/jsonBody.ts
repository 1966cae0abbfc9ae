import { invalidRequest } from "./error";

const deepestNesting = 64;

/**
 * Parses a request body.
 *
 * @returns undefined for an empty body.
 * @throws ArmError 400 `InvalidRequestContent` for text that is not JSON, or that nests deeper
 * than 64 levels (measured before parsing, so that depth costs no stack).
 */
export function parseJsonBody(text: string): unknown {
    if (text.trim() === "") return undefined;
    if (nesting(text) > deepestNesting) {
        throw invalidRequest(
            `The request content was invalid: it nests deeper than ${deepestNesting} levels.`,
        );
    }
    try {
        return JSON.parse(text) as unknown;
    } catch {
        throw invalidRequest("The request content was invalid and could not be read as JSON.");
    }
}

function nesting(text: string): number {
    let depth = 0;
    let deepest = 0;
    let inString = false;
    for (let at = 0; at < text.length; at++) {
        const char = text[at];
        if (inString) {
            if (char === "\\") at++;
            else if (char === '"') inString = false;
        } else if (char === '"') inString = true;
        else if (char === "{" || char === "[") deepest = Math.max(deepest, ++depth);
        else if (char === "}" || char === "]") depth--;
    }
    return deepest;
}
