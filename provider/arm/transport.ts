/** One attempt of a request: token, time limit, the SDK's pipeline, and the text of the answer. */
import {
    createDefaultHttpClient,
    createPipelineFromOptions,
    logPolicyName,
    type HttpClient,
    type Pipeline,
    type PipelineRequest,
} from "@azure/core-rest-pipeline";
import type { Attempt } from "./azureErrors";
import { mayHaveWorked, neverSent } from "./transientErrors";
import type { Exchange } from "./call";
import { CallEnded, unlessEnded, untilDeadline } from "./context";
import { SecretValues } from "./redaction";
import type { ArmResponse } from "./response";
import { textOf } from "./responseText";
import type { RetryLimits } from "./retryLimits";
import type { TokenKeeper } from "./tokenKeeper";
import { logResponse, logFailure } from "./wireLog";

const CLOCKS_AGREE_MS = 60_000;

export class Transport {
    private readonly http: HttpClient = createDefaultHttpClient();
    private readonly pipeline: Pipeline = newPipeline();
    /** Everything sensitive that was sent or received: Azure may quote any of it in any later error. */
    private readonly secrets = new SecretValues();
    /** How far this machine's clock is behind Azure's, by the latest answer. */
    private behindMs = 0;

    constructor(
        private readonly endpoint: string,
        private readonly limits: RetryLimits,
        private readonly token: TokenKeeper,
    ) {}

    /** See `ArmClient`. */
    timeOfDay(): number {
        return Date.now() + this.behindMs;
    }

    /** Sends it once, signed now. @throws what the network, the login or the end of the call throws */
    async send(request: PipelineRequest, exchange: Exchange): Promise<ArmResponse> {
        const { requestTimeoutMs } = this.limits;
        const limit = new AbortController();
        const timer = setTimeout(() => limit.abort(), requestTimeoutMs);
        request.abortSignal = limit.signal;
        const { context } = exchange.call;
        const { urn } = context;
        const startedAt = performance.now();
        let isSent = false;
        const secrets = () => this.secretsFor(exchange);
        const tried = () => ({ request, urn, secrets, spentMs: performance.now() - startedAt });
        try {
            const authorization = await unlessEnded(context, this.token.authorization());
            request.headers.set("Authorization", authorization);
            isSent = true;
            const sent = this.pipeline.sendRequest(this.http, request);
            const response = await untilDeadline(context, sent);
            const { status, headers } = response;
            const answeredAt = Date.parse(headers.get("Date") ?? "");
            if (!Number.isNaN(answeredAt)) this.setClock(answeredAt);
            const text = await untilDeadline(context, textOf(response));
            const json = parse(text);
            this.remember(json, exchange.call);
            if (exchange.isWrite && mayHaveWorked(status)) exchange.effect = "unknown";
            logResponse(tried(), response);
            const { id, isWrite } = exchange;
            return { status, headers, text, json, id, isWrite, attempt: this.attemptOf(exchange) };
        } catch (error) {
            logFailure(tried(), error);
            if (exchange.isWrite && isSent && !neverSent(error)) exchange.effect = "unknown";
            if (error instanceof CallEnded) limit.abort();
            if (error instanceof CallEnded || !limit.signal.aborted) throw error;
            const seconds = requestTimeoutMs / 1_000;
            throw Object.assign(new Error(`nothing within ${seconds} s`), { code: "ETIMEDOUT" });
        } finally {
            clearTimeout(timer);
        }
    }

    /** Keeps what signs an address out of every later error: whoever has it may look. */
    registerSecrets(url: URL): void {
        for (const [name, value] of url.searchParams) {
            if (name !== "api-version") this.secrets.add(value);
        }
    }

    /** What was asked, for the errors that it may end in. */
    attemptOf(exchange: Exchange): Attempt {
        const { what, service } = exchange.call;
        const secrets = () => this.secretsFor(exchange);
        return {
            what,
            endpoint: this.endpoint,
            service,
            // Only errors need the list, and it grows with every job.
            get secrets() {
                return secrets();
            },
            effect: exchange.effect,
        };
    }

    private secretsFor({ call }: Exchange): string[] {
        return [...this.secrets.all(), ...call.context.secrets.all()];
    }

    /** Keeps the sensitive values of a body out of every later error. */
    remember(body: unknown, { service }: Exchange["call"]): void {
        this.secrets.addFrom(body, service.secretFields);
    }

    /** The header has whole seconds, and came some time ago: only what is more than that says that a clock is wrong. */
    private setClock(answeredAt: number): void {
        const behindMs = answeredAt - Date.now();
        this.behindMs = Math.abs(behindMs) < CLOCKS_AGREE_MS ? 0 : behindMs;
    }
}

/** The SDK's pipeline: proxy, compression, user agent, request ids, tracing. */
function newPipeline(): Pipeline {
    const pipeline = createPipelineFromOptions({
        userAgentOptions: { userAgentPrefix: "pulumi-azure-importexport" },
        // Ours is around it, and one rule is enough: see retry.ts.
        retryOptions: { maxRetries: 0 },
        // Resource Manager redirects nobody; who does is a sign-in page, and should be seen as one.
        redirectOptions: { maxRetries: 0 },
    });
    // It would write signed addresses; ours writes one line a request.
    pipeline.removePolicy({ name: logPolicyName });
    return pipeline;
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        // A proxy's page or a cut answer; the reader that needs JSON says so, with the status.
        return undefined;
    }
}
