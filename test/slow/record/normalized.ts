import type { LoggedRequest } from "azure-importexport-emulator";
import { accountSubscriptionId } from "../../fixtures/diskInputs";

/** A request as the record keeps it. */
export interface RecordedRequest {
    /** Method and path with its query, such as `GET /subscriptions/{subscription}/providers/…?api-version=…`. */
    readonly asks: string;
    readonly body?: unknown;
}

const operationId = /(operationResults\/)[^/?]+/gi;
/** Behind the words of an owner tag; the record is of a release without. */
const identity = /("pulumi-owner":"[^"#]*)#[0-9a-f-]{36}"/g;
const skipToken = /(\$skipToken=)[^&]+/gi;

/** Leaves out what is another at every run: subscriptions' and operations' ids, tokens of pages, identities of creations. */
export function normalized({ method, path, body }: LoggedRequest): RecordedRequest {
    const asks = `${method} ${inOneOrder(path)}`
        .replaceAll(accountSubscriptionId, "{subscription}")
        .replace(operationId, "$1{operation}")
        .replace(skipToken, "$1{page}");
    if (body === undefined || body === null) return { asks };
    const text = JSON.stringify(body)
        .replaceAll(accountSubscriptionId, "{subscription}")
        .replace(identity, '$1"');
    return { asks, body: JSON.parse(text) as unknown };
}

/** In which order a query's parameters stand means nothing. */
function inOneOrder(path: string): string {
    const [before, query] = path.split("?", 2);
    return query === undefined ? path : `${before}?${query.split("&").sort().join("&")}`;
}
