/**
 * Follows an operation that Azure has accepted (202) to its end, by the address that its newest answer gives. Core-lro,
 * the SDK's own follower, does so outside of our pace and patience, and logs the address, which is signed.
 */
import { createPipelineRequest } from "@azure/core-rest-pipeline";
import type { PipelineRequest } from "@azure/core-rest-pipeline";
import type { ArmConnection } from "./armConnection";
import type { RawExchanges, Sent } from "./rawExchanges";
import { ownAddress, unclear } from "./understanding";

/** The pauses, unless Azure says how long: it did not in the recorded exchanges, which took 12 s to minutes. */
const FIRST_PAUSE_MS = 500;
const PAUSE_GROWTH = 1.5;
const LONGEST_PAUSE_MS = 10_000;
/** However many operations are followed at once, they take half of the reads that Resource Manager gives (25 a second). */
const PAUSE_PER_OPERATION_MS = 80;

export class LongRunning {
    private underWay = 0;

    constructor(
        private readonly connection: Pick<ArmConnection, "clock" | "heldUp" | "patience">,
        private readonly raw: RawExchanges,
        /** Sends a request of ours through the SDK's pipeline. */
        private readonly send: (request: PipelineRequest) => Promise<unknown>,
    ) {}

    /**
     * Follows the operation until it ends; at once, if the answer is not 202.
     *
     * @param waitMs for how long; 0 does not look even once
     * @returns the last answer, whatever it says; `"unfinished"` when the time is up first
     * @throws AzureError whose effect is `unknown`, since the operation has begun
     */
    async endOf(
        begun: Sent,
        waitMs = this.connection.patience.operationMs,
    ): Promise<Sent | "unfinished"> {
        if (begun.answer.status !== 202) return begun;
        const { heldUp } = this.connection;
        const { what } = begun.attempt;
        const held = { what, why: () => "Azure has accepted it, and works on it." };
        heldUp.note(held);
        this.underWay += 1;
        try {
            return await this.follow(begun, waitMs);
        } finally {
            this.underWay -= 1;
            heldUp.forget(held);
        }
    }

    private async follow(begun: Sent, waitMs: number): Promise<Sent | "unfinished"> {
        const { clock } = this.connection;
        const { what } = begun.attempt;
        const deadline = clock.now() + waitMs;
        let ownPauseMs = FIRST_PAUSE_MS;
        let url: URL | undefined;
        for (let latest = begun; ;) {
            url = nextAddress(latest, url);
            const leftMs = deadline - clock.now();
            if (leftMs <= 0) return "unfinished";
            const fairPauseMs = Math.max(ownPauseMs, this.underWay * PAUSE_PER_OPERATION_MS);
            const pauseMs = this.askedPauseMs(latest) ?? fairPauseMs;
            ownPauseMs = Math.min(ownPauseMs * PAUSE_GROWTH, LONGEST_PAUSE_MS);
            await clock.sleep(Math.min(pauseMs, leftMs));
            const request = createPipelineRequest({ url: url.href });
            latest = await this.raw.follow(what, url, () => this.send(request));
            if (latest.answer.status !== 202) return latest;
        }
    }

    private askedPauseMs({ answer: { retryAfterMs } }: Sent): number | undefined {
        if (retryAfterMs === undefined) return undefined;
        const { longestRetryAfterMs } = this.connection.patience;
        return Math.min(Math.max(retryAfterMs, FIRST_PAUSE_MS), longestRetryAfterMs);
    }
}

/** Where to look next: where the newest answer says, or where we looked before. */
function nextAddress(sent: Sent, known: URL | undefined): URL {
    const { location } = sent.answer;
    if (location !== undefined) return ownAddress(location, sent, "the operation's state");
    if (known) return known;
    throw unclear(sent, "it does not say where the operation can be followed");
}
