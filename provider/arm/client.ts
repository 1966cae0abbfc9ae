/**
 * Azure Resource Manager for any resource type: every request is about a resource's id (or a path below one), in the API
 * version of its service. Bodies go and come as they are. Loaded through connect.ts only, so that Azure's modules come
 * late or never.
 */
import { createPipelineRequest, type HttpMethods } from "@azure/core-rest-pipeline";
import type { Settings } from "../settings/settings";
import {
    AzureError,
    cancelled,
    noResponse,
    notUnderstood,
    throttledTooLong,
    withEffect,
} from "./azureErrors";
import type { ArmAction, ArmCall, Exchange } from "./call";
import type { Clock } from "./clock";
import { cloudFor } from "./clouds";
import { CallEnded } from "./context";
import { credentialFor } from "./credentials";
import { pathOf, type PageOptions } from "./resource";
import {
    items,
    nextLinkOf,
    object,
    ownAddress,
    readSuccess,
    unclear,
    type ArmResponse,
} from "./response";
import { ResponseTooLong } from "./responseText";
import { RetryPolicy } from "./retry";
import { retryLimitsOf, type RetryLimits } from "./retryLimits";
import { Throttles, type Throttle } from "./throttle";
import { ThrottledTooLong } from "./tokenBucket";
import { TokenKeeper } from "./tokenKeeper";
import { Transport } from "./transport";

/** A list ends somewhere. Resource Manager's pages have up to a thousand items. */
const MOST_PAGES = 1_000;

/**
 * @param throttles shared by the clients of one login
 * @throws AzureError when the cloud does not describe itself, or a login that was chosen is incomplete
 */
export async function openArm(
    settings: Settings,
    subscriptionId: string | undefined,
    clock: Clock,
    limits = retryLimitsOf(settings),
    throttles = new Throttles(clock),
): Promise<ArmClient> {
    const cloud = await cloudFor(settings, limits);
    const login = () => credentialFor(settings, cloud, subscriptionId);
    const token = new TokenKeeper(login, `${cloud.audience}/.default`, clock);
    return new ArmClient(cloud.endpoint, subscriptionId ?? "", limits, token, throttles);
}

/**
 * Every method throws `AzureError` for a request without an answer, and its `effect` says whether the request may have
 * done something all the same. An answer, whatever its status, is returned: response.ts reads it.
 */
export class ArmClient {
    private readonly retry: RetryPolicy;
    private readonly transport: Transport;
    private readonly throttle: Throttle;

    /**
     * @param endpoint Resource Manager's address without a trailing slash; says which cloud
     * @param subscriptionId whose quota is counted; a login by the Azure CLI is that of its tenant
     * @param throttles of the login
     */
    constructor(
        readonly endpoint: string,
        readonly subscriptionId: string,
        readonly limits: RetryLimits,
        token: TokenKeeper,
        throttles: Throttles,
    ) {
        this.transport = new Transport(endpoint, limits, token);
        this.throttle = throttles.of(subscriptionId);
        this.retry = new RetryPolicy({
            limits,
            throttles: {
                subscription: this.throttle,
                tenant: throttles.of("tenant"),
            },
            renewToken: (authorization) => token.renew(authorization),
        });
    }

    /** Azure's time of day in ms since 1970: this machine's clock may be wrong by hours. */
    timeOfDay(): number {
        return this.transport.timeOfDay();
    }

    /** How many reads of the subscription nobody else may need; Infinity where Azure does not count them. */
    spareReads(): number {
        return this.throttle.reads.spare();
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
        this.transport.registerSecrets(url);
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
        this.transport.remember(body, call);
        const request = createPipelineRequest({ method, url });
        request.headers.set("Accept", "application/json");
        if (body !== undefined) {
            request.headers.set("Content-Type", "application/json");
            request.body = JSON.stringify(body);
        }
        // The text is read by us, so that it has a bound.
        request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
        const send = () => this.transport.send(request, exchange);
        try {
            return await this.retry.run(request, { what, once, context, send });
        } catch (error) {
            const attempt = this.transport.attemptOf(exchange);
            if (error instanceof ThrottledTooLong) throw throttledTooLong(attempt, error);
            if (error instanceof CallEnded) throw cancelled(attempt, error);
            if (error instanceof ResponseTooLong) {
                throw notUnderstood(attempt, error.status, error.message);
            }
            if (error instanceof AzureError) throw withEffect(error, exchange.effect);
            throw noResponse(attempt, error);
        }
    }
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
