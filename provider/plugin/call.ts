/** One call of the engine's: which resource it is about, where its lines go, what ends it. */
import { AsyncLocalStorage } from "node:async_hooks";

/** What one call knows. A provider process serves many at the same time. */
export interface Call {
    /** Empty where it is about no resource. */
    readonly urn: string;
    /** Shows one line to the person who waits, under the resource. */
    readonly say: (line: string) => void;
    /** Aborted when the engine sends Cancel: after Ctrl-C, and at every normal end. */
    readonly cancelled: AbortSignal;
}

const calls = new AsyncLocalStorage<Call>();

/** Runs the work of a call. */
export function within<T>(call: Call, work: () => Promise<T>): Promise<T> {
    return calls.run(call, work);
}

/** The call that is under way here; undefined outside of any. */
export function currentCall(): Call | undefined {
    return calls.getStore();
}
