/** Which failures may pass, so that the same request is sent again: statuses, and what becomes of a connection. */
import { AzureError } from "./azureErrors";
import {
    codeOf,
    isBrokenConnectionCode,
    isCertificateCode,
    isNoConnectionCode,
} from "./networkCodes";

/** Whether the same question may be answered a little later: nobody there, too many questions, or 408 and 5xx. */
export function isTransient(error: unknown): error is AzureError {
    if (!(error instanceof AzureError)) return false;
    if (error.kind === "unreachable" || error.kind === "throttled") return true;
    return error.kind !== "notUnderstood" && isTransientStatus(error.status);
}

/** Statuses after which a server may have worked on the request all the same. */
export function mayHaveWorked(status: number): boolean {
    return status === 408 || status >= 500;
}

/** Statuses that may be others a little later: "not implemented" and "HTTP version not supported" will not. */
export function isTransientStatus(status: number | undefined): boolean {
    return status !== undefined && mayHaveWorked(status) && status !== 501 && status !== 505;
}

/** Whether a request without an answer may get one a little later. A certificate does not get better. */
export function isTransientNetworkError(error: unknown): boolean {
    if (error instanceof AzureError) return error.kind === "unreachable";
    const code = codeOf(error);
    return isNoConnectionCode(code) || isBrokenConnectionCode(code);
}

/** Whether a network error came before anything was sent, so that it cannot have had an effect. */
export function neverSent(error: unknown): boolean {
    // A login that failed: without a token nothing is sent.
    if (error instanceof AzureError) return error.effect === "none";
    const code = codeOf(error);
    return isNoConnectionCode(code) || isCertificateCode(code);
}
