/** Every limit of retrying and waiting for Azure and its login, in one place. */
import type { Settings } from "../settings/settings";

export interface RetryLimits {
    /** How long one try may take before it counts as unanswered. The SDK has no limit of its own. */
    readonly requestTimeoutMs: number;
    /** The pause before the second try; it doubles with every try. */
    readonly firstRetryDelayMs: number;
    readonly longestRetryDelayMs: number;
    /** How long a request is tried again after its first failure that may pass: no answer, 408, 5xx. */
    readonly transientMs: number;
    /** The same while nobody ever answered in this process and nobody listens: the address may be wrong. */
    readonly firstContactMs: number;
    /** How long Azure may answer 429 to every request of a kind before they fail; each that it takes starts it anew. */
    readonly throttledMs: number;
    /** How long an operation that Azure has accepted is followed to its end, unless somebody says how long. */
    readonly operationMs: number;
    /** The longest Retry-After that is followed: the hour that Resource Manager's old quotas are counted by. */
    readonly longestRetryAfterMs: number;
}

/** Resource Manager itself gives up after 60 s. */
export const RETRY_LIMITS: RetryLimits = {
    requestTimeoutMs: 100_000,
    firstRetryDelayMs: 1_000,
    longestRetryDelayMs: 15_000,
    transientMs: 120_000,
    firstContactMs: 15_000,
    throttledMs: 15 * 60_000,
    // Recorded ones took Data Box 23 s to create an order, and 12 s to more than 124 s to delete one.
    operationMs: 15 * 60_000,
    longestRetryAfterMs: 60 * 60_000,
};

/** The limits that the settings ask for. */
export function retryLimitsOf({ retrySeconds }: Pick<Settings, "retrySeconds">): RetryLimits {
    return { ...RETRY_LIMITS, transientMs: retrySeconds * 1_000 };
}
