/**
 * The one error that the outside can answer with. What callers decide on is data (kind, status, code, effect); the
 * message is for people only. Loads nothing of Azure.
 */
import { quoted, withCode } from "../settings/errorCode";
import { azureErrorKinds, type AzureErrorKind } from "./azureErrorKind";
import { advice, reachAdvice, type ArmService } from "./advice";
import { codeOf } from "./networkCodes";
import { armErrorBody } from "./armErrorBody";
import { redact } from "./redaction";
import { idsInWords, type SupportIds } from "./supportIds";

/** Whether the request may have done something: `none` – surely not; `unknown` – look before you go on. */
export type Effect = "none" | "unknown";

export interface AzureErrorDetails {
    kind: AzureErrorKind;
    /** HTTP status, where there was an answer. */
    status?: number;
    /** ARM's error code, for example `ResourceNotFound`. */
    code?: string;
    /** ARM's error message with target and details, secrets masked. Never decide on it. */
    azureMessage?: string;
    /** The answer's ids, for Azure support. */
    ids?: SupportIds;
    effect: Effect;
    cause?: unknown;
}

/** An answer of Azure, or the lack of one. Neither message nor cause holds a secret. */
export class AzureError extends Error {
    override readonly name = "AzureError";
    readonly kind: AzureErrorKind;
    readonly status?: number;
    readonly code?: string;
    readonly azureMessage?: string;
    readonly ids?: SupportIds;
    readonly effect: Effect;

    /** @param text the message without its code, which follows from the kind */
    constructor(text: string, details: AzureErrorDetails) {
        super(
            withCode(text, azureErrorKinds[details.kind].code),
            details.cause === undefined ? undefined : { cause: details.cause },
        );
        this.kind = details.kind;
        this.status = details.status;
        this.code = details.code;
        this.azureMessage = details.azureMessage;
        this.ids = details.ids;
        this.effect = details.effect;
    }
}

/** A later failure, such as a login's, says nothing of what the request may have done before. */
export function withEffect(error: unknown, effect: Effect): unknown {
    if (!(error instanceof AzureError) || effect === error.effect) return error;
    const text = `${quoted(error)}\nWhether the request was done all the same is not known.`;
    return new AzureError(text, { ...error, effect });
}

/** What a request was about, for the errors that it may end in. */
export interface Attempt {
    /** What could not be done, for example `read job "parcel" in resource group "rg"`. */
    what: string;
    /** Where to: `https://host…` without a path. */
    endpoint: string;
    /** Values that must not be shown. */
    secrets: readonly string[];
    /** Whether an earlier try of this request may have had an effect, or this one. */
    effect: Effect;
    /** The service that was asked, if it was one of Resource Manager's. */
    service?: ArmService;
}

/** The error for an answer that says no. The body is ARM's error (armErrorBody.ts), or anything. */
export function errorResponse(
    attempt: Attempt,
    status: number,
    body: unknown,
    ids?: SupportIds,
): AzureError {
    if (status === 407) return noProxyLogin(attempt);
    const { code, said: words } = armErrorBody(body);
    const azureMessage = words === undefined ? undefined : redact(words, attempt.secrets);
    const said = [code, azureMessage]
        .filter((part) => part !== undefined && part !== "")
        .join(": ");
    const kind = kindOf(status, code);
    const text =
        `Could not ${attempt.what}: Azure answered ${status}` +
        (said === "" ? " without an error code of Resource Manager." : ` ${said}`) +
        advice(kind, status, code, attempt) +
        idsInWords(ids);
    return new AzureError(text, { kind, status, code, azureMessage, ids, effect: attempt.effect });
}

/** The error for a proxy that wants to know who asks: Azure was not. */
function noProxyLogin(attempt: Attempt): AzureError {
    const text = `Could not ${attempt.what}: ${proxyWantsLogin(attempt.endpoint)}`;
    return new AzureError(text, { kind: "unreachable", status: 407, effect: attempt.effect });
}

/** What a proxy's 407 means; sentences. @param endpoint what was to be asked: `https://host…` without a path */
export function proxyWantsLogin(endpoint: string): string {
    return (
        "the proxy answered 407, it wants a login. Azure was not asked. " +
        `Give it in HTTPS_PROXY, as http://USER:PASSWORD@HOST:PORT, or name the host of ${endpoint} in NO_PROXY.`
    );
}

/** The error for an answer that does not say what it should: a proxy's page, a half body, another service. */
export function notUnderstood(
    attempt: Attempt,
    status: number,
    why: string,
    ids?: SupportIds,
): AzureError {
    const text =
        `Could not ${attempt.what}: ${attempt.endpoint} answered ${status}, but the answer was not understood: ` +
        `${redact(why, attempt.secrets)}. Is something between here and Azure, a proxy or a sign-in page?${idsInWords(ids)}`;
    return new AzureError(text, { kind: "notUnderstood", status, ids, effect: attempt.effect });
}

/** The error for a request without an answer. `error` is what the network or the SDK threw. */
export function noResponse(attempt: Attempt, error: unknown): AzureError {
    const cause = shownCause(error, attempt.secrets);
    const text =
        `Could not ${attempt.what}: no answer from ${attempt.endpoint} (${cause.message}). ` +
        (attempt.effect === "unknown" ? "Whether it was done all the same is not known. " : "") +
        reachAdvice(cause.code);
    return new AzureError(text, {
        kind: "unreachable",
        code: cause.code,
        effect: attempt.effect,
        cause,
    });
}

/** The error for a request that Azure did not let through for longer than our limits. */
export function throttledTooLong(
    attempt: Attempt,
    { forMs, retryAfterMs }: { forMs: number; retryAfterMs: number | undefined },
): AzureError {
    const minutes = Math.round(forMs / 60_000);
    const wait =
        retryAfterMs !== undefined && retryAfterMs > 0
            ? `It asked to wait for ${inWords(retryAfterMs)}. `
            : "";
    const text =
        `Could not ${attempt.what}: Azure answers 429, too many requests` +
        (minutes > 0
            ? `, and has let no request of this kind through for ${minutes} min. `
            : ". ") +
        wait +
        (attempt.effect === "unknown"
            ? "Whether an earlier try was done all the same is not known. "
            : "Nothing of it was done. ") +
        "Others with the same login use up the quota of this subscription. Try again later, when they are done.";
    return new AzureError(text, { kind: "throttled", status: 429, effect: attempt.effect });
}

/** The error for an operation that Azure has accepted, and has not ended for longer than our limits. */
export function unfinished(attempt: Attempt, forMs: number): AzureError {
    const text =
        `Could not see the end of this: ${attempt.what}. Azure accepted it, and has not ended it after ` +
        `${inWords(forMs)}. It goes on there. Try again later; what has become of it is looked at first.`;
    return new AzureError(text, { kind: "unfinished", effect: "unknown" });
}

/** The error for a request that its caller has ended. */
export function cancelled(attempt: Attempt, { message }: Error): AzureError {
    const text =
        `Could not ${attempt.what}: ${message}. ` +
        (attempt.effect === "unknown"
            ? "Whether it was done all the same is not known. Run the same command again: it looks first."
            : "Nothing of it was done.");
    return new AzureError(text, { kind: "cancelled", effect: attempt.effect });
}

function inWords(ms: number): string {
    return ms < 120_000 ? `${Math.ceil(ms / 1_000)} s` : `${Math.ceil(ms / 60_000)} min`;
}

/**
 * A copy of an error that can be shown. The SDK's errors carry the whole request, with its token and its body.
 */
export function shownCause(error: unknown, secrets: readonly string[]): Error & { code?: string } {
    const source = error instanceof Error ? error : new Error(String(error));
    const copy: Error & { code?: string } = new Error(redact(source.message, secrets));
    copy.name = source.name;
    delete copy.stack;
    copy.code = codeOf(source);
    return copy;
}

function kindOf(status: number, code: string | undefined): AzureErrorKind {
    if (code === "MissingSubscriptionRegistration") return "notRegistered";
    if (status === 401) return "credentials";
    if (status === 429) return "throttled";
    return "refused";
}
