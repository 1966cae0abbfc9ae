/**
 * Follows an operation that Azure has accepted (202) to its end, by the address that its newest answer gives: `Location`,
 * whose last answer is the resource; else `Azure-AsyncOperation`, which tells a status (ARM's "asynchronous operations").
 */
import { retryAfterMs } from "./responseHeaders";
import { armErrorBody } from "./armErrorBody";
import type { ArmCall } from "./call";
import type { ArmClient } from "./client";
import { cancelled, type Attempt } from "./azureErrors";
import { CallEnded, pause } from "./context";
import type { RetryLimits } from "./retryLimits";
import { isGone, isObject, ownAddress, refused, unclear, type ArmResponse } from "./response";

/** The pauses, unless Azure says how long: it did not in the recorded exchanges, which took 12 s to minutes. */
const FIRST_PAUSE_MS = 500;
const PAUSE_GROWTH = 1.5;
const LONGEST_PAUSE_MS = 10_000;
/** Those that find no spare read take together half of what Resource Manager gives (25 a second). */
const PAUSE_PER_OPERATION_MS = 80;

/** How many operations are followed for one client now. */
const underWay = new WeakMap<ArmClient, number>();

/** How an operation ended. */
export type Ended =
    /** The last answer: the resource, or a failure. */
    | ArmResponse
    /** Azure says that it succeeded, and shows nothing: look at the resource. */
    | "succeeded"
    /** The time was up first. */
    | "unfinished";

/**
 * Follows the operation until it ends; at once, if the answer is not 202.
 *
 * @param waitMs for how long; 0 does not look even once
 * @throws AzureError whose effect is `unknown`, since the operation has begun
 */
export async function endOf(
    arm: ArmClient,
    begun: ArmResponse,
    call: ArmCall,
    waitMs = arm.limits.operationMs,
): Promise<Ended> {
    if (begun.status !== 202) return begun;
    const { waiting, say } = call.context;
    const noted = { what: call.what, why: () => "Azure has accepted it, and works on it.", say };
    waiting.note(noted);
    underWay.set(arm, (underWay.get(arm) ?? 0) + 1);
    try {
        return await follow(arm, begun, call, waitMs);
    } finally {
        underWay.set(arm, (underWay.get(arm) ?? 1) - 1);
        waiting.forget(noted);
    }
}

async function follow(
    arm: ArmClient,
    begun: ArmResponse,
    call: ArmCall,
    waitMs: number,
): Promise<Ended> {
    const { clock } = call.context;
    const deadline = clock.now() + waitMs;
    let ownPauseMs = FIRST_PAUSE_MS;
    let address: Address | undefined;
    for (let latest = begun; ;) {
        const before = address;
        address = nextAddress(latest, before);
        const leftMs = deadline - clock.now();
        if (leftMs <= 0) return "unfinished";
        // Another place to look at is where the end is: Data Box leads from the operation to the order (recorded).
        const leadsOn = before !== undefined && before.url.pathname !== address.url.pathname;
        const pauseMs =
            askedPauseMs(latest, arm.limits) ?? (leadsOn ? 0 : fairPauseMs(arm, ownPauseMs));
        ownPauseMs = Math.min(ownPauseMs * PAUSE_GROWTH, LONGEST_PAUSE_MS);
        await pause(call.context, Math.min(pauseMs, leftMs)).catch((error) => {
            throw error instanceof CallEnded ? cancelled(begunAttempt(begun), error) : error;
        });
        latest = await arm.follow(address.url, begun.id, call);
        const ended = address.tells === "status" ? endByStatus(latest) : endByAnswer(latest);
        if (ended) return ended;
    }
}

/** Leaves reads to others. */
function fairPauseMs(arm: ArmClient, ownPauseMs: number): number {
    const tooMany = (underWay.get(arm) ?? 1) - arm.spareReads();
    return Math.max(ownPauseMs, tooMany * PAUSE_PER_OPERATION_MS);
}

function endByAnswer(latest: ArmResponse): Ended | undefined {
    return latest.status === 202 ? undefined : latest;
}

/** `status` is one word of the service until it is one of these three. */
function endByStatus(latest: ArmResponse): Ended | undefined {
    // Gone may be the record of the operation only, and a failure is one of the look.
    if (isGone(latest) || latest.status >= 400) return latest;
    const status = isObject(latest.json) ? latest.json.status : undefined;
    if (typeof status !== "string" || status === "") {
        throw unclear(latest, "it does not tell the operation's status");
    }
    if (/^succeeded$/i.test(status)) return "succeeded";
    if (!/^(failed|cancell?ed)$/i.test(status)) return undefined;
    if (armErrorBody(latest.json).code !== undefined) throw refused(latest);
    throw refused(latest, { error: { code: status, message: "The operation has not succeeded." } });
}

/** Where an operation is followed, and what is told there. */
interface Address {
    readonly url: URL;
    readonly tells: "resource" | "status";
}

/** Where to look next: where the newest answer says, or where we looked before. */
function nextAddress(latest: ArmResponse, known: Address | undefined): Address {
    const what = "the operation's state";
    const location = latest.headers.get("Location");
    if (location !== undefined) {
        return { url: ownAddress(location, latest, what), tells: "resource" };
    }
    const status = latest.headers.get("Azure-AsyncOperation");
    if (status !== undefined && known?.tells !== "resource") {
        return { url: ownAddress(status, latest, what), tells: "status" };
    }
    if (known) return known;
    throw unclear(latest, "it does not say where the operation can be followed");
}

/** It has begun, so that it has an effect. */
function begunAttempt({ attempt }: ArmResponse): Attempt {
    return { ...attempt, effect: "unknown" };
}

function askedPauseMs({ headers }: ArmResponse, limits: RetryLimits): number | undefined {
    const asked = retryAfterMs(headers);
    if (asked === undefined) return undefined;
    return Math.min(Math.max(asked, FIRST_PAUSE_MS), limits.longestRetryAfterMs);
}
