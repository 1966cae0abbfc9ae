/**
 * Sends no faster than Azure allows. Resource Manager gives every principal a bucket of tokens per subscription and
 * kind of request; a request without a token gets 429.
 */
import type { Clock } from "./clock";
import { TokenBucket, type Bucket } from "./tokenBucket";

export type QuotaKind = "reads" | "writes" | "deletes";

/**
 * What Resource Manager documents for a subscription and for a tenant ("request limits and throttling").
 * A start only: the answers' headers and 429s say whether it is counted, and what is true here and now.
 */
export const DOCUMENTED_BUCKETS: Readonly<Record<QuotaKind, Bucket>> = {
    reads: { capacity: 250, perSecond: 25 },
    writes: { capacity: 200, perSecond: 10 },
    deletes: { capacity: 200, perSecond: 10 },
};

/** The buckets of one subscription, or of the tenant. */
export type Throttle = Readonly<Record<QuotaKind, TokenBucket>>;

function newThrottle(clock: Clock): Throttle {
    return {
        reads: new TokenBucket(DOCUMENTED_BUCKETS.reads, clock),
        writes: new TokenBucket(DOCUMENTED_BUCKETS.writes, clock),
        deletes: new TokenBucket(DOCUMENTED_BUCKETS.deletes, clock),
    };
}

/** The throttles of one login: Azure counts what each principal asks. */
export class Throttles {
    private readonly byScope = new Map<string, Throttle>();

    constructor(private readonly clock: Clock) {}

    /** @param scope a subscription's id, or "tenant" for what is in none */
    of(scope: string): Throttle {
        const key = scope.toLowerCase();
        const throttle = this.byScope.get(key) ?? newThrottle(this.clock);
        this.byScope.set(key, throttle);
        return throttle;
    }
}
