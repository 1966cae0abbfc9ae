/** One ARM request as the emulator saw it. */
export interface LoggedRequest {
    readonly method: string;
    /** Path with query as sent; a tracking number in `$filter` and an operation's signature are struck out. */
    readonly path: string;
    /** The status answered; null when the connection was dropped, or before the answer. */
    readonly status: number | null;
    /** The swagger's operationId, e.g. `Jobs_Get`; null when the path named no operation. */
    readonly operation: string | null;
    /** ISO 8601, by the emulator's clock. */
    readonly at: string;
    /** ARM's error code of the answer; null when it was a success or dropped. */
    readonly errorCode: string | null;
    /** Ids of the faults that struck this request, in order. */
    readonly faults: readonly string[];
    /** The parsed body as sent, only with the in-process option `recordBodies`: it holds secrets. */
    readonly body?: unknown;
}

export type RequestInProgress = {
    -readonly [K in keyof LoggedRequest]: LoggedRequest[K] extends readonly string[]
        ? string[]
        : LoggedRequest[K];
};

const longestLog = 100_000;

/** Every ARM request since the start or the last reset, in order of arrival; the last 100,000. */
export class RequestLog {
    private entries: RequestInProgress[] = [];

    begin(method: string, url: string, now: number): RequestInProgress {
        const entry: RequestInProgress = {
            method,
            path: withoutSignature(withoutTrackingNumber(url)),
            status: null,
            operation: null,
            at: new Date(now).toISOString(),
            errorCode: null,
            faults: [],
        };
        this.entries.push(entry);
        if (this.entries.length > longestLog + 1000) this.entries = this.entries.slice(-longestLog);
        return entry;
    }

    all(): LoggedRequest[] {
        return this.entries.map((entry) => ({ ...entry, faults: [...entry.faults] }));
    }

    clear(): void {
        this.entries = [];
    }
}

// A tracking number is personal data, and $filter is the one place where a URL carries it.
function withoutTrackingNumber(url: string): string {
    return url.replace(/(trackingnumber(?:%20|\+|\s)+eq(?:%20|\+|\s)+(?:%27|'))[^&]*/gi, "$1***");
}

// The address of a long-running operation is as good as a key to it, and four thousand characters long.
function withoutSignature(url: string): string {
    return /\/operationResults\//i.test(url) ? url.replace(/([?&][tcsh])=[^&]*/g, "$1=***") : url;
}
