/**
 * Azure Resource Manager for any resource type: every request is about a resource's id (or a path below one), in the API
 * version of its service. Bodies go and come as they are. Loaded through connect.ts only, so that Azure's modules come
 * late or never.
 */
import {
    createDefaultHttpClient,
    createPipelineFromOptions,
    createPipelineRequest,
    logPolicyName,
    type HttpClient,
    type HttpMethods,
    type Pipeline,
    type PipelineRequest,
} from "@azure/core-rest-pipeline";
import type { Settings } from "../settings/settings";
import type { ArmService } from "./advice";
import {
    AzureError,
    cancelled,
    mayHaveWorked,
    neverSent,
    noAnswer,
    notUnderstood,
    throttledTooLong,
    withEffect,
    type Attempt,
    type Effect,
} from "./azureErrors";
import type { Clock } from "./clock";
import { cloudFor } from "./clouds";
import { CallEnded, whileItGoesOn, type CallContext } from "./context";
import { credentialFor } from "./credentials";
import { throttleFor, ThrottledTooLong } from "./throttle";
import { retryLimitsOf, type RetryLimits } from "./retryLimits";
import { sensitiveValues } from "./redaction";
import { pathOf, type PageOptions } from "./resource";
import {
    items,
    nextLinkOf,
    object,
    ownAddress,
    unclear,
    readSuccess,
    type ArmResponse,
} from "./response";
import { RetryPolicy } from "./retry";
import { ResponseTooLong, textOf } from "./responseText";
import { TokenKeeper } from "./tokenKeeper";
import { logAnswer, logFailure } from "./wireLog";

/** What a call says beside the id. */
export interface ArmCall {
    /** What it is to do, as it reads after "Could not", for example `read job "parcel" in resource group "rg"`. */
    readonly what: string;
    readonly service: ArmService;
    readonly context: CallContext;
    /** Beside `api-version`. */
    readonly query?: Readonly<Record<string, string | undefined>>;
    /** See `LookOptions`. */
    readonly once?: boolean;
}

/** A POST that says whether it changes anything. */
export interface ArmAction extends ArmCall {
    readonly isWrite: boolean;
}

/** One request with all its tries. */
interface Exchange {
    readonly call: ArmCall;
    readonly method: HttpMethods;
    readonly url: string;
    readonly id?: string;
    readonly body?: unknown;
    readonly isWrite: boolean;
    /** "unknown" once a try of a write ended in a way that may have had an effect. */
    effect: Effect;
}

/** A list ends somewhere. Resource Manager's pages have up to a thousand items. */
const MOST_PAGES = 1_000;

const CLOCKS_AGREE_MS = 60_000;

/** @throws AzureError when the cloud does not describe itself, or a login that was chosen is incomplete */
export async function openArm(
    settings: Settings,
    subscriptionId: string | undefined,
    clock: Clock,
    limits = retryLimitsOf(settings),
): Promise<ArmClient> {
    const cloud = await cloudFor(settings, limits);
    const login = () => credentialFor(settings, cloud, subscriptionId);
    const token = new TokenKeeper(login, `${cloud.audience}/.default`, clock);
    return new ArmClient(cloud.endpoint, subscriptionId ?? "", limits, token, clock);
}

/**
 * Every method throws `AzureError` for a request without an answer, and its `effect` says whether the request may have
 * done something all the same. An answer, whatever its status, is returned: response.ts reads it.
 */
export class ArmClient {
    private readonly http: HttpClient = createDefaultHttpClient();
    private readonly pipeline: Pipeline = newPipeline();
    private readonly retry: RetryPolicy;
    /** Everything sensitive that was sent or received: Azure may quote any of it in any later error. */
    private readonly secrets = new Set<string>();
    /** How far this machine's clock is behind Azure's, by the latest answer. */
    private behindMs = 0;

    /**
     * @param endpoint Resource Manager's address without a trailing slash; says which cloud
     * @param subscriptionId whose quota is counted; a login by the Azure CLI is that of its tenant
     */
    constructor(
        readonly endpoint: string,
        readonly subscriptionId: string,
        readonly limits: RetryLimits,
        private readonly token: TokenKeeper,
        clock: Clock,
    ) {
        this.retry = new RetryPolicy({
            limits,
            throttles: {
                subscription: throttleFor(endpoint, subscriptionId, clock),
                tenant: throttleFor(endpoint, "tenant", clock),
            },
            renewToken: (authorization) => token.renew(authorization),
        });
    }

    /** Azure's time of day in ms since 1970: this machine's clock may be wrong by hours. */
    timeOfDay(): number {
        return Date.now() + this.behindMs;
    }

    /** The header has whole seconds, and came some time ago: only what is more than that says that a clock is wrong. */
    private setClock(answeredAt: number): void {
        const behindMs = answeredAt - Date.now();
        this.behindMs = Math.abs(behindMs) < CLOCKS_AGREE_MS ? 0 : behindMs;
    }

    async get(id: string, call: ArmCall): Promise<ArmResponse> {
        return await this.ask("GET", id, call, { isWrite: false });
    }

    async put(id: string, body: unknown, call: ArmCall): Promise<ArmResponse> {
        return await this.ask("PUT", id, call, { body, isWrite: true });
    }

    async patch(id: string, body: unknown, call: ArmCall): Promise<ArmResponse> {
        return await this.ask("PATCH", id, call, { body, isWrite: true });
    }

    async delete(id: string, call: ArmCall): Promise<ArmResponse> {
        return await this.ask("DELETE", id, call, { isWrite: true });
    }

    /** @param id of the resource; `action` follows it in the path. @param body undefined: none */
    async post(id: string, action: string, body: unknown, call: ArmAction): Promise<ArmResponse> {
        return await this.ask("POST", `${id}/${action}`, call, { body, isWrite: call.isWrite });
    }

    /**
     * Every item of a list, page by page.
     *
     * @param first the first page's answer, where it is not a GET of the path
     * @throws AzureError also when an answer is no page
     */
    async list<T>(
        path: string,
        call: ArmCall & Pick<PageOptions, "onPage">,
        read: (item: Record<string, unknown>) => T,
        first: Promise<ArmResponse> = this.get(path, call),
    ): Promise<T[]> {
        const all: T[] = [];
        const visited = new Set<string>();
        for (let response = await first; ;) {
            call.onPage?.();
            const page = readSuccess(response, [200], (answer) => {
                const body = object(answer);
                return { items: items(body).map(read), nextLink: nextLinkOf(body) };
            });
            all.push(...page.items);
            if (page.nextLink === undefined) return all;
            const next = ownAddress(page.nextLink, response, "the next page").href;
            if (visited.has(next)) {
                throw unclear(response, "the next page is one that was read already");
            }
            if (visited.size + 1 >= MOST_PAGES) {
                throw unclear(response, `the list does not end after ${MOST_PAGES} pages`);
            }
            visited.add(next);
            const url = withQuery(next, call);
            response = await this.send({
                call,
                method: "GET",
                url,
                isWrite: false,
                effect: "none",
            });
        }
    }

    /** Looks, at exactly this address, how far an operation is that Azure has accepted: it has had an effect. */
    async follow(url: URL, id: string | undefined, call: ArmCall): Promise<ArmResponse> {
        // Azure may quote any of it in an error, and whoever has it may look.
        for (const [name, value] of url.searchParams) {
            if (name !== "api-version") this.secrets.add(value);
        }
        const { href } = url;
        return await this.send({
            call,
            method: "GET",
            url: href,
            id,
            isWrite: true,
            effect: "unknown",
        });
    }

    private async ask(
        method: HttpMethods,
        id: string,
        call: ArmCall,
        how: Pick<Exchange, "body" | "isWrite">,
    ): Promise<ArmResponse> {
        const url = withQuery(`${this.endpoint}${pathOf(id)}`, call);
        return await this.send({ call, method, url, id, effect: "none", ...how });
    }

    private async send(exchange: Exchange): Promise<ArmResponse> {
        const { call, method, url, body } = exchange;
        const { what, once, context } = call;
        this.remember(body);
        const request = createPipelineRequest({ method, url });
        request.headers.set("Accept", "application/json");
        if (body !== undefined) {
            request.headers.set("Content-Type", "application/json");
            request.body = JSON.stringify(body);
        }
        // The text is read by us, so that it has a bound.
        request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
        const send = () => this.tryOnce(request, exchange);
        try {
            return await this.retry.run(request, { what, once, context, send });
        } catch (error) {
            const attempt = this.attemptOf(exchange);
            if (error instanceof ThrottledTooLong) throw throttledTooLong(attempt, error);
            if (error instanceof CallEnded) throw cancelled(attempt, error);
            if (error instanceof ResponseTooLong) {
                throw notUnderstood(attempt, error.status, error.message);
            }
            if (error instanceof AzureError) throw withEffect(error, exchange.effect);
            throw noAnswer(attempt, error);
        }
    }

    private async tryOnce(request: PipelineRequest, exchange: Exchange): Promise<ArmResponse> {
        const { requestTimeoutMs } = this.limits;
        const limit = new AbortController();
        const timer = setTimeout(() => limit.abort(), requestTimeoutMs);
        request.abortSignal = limit.signal;
        const { secrets } = this;
        const { urn } = exchange.call.context;
        const startedAt = performance.now();
        let isSent = false;
        const tried = () => ({ request, urn, secrets, spentMs: performance.now() - startedAt });
        try {
            const { context } = exchange.call;
            const authorization = await whileItGoesOn(context, this.token.authorization());
            request.headers.set("Authorization", authorization);
            isSent = true;
            const sent = this.pipeline.sendRequest(this.http, request);
            const response = await whileItGoesOn(context, sent);
            const { status, headers } = response;
            const answeredAt = Date.parse(headers.get("Date") ?? "");
            if (!Number.isNaN(answeredAt)) this.setClock(answeredAt);
            const text = await textOf(response);
            const json = parse(text);
            this.remember(json);
            if (exchange.isWrite && mayHaveWorked(status)) exchange.effect = "unknown";
            logAnswer(tried(), response);
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

    private attemptOf({ call: { what, service }, effect }: Exchange): Attempt {
        const { endpoint, secrets } = this;
        return {
            what,
            endpoint,
            service,
            // Only errors need the list, and it grows with every job.
            get secrets() {
                return [...secrets];
            },
            effect,
        };
    }

    private remember(body: unknown): void {
        for (const value of sensitiveValues(body)) this.secrets.add(value);
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

/** Adds what the address does not have already: a next page's has it all, as a rule. */
function withQuery(address: string, { service, query }: ArmCall): string {
    const known = new URL(address).searchParams;
    const all = Object.entries({ "api-version": service.apiVersion, ...query });
    const added = all.flatMap(([name, value]) =>
        value === undefined || known.has(name) ? [] : [`${name}=${encodeURIComponent(value)}`],
    );
    if (added.length === 0) return address;
    return `${address}${address.includes("?") ? "&" : "?"}${added.join("&")}`;
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        // A proxy's page or a cut answer; the reader that needs JSON says so, with the status.
        return undefined;
    }
}
