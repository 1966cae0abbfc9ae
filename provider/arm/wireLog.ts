/**
 * The wire log: one line a request, where `AZURE_LOG_LEVEL` (the variable of Azure's SDKs) is `info` or `verbose`. It goes
 * to the standard error, as the SDKs' own lines do, and holds neither a body nor a query: those may be signed.
 */
import type { PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { createClientLogger } from "@azure/logger";
import { codeOf } from "./networkCodes";
import { redact } from "./redaction";
import { supportIds } from "./supportIds";

const logger = createClientLogger("importexport");

/** One attempt of a request, and what it took. */
export interface RequestAttempt {
    readonly request: PipelineRequest;
    readonly spentMs: number;
    /** The resource that it was for, in Pulumi's words. */
    readonly urn?: string;
    /** Values that must not be shown. */
    readonly secrets: () => readonly string[];
}

export function logResponse(tried: RequestAttempt, { status, headers }: PipelineResponse): void {
    if (!logger.info.enabled) return;
    const { requestId, correlationRequestId } = supportIds(headers);
    log(tried, String(status), { requestId, correlationRequestId });
}

export function logFailure(tried: RequestAttempt, error: unknown): void {
    if (!logger.info.enabled) return;
    log(tried, `no answer (${codeOf(error) ?? "no code"})`, {});
}

function log(
    { request, spentMs, urn, secrets }: RequestAttempt,
    outcome: string,
    ids: { requestId?: string; correlationRequestId?: string },
): void {
    const { method, url, requestId } = request;
    const shown = (text: string) => redact(text, secrets());
    const parts = [
        method,
        shown(new URL(url).pathname),
        outcome,
        `${Math.round(spentMs)} ms`,
        `x-ms-client-request-id=${requestId}`,
        ids.requestId && `x-ms-request-id=${ids.requestId}`,
        ids.correlationRequestId && `x-ms-correlation-request-id=${ids.correlationRequestId}`,
        urn && `urn=${shown(urn)}`,
    ];
    logger.info(parts.filter(Boolean).join(" "));
}
