import { systemClock, type Clock } from "./clock";
import type { Say } from "./say";
import { SecretValues } from "./redaction";
import { WaitingRequests } from "./waitingRequests";

/**
 * For whom a request is sent. Every call is given one: nothing of it is kept for a process as a whole, so that several
 * providers may live in one.
 */
export interface CallContext {
    readonly clock: Clock;
    /** Shows one line to the person who waits. */
    readonly say: Say;
    /** Who waits for what, so that one line a minute tells of all. */
    readonly waiting: WaitingRequests;
    /** What no error may show, beside what the client itself has sent and received. */
    readonly secrets: SecretValues;
    /**
     * Ends every pause: between two retries, for the quota, between two polls. A request that is under way is not broken
     * off, and one that may go at once is sent: half of a change helps nobody.
     */
    readonly signal?: AbortSignal;
    /** When the call ends, by the context's clock: what is under way is broken off, and nothing more is sent. Default: never. */
    readonly deadlineMs?: number;
    /** The resource that it is for, in Pulumi's words; it stands in the wire log. */
    readonly urn?: string;
}

/** The caller has ended the call, by its signal or its deadline. */
export class CallEnded extends Error {}

/** @throws CallEnded when the deadline has passed */
export function checkDeadline({ deadlineMs, clock }: CallContext): void {
    if (deadlineMs !== undefined && clock.now() >= deadlineMs) throw deadlinePassed();
}

/** Waits for an answer, but not beyond the deadline. @throws CallEnded, or what the work throws */
export async function untilDeadline<T>(context: CallContext, work: Promise<T>): Promise<T> {
    return await unlessEnded({ ...context, signal: undefined }, work);
}

/**
 * Waits before something is sent: what has come already comes, whether or not the signal has.
 *
 * @throws CallEnded by the signal or the deadline, or what the work throws
 */
export async function unlessEnded<T>(context: CallContext, work: Promise<T>): Promise<T> {
    const { signal, deadlineMs, clock } = context;
    if (!signal && deadlineMs === undefined) return await work;
    return await new Promise<T>((resolve, reject) => {
        const cancel = () => reject(new CallEnded("it was cancelled"));
        if (signal?.aborted) setImmediate(cancel);
        signal?.addEventListener("abort", cancel);
        if (deadlineMs !== undefined) {
            const leftMs = Math.max(0, deadlineMs - clock.now());
            void clock.sleep(leftMs, { isBackground: true }).then(() => reject(deadlinePassed()));
        }
        void work.then(resolve, reject).finally(() => signal?.removeEventListener("abort", cancel));
    });
}

/** Sleeps. @throws CallEnded when the signal or the deadline comes first */
export async function pause(context: CallContext, ms: number): Promise<void> {
    if (context.signal?.aborted) throw new CallEnded("it was cancelled");
    const { clock, signal } = context;
    await unlessEnded(context, clock.sleep(ms, { signal }));
    checkDeadline(context);
}

function deadlinePassed(): CallEnded {
    return new CallEnded("the time that customTimeouts gives it has passed");
}

/** What somebody who waits needs to give: a clock, and where lines go. */
export type Surroundings = Pick<CallContext, "clock" | "say"> & Partial<CallContext>;

/** A context for these surroundings. What several calls share (`waiting`, `secrets`) is given to each of them. */
export function contextOf(surroundings: Surroundings): CallContext {
    const { clock, waiting = new WaitingRequests(clock) } = surroundings;
    return { ...surroundings, waiting, secrets: surroundings.secrets ?? new SecretValues() };
}

/** A process that has nothing else to do than this. */
export const aloneInTheTerminal: Surroundings = {
    clock: systemClock,
    say: (line) => console.log(line),
};
