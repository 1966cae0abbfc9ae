/**
 * Server options that cut off a request which takes too long to arrive.
 *
 * Node takes the shorter of its two limits for the headers: the longer one is only held for the body
 * when the other is set too, so both are.
 */
export function slowRequestLimits(seconds: number): {
    headersTimeout: number;
    connectionsCheckingInterval: number;
} {
    return { headersTimeout: seconds * 1000, connectionsCheckingInterval: seconds * 500 };
}
