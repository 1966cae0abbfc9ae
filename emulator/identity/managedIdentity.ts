import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Principal, TokenAuthority } from "./tokens";

export interface ManagedIdentityParts {
    readonly tokens: TokenAuthority;
    readonly principal: Principal;
    readonly clientId: string;
    /** The secret of the App Service form: `X-IDENTITY-HEADER`. */
    readonly identityHeader: string;
}

export const appServicePath = "/msi/token";
const virtualMachinePath = "/metadata/identity/oauth2/token";

/**
 * The token endpoints that a managed identity asks: the App Service form, and the form of a virtual
 * machine, for which the client must be told another address than 169.254.169.254.
 */
export function managedIdentityRoutes(app: FastifyInstance, parts: ManagedIdentityParts): void {
    app.get(appServicePath, async (request, reply) => {
        if (!sameSecret(request.headers["x-identity-header"], parts.identityHeader)) {
            return reply.code(401).send(refusal("The X-IDENTITY-HEADER is missing or wrong."));
        }
        return tokenAnswer(parts, request, reply);
    });
    app.get(virtualMachinePath, async (request, reply) => {
        // No secret here, as on a machine: the header is what no web page can send.
        if (request.headers.metadata?.toString().toLowerCase() !== "true") {
            return reply.code(400).send(refusal("Required metadata header not specified."));
        }
        return tokenAnswer(parts, request, reply);
    });
}

// Both times as Unix seconds: with a date text, or with expires_in alone, some clients refuse it.
async function tokenAnswer(
    parts: ManagedIdentityParts,
    request: FastifyRequest,
    reply: FastifyReply,
): Promise<object> {
    const resource = resourceOf(request);
    if (!resource || !parts.tokens.isOurAudience(resource)) {
        return reply
            .code(400)
            .send(refusal("The resource is not this emulator's Resource Manager."));
    }
    const { token, expiresOn } = await parts.tokens.issue({
        principal: parts.principal,
        clientId: parts.clientId,
        audience: resource,
    });
    return {
        access_token: token,
        client_id: parts.clientId,
        expires_in: String(expiresOn - Math.floor(Date.now() / 1000)),
        expires_on: String(expiresOn),
        not_before: String(Math.floor(Date.now() / 1000) - 300),
        resource,
        token_type: "Bearer",
    };
}

function resourceOf(request: FastifyRequest): string | undefined {
    const { resource } = request.query as { resource?: unknown };
    return typeof resource === "string" ? resource : undefined;
}

function refusal(message: string): object {
    return { error: "invalid_request", error_description: message, statusCode: 400, message };
}

/** Compares without telling by the time it takes how much was right. */
export function sameSecret(given: unknown, secret: string): boolean {
    if (typeof given !== "string") return false;
    const [a, b] = [Buffer.from(given), Buffer.from(secret)];
    return a.length === b.length && timingSafeEqual(a, b);
}
