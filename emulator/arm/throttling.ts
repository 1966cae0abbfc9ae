import type { Clock } from "../clock";
import { throttled } from "./error";
import type { Quota } from "./router";

/** `realTime`: as Azure. `movedTime`: buckets fill only when time is moved on. `off`: no limit. */
export type Throttling = "realTime" | "movedTime" | "off";

interface Bucket {
    tokens: number;
    filledAt: number;
}

/** Per subscription, principal and kind of call, since 2024 (reference §5). */
const limits: Readonly<Record<Quota, { capacity: number; perSecond: number }>> = {
    reads: { capacity: 250, perSecond: 25 },
    writes: { capacity: 200, perSecond: 10 },
    deletes: { capacity: 200, perSecond: 10 },
};

/** All principals of a subscription together have this many times one principal's limit. */
const principalsPerSubscription = 15;

/** Resource Manager's token buckets. */
export class TokenBuckets {
    private readonly buckets = new Map<string, Bucket>();

    constructor(
        private readonly throttling: Throttling,
        private readonly clock: Clock,
    ) {}

    /**
     * Takes one token for a call.
     *
     * @param subscriptionId undefined: a call of the tenant's, such as Locations_List.
     * @returns the headers that tell what is left.
     * @throws ArmError 429 with Retry-After when nothing is left.
     */
    draw(
        quota: Quota,
        subscriptionId: string | undefined,
        principalId: string,
    ): Record<string, string> {
        if (this.throttling === "off") return {};
        const { capacity, perSecond } = limits[quota];
        const scope = subscriptionId?.toLowerCase() ?? "tenant";
        const own = this.filled(`${scope} ${principalId} ${quota}`, capacity, perSecond);
        const everybodys = this.filled(
            `${scope} ${quota}`,
            capacity * principalsPerSubscription,
            perSecond * principalsPerSubscription,
        );
        if (own.tokens < 1 || everybodys.tokens < 1) {
            const missing = Math.max(1 - own.tokens, (1 - everybodys.tokens) / 15);
            throw throttled(Math.max(1, Math.ceil(missing / perSecond)));
        }
        own.tokens -= 1;
        everybodys.tokens -= 1;
        const name = subscriptionId === undefined ? "tenant" : "subscription";
        return {
            [`x-ms-ratelimit-remaining-${name}-${quota}`]: String(Math.floor(own.tokens)),
            [`x-ms-ratelimit-remaining-${name}-global-${quota}`]: String(
                Math.floor(everybodys.tokens),
            ),
        };
    }

    /** Every bucket full. */
    reset(): void {
        this.buckets.clear();
    }

    private filled(key: string, capacity: number, perSecond: number): Bucket {
        const now = this.throttling === "movedTime" ? this.clock.movedMs() : this.clock.now();
        const bucket = this.buckets.get(key) ?? { tokens: capacity, filledAt: now };
        const seconds = Math.max(0, (now - bucket.filledAt) / 1000);
        bucket.tokens = Math.min(capacity, bucket.tokens + seconds * perSecond);
        bucket.filledAt = now;
        this.buckets.set(key, bucket);
        return bucket;
    }
}
