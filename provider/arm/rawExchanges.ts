/**
 * The SDK's operations with exact bytes on both ends.
 *
 * The SDK's serialiser drops keys that its models do not know and refuses what they do not expect, quoting the value;
 * its deserialiser invents defaults. Its pipeline – token, tries, addresses, paging – is what we want. So each
 * operation gets an empty body, and a policy behind the serialiser puts in the real one and keeps the answer's text.
 * AsyncLocalStorage carries both past the SDK, which has no place for them in its options.
 *
 * One exchange is one request. The SDK would follow a long-running operation by itself, at its own pace, and writes the
 * signed address into its log; so it never sees that address: see longRunning.ts.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type {
    PipelinePolicy,
    PipelineRequest,
    PipelineResponse,
    SendRequest,
} from "@azure/core-rest-pipeline";
import type { ArmService } from "./advice";
import { rawAnswer, type RawAnswer } from "./answers";
import {
    AzureError,
    mayHaveWorked,
    neverSent,
    noAnswer,
    throttledTooLong,
    withEffect,
    type Attempt,
    type Effect,
} from "./azureErrors";
import { ThrottledTooLong } from "./pacing";
import { sensitiveValues } from "./redaction";
import type { Tries } from "./tries";

/** Options for the SDK's operations: leave the answer as it is, whatever its status. */
interface RawOptions {
    requestOptions: { shouldDeserialize: false };
}

/** What is asked for. */
interface Operation {
    readonly what: string;
    /** See `LookOptions`. */
    readonly once: boolean;
    readonly isWrite: boolean;
    /** The exact address to send to; undefined: the SDK's. */
    readonly url?: string;
    /** "unknown" once a try of a write ended in a way that may have had an effect. */
    effect: Effect;
}

/** One operation, with all its tries. */
interface Exchange extends Operation {
    /** The exact text to send; undefined: no body, or none of ours. */
    readonly body: string | undefined;
    /** The answer to the latest try. */
    answer: RawAnswer | undefined;
}

/** An answer, and what it answers. */
export interface Sent {
    answer: RawAnswer;
    attempt: Attempt;
    isWrite: boolean;
}

type Call = (options: RawOptions) => Promise<unknown>;

export class RawExchanges {
    readonly options: RawOptions = { requestOptions: { shouldDeserialize: false } };
    /** To be added to the SDK client's pipeline, behind its own retry policy. */
    readonly policy: PipelinePolicy;
    private readonly current = new AsyncLocalStorage<Exchange>();
    /** Everything sensitive that was sent or received: Azure may quote any of it in any later error. */
    private readonly secrets = new Set<string>();

    constructor(
        private readonly endpoint: string,
        /** Whose operations these are, for the errors. */
        private readonly service: ArmService,
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
                if (exchange.answer) throw new Error("An exchange is one request.");
                if (exchange.body !== undefined) request.body = exchange.body;
                if (exchange.url !== undefined) request.url = exchange.url;
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
    read(what: string, call: Call, once = false): Promise<Sent> {
        return this.send({ what, once, isWrite: false, effect: "none" }, undefined, call);
    }

    /** Sends a POST that changes nothing, with exactly this body. */
    ask(what: string, body: unknown, call: Call): Promise<Sent> {
        return this.send({ what, once: false, isWrite: false, effect: "none" }, body, call);
    }

    /** Sends an operation that changes something, with exactly this body. */
    write(what: string, body: unknown, call: Call): Promise<Sent> {
        return this.send({ what, once: false, isWrite: true, effect: "none" }, body, call);
    }

    /** Looks, at exactly this address, how far an operation is that Azure has accepted: it has had an effect. */
    follow(what: string, url: URL, call: Call): Promise<Sent> {
        // Azure may quote any of it in an error, and whoever has it may look.
        for (const [name, value] of url.searchParams) {
            if (name !== "api-version") this.secrets.add(value);
        }
        const operation = { what, once: false, isWrite: true, url: url.href };
        return this.send({ ...operation, effect: "unknown" }, undefined, call);
    }

    private async send(operation: Operation, body: unknown, call: Call): Promise<Sent> {
        this.remember(body);
        const exchange: Exchange = {
            ...operation,
            body: body === undefined ? undefined : JSON.stringify(body),
            answer: undefined,
        };
        const failure = await this.current
            .run(exchange, () => call(this.options))
            .then(
                () => undefined,
                (error: unknown) => ({ error }),
            );
        const { secrets, endpoint, service } = this;
        const attempt: Attempt = {
            what: exchange.what,
            endpoint,
            service,
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
        exchange.answer = rawAnswer(response);
        for (const name of ["Location", "Azure-AsyncOperation"]) response.headers.delete(name);
        this.remember(exchange.answer.json);
        if (exchange.isWrite && mayHaveWorked(response.status)) exchange.effect = "unknown";
    }

    private remember(body: unknown): void {
        for (const value of sensitiveValues(body)) this.secrets.add(value);
    }
}
