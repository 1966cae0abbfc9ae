import type { FaultAction, FaultMatch, FaultRequest } from "azure-importexport-emulator";

/** An answer that tells nothing. */
export const hollow = (when: "before" | "after"): FaultAction => ({
    type: "answer",
    status: 200,
    body: "<html>Welcome!</html>",
    when,
});

export const refusal: Extract<FaultAction, { type: "answer" }> = {
    type: "answer",
    status: 403,
    body: { error: { code: "AuthorizationFailed", message: "No." } },
};

/** The service's mind, and not a permission. */
export const conflict: FaultAction = {
    type: "answer",
    status: 409,
    body: { error: { code: "Conflict", message: "Not in this state." } },
};

export const unavailable: FaultAction = {
    type: "answer",
    status: 503,
    body: { error: { code: "ServiceUnavailable", message: "Not now." } },
};

export const broken = (when: "before" | "after"): FaultAction => ({ type: "drop", when });

/** One request about a job meets this. */
export function struck(job: string, match: FaultMatch, action: FaultAction): FaultRequest {
    return { match: { job, ...match }, action };
}
