/**
 * Tells the person who waits that requests wait for Azure: one line after some seconds, then at most one a minute,
 * however many requests and resources of a provider wait.
 */
import type { Clock } from "./clock";
import { duration } from "./duration";
import type { Say } from "./say";

const FIRST_LINE_AFTER_MS = 8_000;
const BETWEEN_LINES_MS = 60_000;
const LOOK_EVERY_MS = 2_000;

/** One request that waits. */
export interface WaitingRequest {
    /** What it is to do, for example `read job "parcel" in resource group "rg"`. */
    readonly what: string;
    /** Why it waits, and for how long still: asked when the line is said. */
    readonly why: () => string;
    /** Shows one line to the person who waits for it. */
    readonly say: Say;
}

/** Where requests that wait are noted. One for all calls of a provider. */
export class WaitingRequests {
    private readonly since = new Map<WaitingRequest, number>();
    private lastLineAt = -Infinity;
    private isWatching = false;

    constructor(private readonly clock: Clock) {}

    note(request: WaitingRequest): void {
        this.since.set(request, this.clock.now());
        void this.watch();
    }

    forget(request: WaitingRequest): void {
        this.since.delete(request);
    }

    /** Looks every two seconds while anything waits. */
    private async watch(): Promise<void> {
        if (this.isWatching) return;
        this.isWatching = true;
        while (this.since.size > 0) {
            await this.clock.sleep(LOOK_EVERY_MS, { isBackground: true });
            this.tellIfDue();
        }
        this.isWatching = false;
    }

    private tellIfDue(): void {
        // Maps keep the order of entry: the first one has waited longest.
        const [oldest] = this.since;
        const now = this.clock.now();
        if (!oldest || now - oldest[1] < FIRST_LINE_AFTER_MS) return;
        if (now - this.lastLineAt < BETWEEN_LINES_MS) return;
        this.lastLineAt = now;
        const [request, since] = oldest;
        const others = this.since.size - 1;
        const alsoWaiting =
            others === 0
                ? ""
                : ` ${others} more ${others === 1 ? "request waits" : "requests wait"}.`;
        request.say(
            `Waiting for Azure for ${duration(now - since)}, to ${request.what}: ${request.why()}${alsoWaiting}`,
            "passing",
        );
    }
}
