/** What Azure support asks for first: the ids of one answer, and when it came. */
import type { PipelineResponse } from "@azure/core-rest-pipeline";

/** The ids of one answer, as its headers have them. Source: ARM's common API details. */
export interface SupportIds {
    /** `x-ms-request-id` */
    readonly requestId?: string;
    /** `x-ms-correlation-request-id` */
    readonly correlationRequestId?: string;
    /** The answer's own `Date`, or this machine's clock where it has none; UTC, ISO 8601. */
    readonly answeredAt: string;
}

export function supportIds(headers: PipelineResponse["headers"]): SupportIds {
    const date = Date.parse(headers.get("Date") ?? "");
    return {
        requestId: idOf(headers.get("x-ms-request-id")),
        correlationRequestId: idOf(headers.get("x-ms-correlation-request-id")),
        answeredAt: new Date(Number.isNaN(date) ? Date.now() : date).toISOString(),
    };
}

/** For the end of a message; "" where the answer has no id, so that nothing of Azure's answered. */
export function idsInWords(ids: SupportIds | undefined): string {
    if (!ids || (!ids.requestId && !ids.correlationRequestId)) return "";
    const parts = [
        ids.requestId && `x-ms-request-id ${ids.requestId}`,
        ids.correlationRequestId && `x-ms-correlation-request-id ${ids.correlationRequestId}`,
        ids.answeredAt,
    ];
    return ` (${parts.filter(Boolean).join(", ")})`;
}

/** Only what is plainly an id is shown: whoever answers may write anything there. */
const idOf = (value: string | undefined): string | undefined =>
    value !== undefined && /^[\w.-]{1,128}$/.test(value) ? value : undefined;
