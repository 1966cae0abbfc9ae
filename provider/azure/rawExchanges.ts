/**
 * The SDK's operations with exact bytes on both ends.
 *
 * The SDK's serialiser drops keys that its models do not know and refuses what they do not expect, quoting the value;
 * its deserialiser invents defaults. Its pipeline – token, tries, addresses, paging – is what we want. So each
 * operation gets an empty body, and a policy behind the serialiser puts in the real one and keeps the answer's text.
 * AsyncLocalStorage carries both past the SDK, which has no place for them in its options.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";
import { rawAnswer, type RawAnswer } from "./answers";
import { AzureError, isTransientStatus, neverSent, noAnswer, type Attempt } from "./azureErrors";
import { sensitiveValues } from "./redaction";

/** Options for the SDK's operations: leave the answer as it is, whatever its status. */
interface RawOptions {
    requestOptions: { shouldDeserialize: false };
}

/** One operation, with all its tries. */
interface Exchange {
    /** The exact text to send; undefined: no body, or none of ours. */
    body: string | undefined;
    isWrite: boolean;
    /** "unknown" once a try of a write ended in a way that may have had an effect. */
    effect: "none" | "unknown";
    timedOut: boolean;
    /** The answer to the latest try. */
    answer: RawAnswer | undefined;
}

export class RawExchanges {
    readonly options: RawOptions = { requestOptions: { shouldDeserialize: false } };
    /** To be added to the SDK client's pipeline, once per try. */
    readonly policy: PipelinePolicy;
    private readonly current = new AsyncLocalStorage<Exchange>();
    /** Everything sensitive that was sent or received: Azure may quote any of it in any later error. */
    private readonly secrets = new Set<string>();

    constructor(
        private readonly endpoint: string,
        private readonly requestTimeoutMs: number,
    ) {
        this.policy = {
            name: "rawExchanges",
            sendRequest: async (request, next) => {
                const exchange = this.current.getStore();
                if (!exchange) throw new Error("A request was sent outside of an exchange.");
                if (exchange.body !== undefined) request.body = exchange.body;
                exchange.answer = undefined;
                const limit = new AbortController();
                const timer = setTimeout(() => {
                    exchange.timedOut = true;
                    limit.abort();
                }, this.requestTimeoutMs);
                request.abortSignal = limit.signal;
                try {
                    const response = await next(request);
                    this.keep(exchange, response);
                    return response;
                } catch (error) {
                    if (exchange.isWrite && !neverSent(error)) exchange.effect = "unknown";
                    throw error;
                } finally {
                    clearTimeout(timer);
                }
            },
        };
    }

    /** Sends an operation that changes nothing. */
    read(what: string, call: (options: RawOptions) => Promise<unknown>) {
        return this.send(what, false, undefined, call);
    }

    /** Sends an operation that changes something, with exactly this body. */
    write(what: string, body: unknown, call: (options: RawOptions) => Promise<unknown>) {
        return this.send(what, true, body, call);
    }

    private async send(
        what: string,
        isWrite: boolean,
        body: unknown,
        call: (options: RawOptions) => Promise<unknown>,
    ): Promise<{ answer: RawAnswer; attempt: Attempt; isWrite: boolean }> {
        this.remember(body);
        const exchange: Exchange = {
            body: body === undefined ? undefined : JSON.stringify(body),
            isWrite,
            effect: "none",
            timedOut: false,
            answer: undefined,
        };
        const failure = await this.current
            .run(exchange, () => call(this.options))
            .then(
                () => undefined,
                (error: unknown) => ({ error }),
            );
        const attempt: Attempt = {
            what,
            endpoint: this.endpoint,
            secrets: [...this.secrets],
            effect: exchange.effect,
        };
        // With an answer in hand, an error of the SDK only says that it could not read it. We read it ourselves.
        if (exchange.answer) return { answer: exchange.answer, attempt, isWrite };
        if (failure?.error instanceof AzureError) throw failure.error;
        throw noAnswer(
            attempt,
            exchange.timedOut
                ? Object.assign(new Error(`nothing within ${this.requestTimeoutMs / 1000} s`), {
                      code: "ETIMEDOUT",
                  })
                : (failure?.error ?? new Error("the SDK sent nothing")),
        );
    }

    private keep(exchange: Exchange, response: PipelineResponse): void {
        exchange.answer = rawAnswer(
            response.status,
            response.headers.get("Content-Type") ?? "",
            response.bodyAsText ?? "",
        );
        this.remember(exchange.answer.json);
        if (exchange.isWrite && isTransientStatus(response.status)) exchange.effect = "unknown";
    }

    private remember(body: unknown): void {
        for (const value of sensitiveValues(body)) this.secrets.add(value);
    }
}
