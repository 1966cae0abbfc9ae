import { ArmError } from "./error";
import type { Principal } from "../identity/tokens";
import { jobNamespaces, type JobName, type JobNamespace } from "../jobs/job";

export type HttpMethod = "GET" | "PUT" | "PATCH" | "POST" | "DELETE" | "HEAD";

/** Which of ARM's token buckets a call draws from. */
export type Quota = "reads" | "writes" | "deletes";

/** What an operation is given: a request that is authenticated, routed and parsed. */
export interface ArmCall {
    readonly operation: string;
    /** Path parameters as sent, percent-decoded, by their name in the swagger. */
    readonly params: Readonly<Record<string, string>>;
    readonly query: URLSearchParams;
    readonly apiVersion: string;
    /** The parsed JSON body; undefined when none was sent. */
    readonly body: unknown;
    readonly principal: Principal;
    /** `https://host:port` as the client wrote it: what `nextLink` must begin with. */
    readonly origin: string;
}

export interface ArmAnswer {
    readonly status: number;
    /** JSON; absent: an empty body. */
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}

/** A job and the service it belongs to. */
export interface NamedJob {
    readonly namespace: JobNamespace;
    readonly name: JobName;
}

/** One operation of Resource Manager. */
export interface Route {
    /** The swagger's operationId; faults and the request log use it. */
    readonly operation: string;
    readonly method: HttpMethod;
    /** Path template; fixed segments match in any letter case. */
    readonly path: string;
    /** The api-versions served; `"any"` for Resource Manager's own operations. */
    readonly apiVersions: readonly string[] | "any";
    /** False: the body is ignored. By default only that of a PUT and a PATCH is read. */
    readonly takesBody?: boolean;
    /** The job that a call is about, where the path does not name it by `{jobName}`. */
    readonly jobOf?: (params: ArmCall["params"]) => JobName | undefined;
    readonly handle: (call: ArmCall) => ArmAnswer;
}

/** A route without its api-versions, which those of a service have together. */
export type Operation = Omit<Route, "apiVersions">;

/** One line for one operation. */
export function operation(
    method: HttpMethod,
    name: string,
    path: string,
    handle: Route["handle"],
    more: Partial<Pick<Route, "takesBody" | "jobOf">> = {},
): Operation {
    return { operation: name, method, path, handle, ...more };
}

/** What a request counts as: by its method alone, and so a POST that only asks is a write (recorded). */
export function quotaOf({ method }: Operation): Quota {
    if (method === "DELETE") return "deletes";
    return method === "GET" || method === "HEAD" ? "reads" : "writes";
}

export function takesBody({ method, takesBody: given }: Operation): boolean {
    return given ?? (method === "PUT" || method === "PATCH");
}

export interface MatchedRoute {
    readonly route: Route;
    readonly params: Readonly<Record<string, string>>;
    /** The job that the call is about; undefined: none, or one that is not known. */
    readonly job?: NamedJob;
}

interface CompiledRoute {
    readonly route: Route;
    readonly segments: readonly { readonly fixed?: string; readonly param?: string }[];
}

/** Finds the operation that a method and path name, as ARM does: in any letter case. */
export class Router {
    private readonly routes: readonly CompiledRoute[];

    constructor(routes: readonly Route[]) {
        this.routes = routes.map((route) => ({
            route,
            segments: route.path
                .split("/")
                .filter(Boolean)
                .map((segment) =>
                    segment.startsWith("{")
                        ? { param: segment.slice(1, -1) }
                        : { fixed: segment.toLowerCase() },
                ),
        }));
    }

    /** The names of all operations. */
    operations(): string[] {
        return this.routes.map(({ route }) => route.operation);
    }

    /**
     * @throws ArmError 400 for a path that is not valid percent-encoding, 404 for a path that names
     * no resource type, 405 for a method that the resource type does not have.
     */
    match(method: string, path: string): MatchedRoute {
        const sent = path.split("/").filter(Boolean).map(decodeSegment);
        const onPath: MatchedRoute[] = [];
        for (const { route, segments } of this.routes) {
            const params = matchSegments(segments, sent);
            if (params) onPath.push({ route, params, job: namedJob(route, params) });
        }
        const matched = onPath.find(({ route }) => route.method === method);
        if (matched) return matched;
        if (onPath.length === 0) {
            throw new ArmError(
                404,
                "InvalidResourceType",
                "The path names no resource type that this emulator knows. It serves " +
                    "Microsoft.ImportExport, Microsoft.DataBox, resource groups, locks, storage " +
                    "accounts by name and provider registration.",
            );
        }
        const allowed = onPath.map(({ route }) => route.method).join(", ");
        throw new ArmError(
            405,
            "MethodNotAllowed",
            `The requested resource does not support http method '${method}'. It supports ${allowed}.`,
            { headers: { allow: allowed } },
        );
    }
}

function namedJob(route: Route, params: ArmCall["params"]): NamedJob | undefined {
    const namespace = jobNamespaces.find((known) => route.path.includes(`/providers/${known}/`));
    const { subscriptionId = "", resourceGroupName = "", jobName } = params;
    const name =
        jobName === undefined
            ? route.jobOf?.(params)
            : { subscriptionId, resourceGroupName, jobName };
    return namespace && name && { namespace, name };
}

function matchSegments(
    segments: CompiledRoute["segments"],
    sent: readonly string[],
): Record<string, string> | undefined {
    if (segments.length !== sent.length) return undefined;
    const params: Record<string, string> = {};
    for (const [index, segment] of segments.entries()) {
        const value = sent[index]!;
        if (segment.fixed !== undefined && segment.fixed !== value.toLowerCase()) return undefined;
        if (segment.param !== undefined) params[segment.param] = value;
    }
    return params;
}

function decodeSegment(segment: string): string {
    try {
        return decodeURIComponent(segment);
    } catch {
        throw new ArmError(400, "InvalidRequestUri", "The path is not valid percent-encoding.");
    }
}
