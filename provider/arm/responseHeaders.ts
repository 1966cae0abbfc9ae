/** What Resource Manager's headers say about how fast to go on. */
import type { PipelineResponse } from "@azure/core-rest-pipeline";
import type { QuotaKind } from "./throttle";

type Headers = PipelineResponse["headers"];

/** The kind of quota that a request is counted by: POST of an action is a write to Resource Manager. */
export function quotaKind(method: string): QuotaKind {
    if (method === "GET" || method === "HEAD") return "reads";
    return method === "DELETE" ? "deletes" : "writes";
}

/** Whose quota it is: calls outside of a subscription, such as Locations_List, are the tenant's. */
export function quotaScope(url: string): "subscription" | "tenant" {
    return /^\/subscriptions\/[^/]+\//i.test(new URL(url).pathname) ? "subscription" : "tenant";
}

/**
 * How many more requests of the kind Resource Manager says that it would take at once; undefined
 * when it does not say. Several quotas may apply; the smallest counts.
 */
export function remainingQuota(
    headers: Headers,
    scope: "subscription" | "tenant",
    kind: QuotaKind,
): number | undefined {
    const counts = ["", "global-"].flatMap((whose) => {
        const text = headers.get(`x-ms-ratelimit-remaining-${scope}-${whose}${kind}`);
        return text !== undefined && /^\d+$/.test(text) ? [Number(text)] : [];
    });
    return counts.length > 0 ? Math.min(...counts) : undefined;
}

/**
 * How long the answer asks to wait: milliseconds, seconds or a date; undefined when it does not.
 * A date is taken relative to the answer's own, since this machine's clock may be wrong.
 */
export function retryAfterMs(headers: Headers): number | undefined {
    for (const name of ["retry-after-ms", "x-ms-retry-after-ms"]) {
        const text = headers.get(name);
        if (text !== undefined && /^\d+$/.test(text)) return Number(text);
    }
    const text = headers.get("Retry-After")?.trim();
    if (text === undefined) return undefined;
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
    const sentAt = Date.parse(headers.get("Date") ?? "");
    const waitMs = Date.parse(text) - (Number.isNaN(sentAt) ? Date.now() : sentAt);
    return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
