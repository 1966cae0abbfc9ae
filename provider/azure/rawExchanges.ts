/**
 * The SDK's operations with exact bytes on both ends.
 *
 * The SDK's serialiser drops keys that its models do not know and refuses what they do not expect, quoting the value;
 * its deserialiser invents defaults. Its pipeline – token, tries, addresses, paging – is what we want. So each
 * operation gets an empty body, and a policy behind the serialiser puts in the real one and keeps the answer's text.
 * AsyncLocalStorage carries both past the SDK, which has no place for them in its options.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type {
    PipelinePolicy,
    PipelineRequest,
    PipelineResponse,
    SendRequest,
} from "@azure/core-rest-pipeline";
import { rawAnswer, type RawAnswer } from "./answers";
import {
    AzureError,
    mayHaveWorked,
    neverSent,
    noAnswer,
    throttledTooLong,
    type Attempt,
} from "./azureErrors";
import { ThrottledTooLong } from "./pacing";
import { sensitiveValues } from "./redaction";
import type { Tries } from "./tries";

/** Options for the SDK's operations: leave the answer as it is, whatever its status. */
interface RawOptions {
    requestOptions: { shouldDeserialize: false };
}

/** One operation, with all its tries. */
interface Exchange {
    what: string;
    /** See `LookOptions`. */
    once: boolean;
    /** The exact text to send; undefined: no body, or none of ours. */
    body: string | undefined;
    isWrite: boolean;
    /** "unknown" once a try of a write ended in a way that may have had an effect. */
    effect: "none" | "unknown";
    /** The answer to the latest try. */
    answer: RawAnswer | undefined;
}

export class RawExchanges {
    readonly options: RawOptions = { requestOptions: { shouldDeserialize: false } };
    /** To be added to the SDK client's pipeline, behind its own retry policy. */
    readonly policy: PipelinePolicy;
    private readonly current = new AsyncLocalStorage<Exchange>();
    /** Everything sensitive that was sent or received: Azure may quote any of it in any later error. */
    private readonly secrets = new Set<string>();

    constructor(
        private readonly endpoint: string,
        private readonly requestTimeoutMs: number,
        tries: Tries,
        /** The Authorization header for a try that begins now. */
        private readonly authorization: () => Promise<string>,
    ) {
        this.policy = {
            name: "rawExchanges",
            sendRequest: async (request, next) => {
                const exchange = this.current.getStore();
                if (!exchange) throw new Error("A request was sent outside of an exchange.");
                if (exchange.body !== undefined) request.body = exchange.body;
                const { what, once } = exchange;
                const send = () => this.tryOnce(exchange, request, next);
                return await tries.run(request, { what, once, send });
            },
        };
    }

    private async tryOnce(
        exchange: Exchange,
        request: PipelineRequest,
        next: SendRequest,
    ): Promise<PipelineResponse> {
        exchange.answer = undefined;
        const limit = new AbortController();
        const timer = setTimeout(() => limit.abort(), this.requestTimeoutMs);
        request.abortSignal = limit.signal;
        try {
            request.headers.set("Authorization", await this.authorization());
            const response = await next(request);
            this.keep(exchange, response);
            return response;
        } catch (error) {
            if (exchange.isWrite && !neverSent(error)) exchange.effect = "unknown";
            if (!limit.signal.aborted) throw error;
            const seconds = this.requestTimeoutMs / 1_000;
            const text = `nothing within ${seconds} s`;
            throw Object.assign(new Error(text), { code: "ETIMEDOUT" });
        } finally {
            clearTimeout(timer);
            // The SDK's own policies would take an aborted try for the end of the request.
            request.abortSignal = undefined;
        }
    }

    /** Sends an operation that changes nothing. */
    read(what: string, call: (options: RawOptions) => Promise<unknown>, once = false) {
        return this.send({ what, once, isWrite: false }, undefined, call);
    }

    /** Sends an operation that changes something, with exactly this body. */
    write(what: string, body: unknown, call: (options: RawOptions) => Promise<unknown>) {
        return this.send({ what, once: false, isWrite: true }, body, call);
    }

    private async send(
        operation: Pick<Exchange, "what" | "once" | "isWrite">,
        body: unknown,
        call: (options: RawOptions) => Promise<unknown>,
    ): Promise<{ answer: RawAnswer; attempt: Attempt; isWrite: boolean }> {
        this.remember(body);
        const exchange: Exchange = {
            ...operation,
            body: body === undefined ? undefined : JSON.stringify(body),
            effect: "none",
            answer: undefined,
        };
        const failure = await this.current
            .run(exchange, () => call(this.options))
            .then(
                () => undefined,
                (error: unknown) => ({ error }),
            );
        const { secrets, endpoint } = this;
        const attempt: Attempt = {
            what: exchange.what,
            endpoint,
            // Only errors need the list, and it grows with every job.
            get secrets() {
                return [...secrets];
            },
            effect: exchange.effect,
        };
        const error = failure?.error;
        if (error instanceof ThrottledTooLong) throw throttledTooLong(attempt, error);
        // With an answer in hand, an error of the SDK only says that it could not read it. We read it ourselves.
        if (exchange.answer) {
            return { answer: exchange.answer, attempt, isWrite: exchange.isWrite };
        }
        if (error instanceof AzureError) throw withEffect(error, exchange.effect);
        throw noAnswer(attempt, error ?? new Error("the SDK sent nothing"));
    }

    private keep(exchange: Exchange, response: PipelineResponse): void {
        exchange.answer = rawAnswer(
            response.status,
            response.headers.get("Content-Type") ?? "",
            response.bodyAsText ?? "",
        );
        this.remember(exchange.answer.json);
        if (exchange.isWrite && mayHaveWorked(response.status)) exchange.effect = "unknown";
    }

    private remember(body: unknown): void {
        for (const value of sensitiveValues(body)) this.secrets.add(value);
    }
}

/** A login that failed at a later try says nothing of what an earlier try did. */
function withEffect(error: AzureError, effect: Exchange["effect"]): AzureError {
    if (effect === error.effect) return error;
    const text = `${error.message}\nWhether an earlier try of this request was done all the same is not known.`;
    return new AzureError(text, { ...error, effect });
}
