import type { Fault, FaultAction, Moment } from "../faults/fault";
import type { FaultTable } from "../faults/faultTable";
import type { Principal, TokenAuthority } from "../identity/tokens";
import type { RequestInProgress } from "../requestLog";
import type { Subscriptions } from "./subscriptions";
import type { TokenBuckets } from "./throttling";
import { ArmError, throttled } from "./error";
import { parseJsonBody } from "./jsonBody";
import {
    quotaOf,
    takesBody,
    type ArmAnswer,
    type MatchedRoute,
    type NamedJob,
    type Route,
    type Router,
} from "./router";

/** A request past its headers: who sent it and which operation it names. */
export interface AdmittedRequest extends MatchedRoute {
    readonly principal: Principal;
    readonly apiVersion: string;
    readonly query: URLSearchParams;
    readonly faults: readonly Fault[];
    /** What is left of the caller's quota, for the answer. */
    readonly quotaHeaders: Readonly<Record<string, string>>;
}

/** How an answer is put on the wire. */
export interface WireAnswer {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly contentType?: string;
    readonly truncated?: boolean;
}

/** The connection is to be cut instead of answered. */
export const dropConnection = Symbol("drop the connection");

/** What faults can do to the world beside the answer. */
export interface WorldActions {
    act(action: FaultAction, job: NamedJob | undefined): void;
    /** Runs a read as if the last change had not arrived yet. */
    readStale<T>(read: () => T): T;
}

/** What Resource Manager does with a request, in its order, until a route's handler has it. */
export class Pipeline {
    constructor(
        private readonly router: Router,
        private readonly tokens: TokenAuthority,
        private readonly subscriptions: Subscriptions,
        private readonly buckets: TokenBuckets,
        private readonly faults: FaultTable,
        private readonly world: WorldActions,
    ) {}

    /** Judges a request by its line and headers. @throws ArmError */
    async admit(
        method: string,
        url: string,
        authorization: string | undefined,
        entry: RequestInProgress,
    ): Promise<AdmittedRequest> {
        const { pathname, searchParams } = parseUrl(url);
        const matched = settled(() => this.router.match(method, pathname));
        entry.operation = matched.value?.route.operation ?? null;
        const principal = await this.tokens.principalOf(authorization);
        if (!matched.value) throw matched.error;
        const { route, params, job } = matched.value;
        const faults = this.faults.strike({
            operation: route.operation,
            method,
            job,
            subscriptionId: params.subscriptionId,
        });
        entry.faults = faults.map(({ id }) => id);
        const apiVersion = checkedApiVersion(searchParams, route);
        if (params.subscriptionId !== undefined) this.subscriptions.check(params.subscriptionId);
        const quotaHeaders = this.buckets.draw(
            quotaOf(route),
            params.subscriptionId,
            principal.objectId,
        );
        return {
            route,
            params,
            job,
            principal,
            apiVersion,
            query: searchParams,
            faults,
            quotaHeaders,
        };
    }

    /** Runs the operation, with the faults that strike it. @throws ArmError */
    async run(
        request: AdmittedRequest,
        bodyText: string,
        origin: string,
        keepBody: (body: unknown) => void,
    ): Promise<WireAnswer | typeof dropConnection> {
        const before = await this.strike(request, "before");
        if (before) return before;
        const { route, params, query, apiVersion, principal } = request;
        this.subscriptions.checkRegistered(route, request.job);
        const hasBody = takesBody(route);
        const body = hasBody ? parseJsonBody(bodyText) : undefined;
        keepBody(body);
        if (hasBody && body === undefined) {
            throw new ArmError(400, "InvalidRequestContent", "The request content was empty.");
        }
        const call = {
            operation: route.operation,
            params,
            query,
            apiVersion,
            body,
            principal,
            origin,
        };
        // Only what is read may be old: a write is made on the job as it is.
        const stale =
            quotaOf(route) === "reads" &&
            request.faults.some(({ action }) => action.type === "staleRead");
        const handle = () => answered(() => route.handle(call));
        const answer = stale ? this.world.readStale(handle) : handle();
        const after = await this.strike(request, "after");
        return after ?? disfigured(answer, request.faults);
    }

    private async strike(
        { faults, job }: AdmittedRequest,
        moment: Moment,
    ): Promise<WireAnswer | typeof dropConnection | undefined> {
        for (const { action } of faults) {
            if (momentOf(action) !== moment) continue;
            switch (action.type) {
                case "answer":
                    return { status: action.status, headers: action.headers, body: action.body };
                case "throttle":
                    throw throttled(action.retryAfterSeconds);
                case "expiredToken":
                    throw this.tokens.refusal(
                        "ExpiredAuthenticationToken",
                        "The access token expiry has passed.",
                    );
                case "drop":
                    return dropConnection;
                case "delay":
                    await new Promise((resolve) => setTimeout(resolve, action.ms));
                    break;
                default:
                    this.world.act(action, job);
            }
        }
        return undefined;
    }
}

function momentOf(action: FaultAction): Moment | "answer" {
    switch (action.type) {
        case "answer":
        case "delay":
            return action.when ?? "before";
        case "throttle":
        case "expiredToken":
            return "before";
        case "drop":
            return action.when;
        case "staleRead":
        case "truncateBody":
        case "wrongContentType":
            return "answer";
        case "moveJob":
        case "removeJob":
        case "replaceJob":
        case "advance":
            return action.when ?? "after";
    }
}

/** A refusal is an answer too: what happens after the answer happens after a refusal as well. */
function answered(handle: () => ArmAnswer): WireAnswer {
    try {
        return handle();
    } catch (error) {
        if (error instanceof ArmError) return wireAnswerOf(error);
        throw error;
    }
}

export function wireAnswerOf(error: ArmError): WireAnswer {
    return { status: error.status, body: error.body(), headers: error.extras.headers };
}

function disfigured(answer: WireAnswer, faults: readonly Fault[]): WireAnswer {
    return faults.reduce<WireAnswer>((wire, { action }) => {
        if (action.type === "truncateBody") return { ...wire, truncated: true };
        if (action.type === "wrongContentType") {
            return { ...wire, contentType: action.contentType ?? "text/html" };
        }
        return wire;
    }, answer);
}

function checkedApiVersion(query: URLSearchParams, route: Route): string {
    const asked = [...query].find(([name]) => name.toLowerCase() === "api-version")?.[1];
    if (!asked) {
        throw new ArmError(
            400,
            "MissingApiVersionParameter",
            "The api-version query parameter (?api-version=) is required for all requests.",
        );
    }
    if (route.apiVersions === "any") {
        if (/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(asked)) return asked;
        throw new ArmError(
            400,
            "InvalidApiVersionParameter",
            "The api-version is invalid. It is a date, such as 2021-04-01.",
        );
    }
    if (!route.apiVersions.includes(asked)) {
        throw new ArmError(
            400,
            "NoRegisteredProviderFound",
            "No registered resource provider found for this API version and type. The supported " +
                `api-versions are '${route.apiVersions.join(", ")}'.`,
        );
    }
    return asked;
}

// Split by hand: the URL parser would take `//host` for a host and resolve `..`.
function parseUrl(url: string): { pathname: string; searchParams: URLSearchParams } {
    const mark = url.indexOf("?");
    return mark < 0
        ? { pathname: url, searchParams: new URLSearchParams() }
        : { pathname: url.slice(0, mark), searchParams: new URLSearchParams(url.slice(mark + 1)) };
}

function settled<T>(attempt: () => T): { value?: T; error?: unknown } {
    try {
        return { value: attempt() };
    } catch (error) {
        return { error };
    }
}
