import { systemClock, type Clock } from "./clock";
import { WaitingRequests } from "./waitingRequests";

/**
 * For whom a request is sent. Every call is given one: nothing here is kept for a process as a whole, so that several
 * providers may live in one.
 */
export interface CallContext {
    readonly clock: Clock;
    /** Shows one line to the person who waits. */
    readonly say: (line: string) => void;
    /** Who waits for what, so that one line a minute tells of all. */
    readonly waiting: WaitingRequests;
    /** Ends the call: what is under way is broken off, and nothing more is sent. */
    readonly signal?: AbortSignal;
    /** When the call ends as if by `signal`, by the context's clock. Default: never. */
    readonly deadlineMs?: number;
    /** The resource that it is for, in Pulumi's words; it stands in the wire log. */
    readonly urn?: string;
}

/** The caller has ended the call, by its signal or its deadline. */
export class CallEnded extends Error {}

/** @throws CallEnded */
export function checkGoesOn({ signal, deadlineMs, clock }: CallContext): void {
    if (signal?.aborted) throw new CallEnded("it was cancelled");
    if (deadlineMs !== undefined && clock.now() >= deadlineMs) {
        throw new CallEnded("its deadline has passed");
    }
}

/** Waits for something, but no longer than the call goes on. @throws CallEnded, or what the work throws */
export async function whileItGoesOn<T>(context: CallContext, work: Promise<T>): Promise<T> {
    const { signal, deadlineMs, clock } = context;
    checkGoesOn(context);
    if (!signal && deadlineMs === undefined) return await work;
    return await new Promise<T>((resolve, reject) => {
        const cancel = () => reject(new CallEnded("it was cancelled"));
        signal?.addEventListener("abort", cancel);
        if (deadlineMs !== undefined) {
            const leftMs = deadlineMs - clock.now();
            const end = () => reject(new CallEnded("its deadline has passed"));
            void clock.sleep(leftMs, { isBackground: true }).then(end);
        }
        void work.then(resolve, reject).finally(() => signal?.removeEventListener("abort", cancel));
    });
}

/** What somebody who waits needs to give: a clock, and where lines go. */
export type Surroundings = Pick<CallContext, "clock" | "say"> & Partial<CallContext>;

/** A context for these surroundings. Give the same one to all calls whose lines belong together. */
export function contextOf(surroundings: Surroundings): CallContext {
    const { clock, say, waiting, signal, deadlineMs, urn } = surroundings;
    const requests = waiting ?? new WaitingRequests(clock, say);
    return { clock, say, waiting: requests, signal, deadlineMs, urn };
}

/** A process that has nothing else to do than this. */
export const aloneInTheTerminal: Surroundings = {
    clock: systemClock,
    say: (line) => console.log(line),
};
