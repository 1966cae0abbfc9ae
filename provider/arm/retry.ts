/**
 * The one rule about when a request is sent, and when it is sent again. It stands in the place of the SDK's own retry
 * policy, which lets a 429 without Retry-After fail, gives up after four attempts whatever Azure does meanwhile, and
 * knows nothing of the other requests of this process.
 */
import type { PipelineRequest } from "@azure/core-rest-pipeline";
import { quotaKind, quotaScope, remainingQuota, retryAfterMs } from "./responseHeaders";
import { armErrorBody } from "./armErrorBody";
import { isTransientNetworkError, isTransientStatus, neverSent } from "./transientErrors";
import { checkDeadline, pause, unlessEnded, type CallContext } from "./context";
import type { Throttle } from "./throttle";
import type { Permit, TokenBucket } from "./tokenBucket";
import type { RetryLimits } from "./retryLimits";
import type { ArmResponse } from "./response";

/** How one attempt ended: a response, or what was thrown instead. */
export type Outcome = ArmResponse | Error;

/** What is done about an outcome that need not be the last one. */
type Remedy =
    /** The request keeps its position, and goes when the quota lets it, for as long as Azure lets anything through. */
    | "throttle"
    /** It goes again at once, and only once, with a token that is surely new. */
    | "newToken"
    /** It goes again after pauses that grow, until the limit is reached. */
    | "backOff";

interface Strategy {
    readonly meets: (outcome: Outcome) => boolean;
    readonly remedy: Remedy;
}

/**
 * Conflicts that pass by themselves: the codes for which "Troubleshoot common Azure deployment errors" says to wait for
 * what is under way. After each, nothing of the request was done.
 */
const PASSING_CONFLICTS: readonly (string | undefined)[] = [
    "AnotherOperationInProgress",
    "DeploymentActiveAndUneditable",
    "ResourceGroupBeingDeleted",
];

/** The first that meets the outcome counts; an outcome that none meets is the last one. */
const STRATEGIES: readonly Strategy[] = [
    { meets: (outcome) => statusOf(outcome) === 429, remedy: "throttle" },
    { meets: (outcome) => statusOf(outcome) === 401, remedy: "newToken" },
    { meets: (outcome) => isTransientStatus(statusOf(outcome)), remedy: "backOff" },
    { meets: isPassingConflict, remedy: "backOff" },
    { meets: isTransientNetworkError, remedy: "backOff" },
];

/** What all requests of one client share. */
export interface RetryRules {
    readonly limits: RetryLimits;
    readonly throttles: Readonly<Record<"subscription" | "tenant", Throttle>>;
    /** Azure did not take the token of this Authorization header. */
    readonly renewToken: (authorization: string | undefined) => void;
}

/** One request with all its attempts. */
export interface Retried {
    /** For the lines that tell about it. */
    readonly what: string;
    readonly context: CallContext;
    /** Leave the trying again to the caller, who looks again anyway. 429 is still waited out. */
    readonly once?: boolean;
    /** Sends it. */
    readonly send: (request: PipelineRequest) => Promise<ArmResponse>;
}

export class RetryPolicy {
    private hasEverResponded = false;

    constructor(private readonly rules: RetryRules) {}

    /**
     * Sends the request, again and again if need be.
     *
     * @returns the answer that counts, which may still be a refusal or a failure
     * @throws what the last attempt threw, ThrottledTooLong, or CallEnded
     */
    async run(request: PipelineRequest, retried: Retried): Promise<ArmResponse> {
        const { waiting, say } = retried.context;
        const noted = { what: retried.what, why: () => "", say };
        waiting.note(noted);
        try {
            return await this.runNoted(request, retried, noted);
        } finally {
            waiting.forget(noted);
        }
    }

    private async runNoted(
        request: PipelineRequest,
        { send, once = false, context }: Retried,
        noted: { why: () => string },
    ): Promise<ArmResponse> {
        const { throttles, limits, renewToken } = this.rules;
        const scope = quotaScope(request.url);
        const kind = quotaKind(request.method);
        const bucket = throttles[scope][kind];
        const position = bucket.nextPosition();
        const backOff = new BackOff(limits, context.clock);
        let isTokenNew = false;

        for (;;) {
            noted.why = () => queued(bucket);
            const permit = await ownPermit(bucket, position, context);
            noted.why = () => "it is sent, and not answered yet.";
            const outcome = await send(request).catch(asError);
            const remedy = STRATEGIES.find(({ meets }) => meets(outcome))?.remedy;
            if (outcome instanceof Error) {
                permit.lost();
            } else {
                this.hasEverResponded = true;
                if (remedy === "throttle") {
                    permit.throttled(retryAfterMs(outcome.headers), limits);
                    continue;
                }
                permit.taken(remainingQuota(outcome.headers, scope, kind));
            }
            if (remedy === "newToken" && !isTokenNew) {
                renewToken(request.headers.get("Authorization"));
                isTokenNew = true;
                continue;
            }
            const isLast = remedy !== "backOff" || once;
            if (isLast || !backOff.mayGoOn(outcome, this.hasEverResponded))
                return responseOf(outcome);
            noted.why = () => backOff.inWords();
            await pause(context, backOff.pauseMs);
        }
    }
}

/** The leave to send. A call that ends meanwhile gives it back. */
async function ownPermit(
    bucket: TokenBucket,
    position: number,
    context: CallContext,
): Promise<Permit> {
    checkDeadline(context);
    const permit = bucket.permit(position);
    try {
        return await unlessEnded(context, permit);
    } catch (error) {
        void permit.then(
            (late) => late.lost(),
            () => undefined,
        );
        throw error;
    }
}

/** The pauses between the attempts of one request. */
class BackOff {
    pauseMs = 0;
    private attempts = 0;
    private since: number | undefined;
    private limitMs = 0;
    private last = "";

    constructor(
        private readonly limits: RetryLimits,
        private readonly clock: CallContext["clock"],
    ) {}

    /** Whether the limits leave time for another try, after `pauseMs`. */
    mayGoOn(ended: Outcome, hasEverResponded: boolean): boolean {
        const { transientMs, firstContactMs, firstRetryDelayMs, longestRetryDelayMs } = this.limits;
        const isError = ended instanceof Error;
        const mayBeWrong = isError && neverSent(ended) && !hasEverResponded;
        this.limitMs = mayBeWrong ? Math.min(transientMs, firstContactMs) : transientMs;
        this.last = isError
            ? `no answer (${"code" in ended ? String(ended.code) : ended.message})`
            : `Azure answers ${ended.status}`;
        const doubledMs = Math.min(firstRetryDelayMs * 2 ** this.attempts, longestRetryDelayMs);
        this.pauseMs = Math.max(doubledMs, isError ? 0 : (retryAfterMs(ended.headers) ?? 0));
        this.attempts += 1;
        const now = this.clock.now();
        this.since ??= now;
        return now + this.pauseMs - this.since <= this.limitMs;
    }

    inWords(): string {
        const leftMs = (this.since ?? 0) + this.limitMs - this.clock.now();
        const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
        return `${this.last}; tried ${this.attempts} times, trying for ${seconds} s more.`;
    }
}

function statusOf(outcome: Outcome): number | undefined {
    return outcome instanceof Error ? undefined : outcome.status;
}

function isPassingConflict(outcome: Outcome): boolean {
    if (outcome instanceof Error || outcome.status !== 409) return false;
    return PASSING_CONFLICTS.includes(armErrorBody(outcome.json).code);
}

function responseOf(outcome: Outcome): ArmResponse {
    if (outcome instanceof Error) throw outcome;
    return outcome;
}

function queued(bucket: TokenBucket): string {
    const seconds = Math.ceil(bucket.nextInMs() / 1_000);
    return bucket.isBlocked
        ? `Azure answers 429, too many requests; the next one goes in ${seconds} s.`
        : "requests are sent as fast as Azure's quota allows.";
}

function asError(error: unknown): Error {
    return error instanceof Error ? error : new Error(String(error));
}
