/**
 * A mirror of one of Resource Manager's buckets of tokens: it lets requests through in the order in which they came, as
 * long as there should be a token for them. Knows nothing of HTTP.
 */
import type { Clock } from "./clock";
import type { RetryLimits } from "./retryLimits";

/** How a bucket fills. */
export interface Bucket {
    /** How many requests at once. */
    readonly capacity: number;
    /** How many more with every second. */
    readonly perSecond: number;
}

/** Sent before the first answer has told how full the bucket is: another run may just have emptied it. */
const BEFORE_FIRST_ANSWER = 10;
/** A 429 says that somebody else uses the quota too: slower at once, and faster again bit by bit. */
const SLOWER = 0.7;
const FASTER_PER_ANSWER = 0.01;
const SLOWEST = 0.05;
/** The pauses after a 429 without Retry-After. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Azure has let nothing of this kind through for too long. */
export class ThrottledTooLong extends Error {
    constructor(
        /** Since the first 429 after the last request that was let through. */
        readonly forMs: number,
        readonly retryAfterMs: number | undefined,
    ) {
        super("throttled too long");
    }
}

/** The leave to send one request now. Exactly one of its methods must be called when that has ended. */
export interface Permit {
    /** Azure took the request. @param remaining what it says is left in the bucket */
    taken(remaining: number | undefined): void;
    /** Azure answered 429. @throws ThrottledTooLong when there is no sense in trying again */
    throttled(retryAfterMs: number | undefined, limits: RetryLimits): void;
    /** No answer. */
    lost(): void;
}

interface Waiting {
    position: number;
    go: (permit: Permit) => void;
    giveUp: (error: ThrottledTooLong) => void;
}

/** All requests of one kind to one subscription. */
export class TokenBucket {
    private tokens: number;
    private filledAt: number;
    private perSecond: number;
    private full: number;
    private inFlight = 0;
    private takenCount = 0;
    private blockedUntil = 0;
    private stuckSince: number | undefined;
    /** Azure counts: a request was answered 429, or with what is left. Otherwise nothing is held back. */
    private isCounted = false;
    private isProbing = false;
    private pauseMs = FIRST_PAUSE_MS;
    private wakesAt = Infinity;
    private positions = 0;
    private readonly queue: Waiting[] = [];

    constructor(
        private readonly bucket: Bucket,
        private readonly clock: Clock,
    ) {
        this.tokens = this.full = bucket.capacity;
        this.perSecond = bucket.perSecond;
        this.filledAt = clock.now();
    }

    /** A position in the queue. A request that got 429 keeps it, and is the next one again. */
    nextPosition(): number {
        return this.positions++;
    }

    /** Resolves when the request of this position may be sent. @throws ThrottledTooLong */
    permit(position: number): Promise<Permit> {
        return new Promise((go, giveUp) => {
            const behind = this.queue.findIndex((one) => one.position > position);
            this.queue.splice(behind < 0 ? this.queue.length : behind, 0, { position, go, giveUp });
            this.advance();
        });
    }

    /** When the next request may go, in ms from now, as far as is known. */
    nextInMs(): number {
        this.fill();
        const missing = this.isThrottled || !this.isCounted ? 0 : Math.max(0, 1 - this.tokens);
        const blockedMs = this.blockedUntil - this.clock.now();
        return Math.ceil(Math.max(0, blockedMs, (missing / this.perSecond) * 1_000));
    }

    /** How many requests could go now and leave half of what Azure allows at once; Infinity where it does not count. */
    spare(): number {
        this.fill();
        return this.isCounted ? this.tokens - this.full / 2 : Infinity;
    }

    /** Whether nothing may go because of a 429. */
    get isBlocked(): boolean {
        return this.isThrottled || this.clock.now() < this.blockedUntil;
    }

    /** Whether Azure has taken nothing since its last 429. */
    private get isThrottled(): boolean {
        return this.stuckSince !== undefined;
    }

    private advance(): void {
        while (this.queue.length > 0 && this.mayGo()) {
            this.tokens = this.isThrottled ? 0 : this.tokens - 1;
            if (!this.isCounted) this.tokens = Math.max(0, this.tokens);
            this.isProbing = this.isThrottled;
            this.inFlight += 1;
            this.queue.shift()?.go(this.newPermit());
        }
        if (this.queue.length > 0 && !this.isFeelingItsWay()) this.wakeIn(this.nextInMs());
    }

    private mayGo(): boolean {
        return !this.isFeelingItsWay() && this.nextInMs() === 0;
    }

    /**
     * Enough is under way to find out how full the bucket is: some at the beginning, and one after the time that a 429
     * asked for, whatever we have counted. The answer goes on from here.
     */
    private isFeelingItsWay(): boolean {
        if (this.isThrottled) return this.isProbing;
        return this.takenCount === 0 && this.inFlight >= BEFORE_FIRST_ANSWER;
    }

    private wakeIn(ms: number): void {
        const at = this.clock.now() + ms;
        if (at >= this.wakesAt) return;
        this.wakesAt = at;
        void this.clock.sleep(ms).then(() => {
            if (this.wakesAt === at) this.wakesAt = Infinity;
            this.advance();
        });
    }

    private newPermit(): Permit {
        const sentAt = this.clock.now();
        const takenBefore = this.takenCount;
        const isProbe = this.isProbing;
        const ended = () => {
            this.fill();
            this.inFlight -= 1;
            if (isProbe) this.isProbing = false;
        };
        return {
            taken: (remaining) => {
                ended();
                if (remaining !== undefined) this.correct(remaining, sentAt, takenBefore);
                this.takenCount += 1;
                this.stuckSince = undefined;
                this.pauseMs = FIRST_PAUSE_MS;
                this.perSecond = Math.min(
                    this.bucket.perSecond,
                    this.perSecond + this.bucket.perSecond * FASTER_PER_ANSWER,
                );
                this.advance();
            },
            throttled: (retryAfterMs, limits) => {
                ended();
                this.slowDown(retryAfterMs, limits);
                this.advance();
            },
            lost: () => {
                ended();
                this.advance();
            },
        };
    }

    /**
     * Keeps our count of tokens within what an answer proves. It is not simply taken over: what Azure says is rounded,
     * and was true before what is still under way, and what was answered meanwhile, took tokens as well.
     */
    private correct(remaining: number, sentAt: number, takenBefore: number): void {
        this.isCounted = true;
        const takenMeanwhile = this.takenCount - takenBefore;
        const least = remaining - this.inFlight - takenMeanwhile;
        const seconds = (this.clock.now() - sentAt) / 1_000;
        const most = remaining + 1 + this.bucket.perSecond * seconds;
        this.full = Math.max(this.bucket.capacity, remaining);
        this.tokens = Math.min(Math.max(this.tokens, least), most);
    }

    private slowDown(retryAfterMs: number | undefined, limits: RetryLimits): void {
        const now = this.clock.now();
        this.isCounted = true;
        this.stuckSince ??= now;
        const stuckMs = now - this.stuckSince;
        if (stuckMs >= limits.throttledMs || (retryAfterMs ?? 0) > limits.longestRetryAfterMs) {
            const error = new ThrottledTooLong(stuckMs, retryAfterMs);
            for (const waiting of this.queue.splice(0)) waiting.giveUp(error);
            throw error;
        }
        // Several answers to requests that were sent together are one and the same news.
        if (now >= this.blockedUntil) {
            this.perSecond = Math.max(this.bucket.perSecond * SLOWEST, this.perSecond * SLOWER);
            if (!retryAfterMs) {
                retryAfterMs = this.pauseMs;
                this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
            }
        }
        this.tokens = Math.min(this.tokens, 0);
        this.blockedUntil = Math.max(this.blockedUntil, now + (retryAfterMs ?? 0));
    }

    private fill(): void {
        const now = this.clock.now();
        const seconds = (now - this.filledAt) / 1_000;
        this.filledAt = now;
        this.tokens = Math.min(this.full, this.tokens + seconds * this.perSecond);
    }
}
