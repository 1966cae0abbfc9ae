/** How patient we are with one request, to Azure or to its login. */
export interface Patience {
    /** How long one try may take before it counts as unanswered. The SDK has no limit of its own. */
    readonly requestTimeoutMs: number;
    /** The pause before the second try; it grows. The SDK tries four times. */
    readonly firstRetryDelayMs: number;
}

/** Resource Manager itself gives up after 60 s. The pause is the SDK's own. */
export const PATIENCE: Patience = { requestTimeoutMs: 100_000, firstRetryDelayMs: 1_000 };
