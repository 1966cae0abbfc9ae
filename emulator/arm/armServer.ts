import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Clock } from "../clock";
import type { RequestInProgress, RequestLog } from "../requestLog";
import { NotKeptError, type Store } from "../state/store";
import type { EmulatorOptions } from "../settings";
import { isLoopbackHost } from "../control/hostCheck";
import { slowRequestLimits } from "../control/slowRequests";
import { validatorCompiler } from "../control/validatorCompiler";
import { ArmError } from "./error";
import {
    dropConnection,
    wireAnswerOf,
    type AdmittedRequest,
    type Pipeline,
    type WireAnswer,
} from "./pipeline";

/** Resource Manager takes at most 4 MB. */
const largestBodyBytes = 4 * 1024 * 1024;

const methods = ["GET", "PUT", "PATCH", "POST", "DELETE", "HEAD"] as const;

interface Exchange {
    readonly entry: RequestInProgress;
    readonly requestId: string;
    admitted?: AdmittedRequest;
}

export interface ArmServerParts {
    readonly pipeline: Pipeline;
    readonly log: RequestLog;
    readonly clock: Clock;
    readonly store: Store;
    readonly tls: { readonly key: string; readonly cert: string };
    readonly allowedHosts: readonly string[];
    /** True: request bodies are kept in the log, secrets and all. */
    readonly recordBodies: boolean;
    readonly onAnswer: EmulatorOptions["onAnswer"];
    /** A request that takes longer to arrive is cut off. */
    readonly slowRequestSeconds: number;
}

/** The https server that stands for management.azure.com. It knows http; the pipeline knows ARM. */
export function armServer(parts: ArmServerParts): FastifyInstance {
    const app = fastify({
        https: { ...parts.tls, ...slowRequestLimits(parts.slowRequestSeconds) },
        bodyLimit: largestBodyBytes,
        // A body that trickles in is cut off, so that nobody can hold the server with slowness.
        requestTimeout: parts.slowRequestSeconds * 1000,
        connectionTimeout: 0,
        forceCloseConnections: true,
        routerOptions: { maxParamLength: 4096 },
        // Paths that are not valid percent-encoding come here; ARM's router answers them.
        rewriteUrl: (request) => (isOwnPath(request.url) ? request.url! : "/arm"),
    }) as unknown as FastifyInstance;
    app.setValidatorCompiler(validatorCompiler);
    const exchanges = new WeakMap<FastifyRequest, Exchange>();

    // Before the routes: a hook holds for what is registered after it.
    app.addHook("onRequest", async (request, reply) => {
        if (isLoopbackHost(request.headers.host, parts.allowedHosts)) return;
        await reply.code(421).type("text/plain").send("This host name is not served here.\n");
    });

    void app.register((arm, _options, done) => {
        arm.removeAllContentTypeParsers();
        arm.addContentTypeParser("*", { parseAs: "string" }, (_request, body, parsed) =>
            parsed(null, body),
        );
        arm.addHook("onRequest", async (request) => {
            const url = request.originalUrl;
            const entry = parts.log.begin(request.method, url, parts.clock.now());
            const exchange: Exchange = { entry, requestId: randomUUID() };
            exchanges.set(request, exchange);
            exchange.admitted = await parts.pipeline.admit(
                request.method,
                url,
                request.headers.authorization,
                entry,
            );
        });
        arm.setErrorHandler((error, request, reply) => {
            const exchange = exchanges.get(request)!;
            return send(parts, request, reply, exchange, wireAnswerOf(armErrorOf(error)));
        });
        arm.route({
            method: [...methods],
            url: "/arm",
            exposeHeadRoute: false,
            handler: async (request, reply) => {
                const exchange = exchanges.get(request)!;
                const origin = `https://${request.headers.host ?? "localhost"}`;
                const bodyText = typeof request.body === "string" ? request.body : "";
                const before = parts.store.now();
                const answer = await parts.pipeline.run(
                    exchange.admitted!,
                    bodyText,
                    origin,
                    (body) => {
                        if (parts.recordBodies) exchange.entry.body = body;
                    },
                );
                // An acknowledged write must survive the process.
                await parts.store.durable(before);
                return send(parts, request, reply, exchange, answer);
            },
        });
        done();
    });
    return app;
}

/** Paths that are not Resource Manager's: the page, the admin API, the token endpoints. */
function isOwnPath(url = "/"): boolean {
    return /^\/(?:$|\?|emulator(?:\/|$)|metadata\/|common\/|organizations\/|adfs\/|discovery\/|[^/?]+\/(?:v2\.0|oauth2|discovery|\.well-known)(?:\/|$))/i.test(
        url,
    );
}

function armErrorOf(error: unknown): ArmError {
    if (error instanceof ArmError) return error;
    const { code, statusCode } = error as { code?: string; statusCode?: number };
    if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
        return new ArmError(
            413,
            "RequestContentTooLarge",
            `The request content is larger than ${largestBodyBytes} bytes.`,
        );
    }
    if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
        return new ArmError(
            statusCode,
            "InvalidRequestContent",
            "The request content was invalid.",
        );
    }
    if (error instanceof NotKeptError) {
        return new ArmError(500, "InternalServerError", error.message);
    }
    process.emitWarning(error instanceof Error ? error : String(error));
    return new ArmError(500, "InternalServerError", "The emulator failed; this is a defect of it.");
}

function send(
    { clock, onAnswer }: ArmServerParts,
    request: FastifyRequest,
    reply: FastifyReply,
    exchange: Exchange,
    answer: WireAnswer | typeof dropConnection,
): FastifyReply {
    if (answer === dropConnection) {
        reply.hijack();
        reply.raw.socket?.destroy();
        return reply;
    }
    const { entry } = exchange;
    entry.status = answer.status;
    entry.errorCode = errorCodeOf(answer);
    onAnswer?.({
        operation: entry.operation,
        apiVersion: exchange.admitted?.apiVersion ?? null,
        method: entry.method,
        status: answer.status,
        body: answer.body,
        byFault: exchange.admitted?.faults.some(({ action }) => action.type === "answer") ?? false,
    });
    reply
        .code(answer.status)
        .headers({ ...armHeaders(request.headers, exchange), date: httpDate(clock) })
        .headers({ ...answer.headers });
    if (answer.body === undefined) return reply.send();
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    reply.type(answer.contentType ?? "application/json; charset=utf-8");
    if (!answer.truncated) return reply.send(text);
    return sendHalf(reply, text);
}

function sendHalf(reply: FastifyReply, text: string): FastifyReply {
    const whole = Buffer.from(text);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(reply.statusCode, {
        ...(reply.getHeaders() as Record<string, string>),
        "content-length": String(whole.length),
    });
    raw.write(whole.subarray(0, Math.floor(whole.length / 2)), () => raw.socket?.destroy());
    return reply;
}

function errorCodeOf(answer: WireAnswer): string | null {
    if (answer.status < 400) return null;
    const body = answer.body as { error?: { code?: unknown } } | undefined;
    return typeof body?.error?.code === "string" ? body.error.code : null;
}

/** The headers of every ARM answer (RPC common-api-details.md). */
function armHeaders(
    sent: IncomingHttpHeaders,
    { requestId, admitted }: Exchange,
): Record<string, string> {
    const clientRequestId = sent["x-ms-client-request-id"];
    const returnsIt = sent["x-ms-return-client-request-id"] === "true";
    const correlationId = sent["x-ms-correlation-request-id"];
    return {
        "cache-control": "no-cache",
        pragma: "no-cache",
        expires: "-1",
        "x-content-type-options": "nosniff",
        "strict-transport-security": "max-age=31536000; includeSubDomains",
        "x-ms-request-id": requestId,
        "x-ms-correlation-request-id": plainId(correlationId) ?? requestId,
        "x-ms-routing-request-id": `EMULATOR:${requestId}`,
        ...admitted?.quotaHeaders,
        ...(returnsIt && plainId(clientRequestId)
            ? { "x-ms-client-request-id": plainId(clientRequestId)! }
            : {}),
    };
}

/** Clients tell the time of day by it: it is that of the calendar by which jobs expire. */
function httpDate(clock: Clock): string {
    return new Date(clock.now()).toUTCString();
}

// Only what is plainly an id is echoed: a header is no place for other people's text.
function plainId(value: string | string[] | undefined): string | undefined {
    return typeof value === "string" && /^[\w.-]{1,128}$/.test(value) ? value : undefined;
}
