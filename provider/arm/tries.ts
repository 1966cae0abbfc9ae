/**
 * The one rule about when a request is sent, and when it is sent again. It stands in the place of the SDK's own retry
 * policy, which lets a 429 without Retry-After fail, gives up after four tries whatever Azure does meanwhile, and
 * knows nothing of the other requests of this process.
 *
 * - A request waits for its turn (pacing.ts). 429 gives it the next turn, for as long as Azure lets anything through.
 * - No answer, 408 and 5xx are tried again until the patience is over (patience.ts).
 * - 401 is tried again once, with a token that is surely new.
 * - Everything else is an answer.
 */
import type { PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { quotaKind, quotaScope, remainingQuota, retryAfterMs } from "./answerHeaders";
import { isTransientNetworkError, isTransientStatus, neverSent } from "./azureErrors";
import type { Clock } from "./clock";
import type { HeldUpRequests } from "./heldUp";
import type { Lane, Pacer } from "./pacing";
import type { Patience } from "./patience";

/** What all requests of one client share. */
export interface TryRules {
    readonly patience: Patience;
    readonly clock: Clock;
    readonly heldUp: HeldUpRequests;
    readonly pacers: Readonly<Record<"subscription" | "tenant", Pacer>>;
    /** Azure did not take the token of this Authorization header. */
    readonly renewToken: (authorization: string | undefined) => void;
}

/** One request with all its tries. */
export interface Trying {
    /** For the lines that tell about it. */
    readonly what: string;
    /** Leave the trying again to the caller, who looks again anyway. 429 is still waited out. */
    readonly once: boolean;
    /** Sends it. */
    readonly send: (request: PipelineRequest) => Promise<PipelineResponse>;
}

export class Tries {
    private hasEverAnswered = false;

    constructor(private readonly rules: TryRules) {}

    /**
     * Sends the request, again and again if need be.
     *
     * @returns the answer that counts, which may still be a refusal or a failure
     * @throws what the last try threw, or ThrottledTooLong
     */
    async run(request: PipelineRequest, trying: Trying): Promise<PipelineResponse> {
        const { heldUp } = this.rules;
        const held = { what: trying.what, why: () => "" };
        heldUp.note(held);
        try {
            return await this.runNoted(request, trying, held);
        } finally {
            heldUp.forget(held);
        }
    }

    private async runNoted(
        request: PipelineRequest,
        { send, once }: Trying,
        held: { why: () => string },
    ): Promise<PipelineResponse> {
        const { clock, pacers, patience, renewToken } = this.rules;
        const scope = quotaScope(request.url);
        const kind = quotaKind(request.method);
        const lane = pacers[scope][kind];
        const place = lane.nextPlace();
        const trouble = new Trouble(patience, clock);
        let isTokenNew = false;

        for (;;) {
            held.why = () => inLine(lane);
            const turn = await lane.turn(place);
            held.why = () => "it is sent, and not answered yet.";
            const tried = await settled(send(request));
            if ("error" in tried) {
                turn.lost();
                const mayPass = isTransientNetworkError(tried.error);
                if (!mayPass || once || !trouble.mayGoOn(tried.error, this.hasEverAnswered)) {
                    throw tried.error;
                }
            } else {
                const { status, headers } = tried.response;
                this.hasEverAnswered = true;
                if (status === 429) {
                    turn.throttled(retryAfterMs(headers), patience);
                    continue;
                }
                turn.taken(remainingQuota(headers, scope, kind));
                if (status === 401 && !isTokenNew) {
                    renewToken(request.headers.get("Authorization"));
                    isTokenNew = true;
                    continue;
                }
                const mayPass = isTransientStatus(status);
                if (!mayPass || once || !trouble.mayGoOn(tried.response, true)) {
                    return tried.response;
                }
            }
            held.why = () => trouble.inWords();
            await clock.sleep(trouble.pauseMs);
        }
    }
}

/** The failures of one request that may pass. */
class Trouble {
    pauseMs = 0;
    private tries = 0;
    private since: number | undefined;
    private limitMs = 0;
    private last = "";

    constructor(
        private readonly patience: Patience,
        private readonly clock: Clock,
    ) {}

    /** Whether the patience lasts for another try, after `pauseMs`. */
    mayGoOn(ended: PipelineResponse | Error, hasEverAnswered: boolean): boolean {
        const { transientMs, firstContactMs, firstRetryDelayMs, longestRetryDelayMs } =
            this.patience;
        const isError = ended instanceof Error;
        const mayBeWrong = isError && neverSent(ended) && !hasEverAnswered;
        this.limitMs = mayBeWrong ? Math.min(transientMs, firstContactMs) : transientMs;
        this.last = isError
            ? `no answer (${"code" in ended ? String(ended.code) : ended.message})`
            : `Azure answers ${ended.status}`;
        const doubledMs = Math.min(firstRetryDelayMs * 2 ** this.tries, longestRetryDelayMs);
        this.pauseMs = Math.max(doubledMs, isError ? 0 : (retryAfterMs(ended.headers) ?? 0));
        this.tries += 1;
        const now = this.clock.now();
        this.since ??= now;
        return now + this.pauseMs - this.since <= this.limitMs;
    }

    inWords(): string {
        const leftMs = (this.since ?? 0) + this.limitMs - this.clock.now();
        const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
        return `${this.last}; tried ${this.tries} times, trying for ${seconds} s more.`;
    }
}

function inLine(lane: Lane): string {
    const seconds = Math.ceil(lane.nextInMs() / 1_000);
    return lane.isBlocked
        ? `Azure answers 429, too many requests; the next one goes in ${seconds} s.`
        : "requests are sent as fast as Azure's quota allows.";
}

async function settled<T>(promise: Promise<T>): Promise<{ response: T } | { error: Error }> {
    try {
        return { response: await promise };
    } catch (error) {
        return { error: error instanceof Error ? error : new Error(String(error)) };
    }
}
