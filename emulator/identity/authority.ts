import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sameSecret } from "./managedIdentity";
import { tokenLifetimeSeconds, type Principal, type TokenAuthority } from "./tokens";

export interface AuthorityParts {
    readonly tokens: TokenAuthority;
    readonly servicePrincipal: Principal;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly tenantId: string;
}

interface TenantParams {
    readonly Params: { readonly tenant: string };
}

/** How a token endpoint's form names what the token is for. */
type AudienceField = "scope" | "resource";

/**
 * The tenant's token service: client credentials in the v2, v1 and ADFS forms, and the documents
 * that clients read before they ask. On Resource Manager's https server; nothing needs a token.
 */
export function authorityRoutes(app: FastifyInstance, parts: AuthorityParts): void {
    void app.register((authority, _options, done) => {
        authority.addContentTypeParser(
            "application/x-www-form-urlencoded",
            { parseAs: "string" },
            (_request, text, parsed) => parsed(null, new URLSearchParams(String(text))),
        );
        authority.setErrorHandler((error, _request, reply) => {
            const status = (error as { statusCode?: number }).statusCode ?? 500;
            return oauthError(reply, status, "invalid_request", "The request could not be read.");
        });
        authority.get<TenantParams>("/:tenant/v2.0/.well-known/openid-configuration", (request) =>
            openIdConfiguration(request, "/v2.0"),
        );
        authority.get<TenantParams>("/:tenant/.well-known/openid-configuration", (request) =>
            openIdConfiguration(request, ""),
        );
        for (const path of ["/:tenant/discovery/v2.0/keys", "/:tenant/discovery/keys"]) {
            authority.get(path, () => ({ keys: [parts.tokens.publicJwk] }));
        }
        authority.get("/common/discovery/instance", (request) => instanceDiscovery(request, parts));
        authority.post<TenantParams>("/:tenant/oauth2/v2.0/token", (request, reply) =>
            issueToken(request, reply, parts, "scope"),
        );
        authority.post<TenantParams>("/:tenant/oauth2/token", (request, reply) =>
            issueToken(request, reply, parts, "resource"),
        );
        done();
    });
}

function openIdConfiguration(request: FastifyRequest<TenantParams>, version: "" | "/v2.0"): object {
    const base = `https://${request.headers.host}/${encodeURIComponent(request.params.tenant)}`;
    return {
        // On the authority's own host: some clients refuse another one.
        issuer: `${base}${version === "" ? "/" : version}`,
        authorization_endpoint: `${base}/oauth2${version}/authorize`,
        token_endpoint: `${base}/oauth2${version}/token`,
        device_authorization_endpoint: `${base}/oauth2${version}/devicecode`,
        jwks_uri: `${base}/discovery${version}/keys`,
        token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
        response_types_supported: ["token"],
        subject_types_supported: ["pairwise"],
        id_token_signing_alg_values_supported: ["ES256"],
        grant_types_supported: ["client_credentials"],
    };
}

function instanceDiscovery(request: FastifyRequest, { tenantId }: AuthorityParts): object {
    const host = request.headers.host ?? "localhost";
    return {
        tenant_discovery_endpoint: `https://${host}/${tenantId}/v2.0/.well-known/openid-configuration`,
        "api-version": "1.1",
        metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    };
}

async function issueToken(
    request: FastifyRequest<TenantParams>,
    reply: FastifyReply,
    parts: AuthorityParts,
    audienceField: AudienceField,
): Promise<FastifyReply> {
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const { tenant } = request.params;
    if (![parts.tenantId, "adfs", "common", "organizations"].includes(tenant.toLowerCase())) {
        return oauthError(reply, 400, "invalid_request", "The tenant was not found.");
    }
    if (form.get("grant_type") !== "client_credentials") {
        return oauthError(
            reply,
            400,
            "unsupported_grant_type",
            "This authority knows grant_type client_credentials alone.",
        );
    }
    const [clientId, clientSecret] = clientCredentials(form, request.headers.authorization);
    if (clientId !== parts.clientId || !sameSecret(clientSecret, parts.clientSecret)) {
        return oauthError(
            reply,
            401,
            "invalid_client",
            "The client id or the client secret is wrong. A client assertion is not known here.",
        );
    }
    const audience = audienceOf(form, audienceField);
    if (audience === undefined || !parts.tokens.isOurAudience(audience)) {
        return oauthError(
            reply,
            400,
            audienceField === "scope" ? "invalid_scope" : "invalid_resource",
            `The ${audienceField} is not this emulator's Resource Manager.`,
        );
    }
    const { token, expiresOn } = await parts.tokens.issue({
        principal: parts.servicePrincipal,
        clientId,
        audience,
    });
    return reply.header("cache-control", "no-store").send({
        token_type: "Bearer",
        expires_in: tokenLifetimeSeconds,
        ext_expires_in: tokenLifetimeSeconds,
        ...(audienceField === "resource" ? { expires_on: expiresOn, resource: audience } : {}),
        access_token: token,
    });
}

function clientCredentials(
    form: URLSearchParams,
    authorization: string | undefined,
): [id: string, secret: string] {
    const basic = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
    if (basic === undefined) {
        return [form.get("client_id") ?? "", form.get("client_secret") ?? ""];
    }
    const [id = "", ...secret] = Buffer.from(basic, "base64").toString().split(":");
    return [id, secret.join(":")];
}

// The ADFS form of some clients sends a scope to the v1 path.
function audienceOf(form: URLSearchParams, field: AudienceField): string | undefined {
    const scope = form
        .get("scope")
        ?.split(" ")
        .find((word) => word.endsWith("/.default"))
        ?.replace(/\/?\/\.default$/, "");
    return field === "resource" ? (form.get("resource") ?? scope) : scope;
}

function oauthError(
    reply: FastifyReply,
    status: number,
    error: string,
    description: string,
): FastifyReply {
    return reply.code(status).send({
        error,
        error_description: description,
        timestamp: new Date().toISOString(),
        trace_id: randomUUID(),
        correlation_id: randomUUID(),
    });
}
