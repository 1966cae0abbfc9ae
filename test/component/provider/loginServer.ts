import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Emulator } from "azure-importexport-emulator";
import { createAuthority, createServerCertificate } from "../../../emulator/certificates";

/** A request for a token, as it arrived. */
export interface TokenRequest {
    tenant: string;
    form: Record<string, string>;
}

/** A CI's request for an OpenID Connect token, as it arrived. */
export interface OidcRequest {
    method: string | undefined;
    query: Record<string, string>;
    authorization: string | undefined;
    body: string;
}

/**
 * A login of a cloud that is none of Azure's: Entra's token endpoint, the cloud's description, and a CI's endpoint
 * for OpenID Connect tokens: GitHub's by GET, Azure DevOps' by POST. It hands out tokens that the emulator takes.
 */
export class LoginServer {
    readonly tokenRequests: TokenRequest[] = [];
    readonly oidcRequests: OidcRequest[] = [];
    /** Set: every request for a token is refused with this error. */
    refuseWith: { error: string; error_description: string } | undefined;
    /** Set: every request for a token is redirected to this origin. */
    redirectTo: string | undefined;
    /** What `/metadata/endpoints` answers; undefined: this server's address and the emulator's. */
    metadata: unknown;

    private constructor(
        private readonly server: Server,
        private readonly emulator: Emulator,
        /** A file with the authorities of this server and of the emulator. */
        readonly trusted: string,
    ) {}

    static async start(emulator: Emulator, folder: string): Promise<LoginServer> {
        const authority = await createAuthority();
        const { certificate, privateKey } = await createServerCertificate(authority, ["localhost"]);
        const trusted = path.join(folder, "trusted.pem");
        await writeFile(trusted, authority.certificate + emulator.caCertificatePem);
        const server = createServer({ cert: certificate, key: privateKey });
        const login = new LoginServer(server, emulator, trusted);
        server.on("request", (request, response) => void login.answer(request, response));
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return login;
    }

    get address(): string {
        return `https://localhost:${(this.server.address() as AddressInfo).port}`;
    }

    async stop(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const url = new URL(request.url ?? "/", this.address);
        const [status, body] = await this.bodyFor(request, url);
        const headers: Record<string, string> = { "Content-Type": "application/json" };
        if (status === 307) headers.Location = `${this.redirectTo}${request.url}`;
        response.writeHead(status, headers);
        response.end(typeof body === "string" ? body : JSON.stringify(body));
    }

    private async bodyFor(request: IncomingMessage, url: URL): Promise<[number, unknown]> {
        const tenant = url.pathname.split("/")[1] ?? "";
        if (url.pathname === "/metadata/endpoints")
            return [200, this.metadata ?? this.description()];
        if (url.pathname.endsWith("/.well-known/openid-configuration"))
            return [200, this.openId(tenant)];
        if (url.pathname === "/oidc") {
            const { authorization } = request.headers;
            const query = Object.fromEntries(url.searchParams);
            const { method } = request;
            this.oidcRequests.push({ method, query, authorization, body: await textOf(request) });
            return [
                200,
                method === "POST"
                    ? { oidcToken: "token-from-azure-devops" }
                    : { value: "token-from-github" },
            ];
        }
        if (url.pathname.endsWith("/oauth2/v2.0/token")) {
            const form = Object.fromEntries(new URLSearchParams(await textOf(request)));
            this.tokenRequests.push({ tenant, form });
            if (this.redirectTo) return [307, {}];
            if (this.refuseWith) return [400, this.refuseWith];
            return [
                200,
                { token_type: "Bearer", expires_in: 3600, access_token: await this.token() },
            ];
        }
        return [404, {}];
    }

    private openId(tenant: string): object {
        const base = `${this.address}/${tenant}`;
        return {
            issuer: `${base}/v2.0`,
            authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
            token_endpoint: `${base}/oauth2/v2.0/token`,
            jwks_uri: `${base}/discovery/v2.0/keys`,
        };
    }

    private description(): object {
        return {
            name: "AzureTest",
            // With trailing slashes, as Azure's own descriptions have them.
            resourceManager: `${this.emulator.endpoint}/`,
            authentication: {
                loginEndpoint: `${this.address}/`,
                audiences: [`${this.emulator.endpoint}/`, "https://example.test/"],
            },
            suffixes: {},
        };
    }

    /** A token of the emulator's managed identity. */
    async token(): Promise<string> {
        const { identityEndpoint, identityHeader, endpoint } = this.emulator;
        const url = `${identityEndpoint}?api-version=2019-08-01&resource=${endpoint}`;
        const answer = await fetch(url, { headers: { "X-IDENTITY-HEADER": identityHeader } });
        return ((await answer.json()) as { access_token: string }).access_token;
    }
}

async function textOf(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
}
