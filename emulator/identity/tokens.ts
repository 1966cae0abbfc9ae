import { createHash, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, errors, type JWK } from "jose";
import { ArmError } from "../arm/error";

/** Who makes a request. */
export interface Principal {
    /** What `systemData.createdBy` says. */
    readonly name: string;
    readonly type: "Application" | "ManagedIdentity" | "User";
    /** Object id: what ARM's token buckets are counted by. */
    readonly objectId: string;
}

export interface TokenRequest {
    readonly principal: Principal;
    readonly clientId: string;
    /** The resource the token is for, as the client asked. */
    readonly audience: string;
    readonly lifetimeSeconds?: number;
}

/** Longest a token lives, as Entra ID's usual hour. */
export const tokenLifetimeSeconds = 3600;

const algorithm = "ES256";

/** Issues the tokens of the emulator's tenant and checks those that come back. */
export class TokenAuthority {
    // A verified token is remembered until it expires: checking costs ten times a map lookup.
    private readonly verified = new Map<string, { principal: Principal; expiresAt: number }>();
    private audiences: readonly string[] = [];
    issuer = "";

    private constructor(
        private readonly privateJwk: JWK,
        readonly publicJwk: JWK,
        readonly tenantId: string,
    ) {}

    /** @param privateJwk a key kept from an earlier run; without it a new one is made. */
    static async create(tenantId: string, privateJwk?: JWK): Promise<TokenAuthority> {
        const jwk = privateJwk ?? (await newSigningKey());
        const { kty, crv, x, y } = jwk;
        const kid = createHash("sha256").update(`${x}.${y}`).digest("base64url").slice(0, 16);
        const publicJwk = { kty, crv, x, y, kid, use: "sig", alg: algorithm };
        return new TokenAuthority({ ...jwk, kid }, publicJwk, tenantId);
    }

    /** The key to keep for the next run. It is a secret. */
    signingKey(): JWK {
        return this.privateJwk;
    }

    /** Called once the port is known: who signs, and which audiences are Resource Manager. */
    listenAs(issuer: string, audiences: readonly string[]): void {
        this.issuer = issuer;
        this.audiences = audiences.map(withoutTrailingSlash);
    }

    /** True when `audience` means this Resource Manager. */
    isOurAudience(audience: string): boolean {
        return this.audiences.includes(withoutTrailingSlash(audience));
    }

    async issue(request: TokenRequest): Promise<{ token: string; expiresOn: number }> {
        const issuedAt = Math.floor(Date.now() / 1000);
        const expiresOn = issuedAt + (request.lifetimeSeconds ?? tokenLifetimeSeconds);
        const token = await new SignJWT({
            appid: request.clientId,
            oid: request.principal.objectId,
            tid: this.tenantId,
            idtyp: request.principal.type === "User" ? "user" : "app",
            ptype: request.principal.type,
            pname: request.principal.name,
            ver: "1.0",
        })
            .setProtectedHeader({ alg: algorithm, typ: "JWT", kid: this.publicJwk.kid })
            .setIssuer(this.issuer)
            .setAudience(request.audience)
            .setSubject(request.principal.objectId)
            .setIssuedAt(issuedAt)
            .setNotBefore(issuedAt - 300)
            .setExpirationTime(expiresOn)
            .setJti(randomUUID())
            .sign(await importJWK(this.privateJwk, algorithm));
        return { token, expiresOn };
    }

    /**
     * Who sent this Authorization header.
     *
     * @throws ArmError 401 when there is no bearer token, or its signature, issuer, audience or
     * expiry is wrong.
     */
    async principalOf(authorization: string | undefined): Promise<Principal> {
        const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? "")?.[1];
        if (!authorization) {
            throw this.refusal("AuthenticationFailed", "The 'Authorization' header is missing.");
        }
        if (!token) {
            throw this.refusal(
                "InvalidAuthenticationToken",
                "The access token is invalid: it is not a signed JSON web token.",
            );
        }
        const known = this.verified.get(token);
        if (known && known.expiresAt > Date.now()) return known.principal;
        return this.verify(token);
    }

    /** The 401 that Resource Manager answers, with the challenge that tells where tokens come from. */
    refusal(code: string, message: string): ArmError {
        const challenge =
            `Bearer authorization_uri="${this.issuer}", error="invalid_token", ` +
            `error_description="${message}"`;
        return new ArmError(401, code, message, { headers: { "www-authenticate": challenge } });
    }

    private async verify(token: string): Promise<Principal> {
        const { payload } = await jwtVerify(token, await importJWK(this.publicJwk, algorithm), {
            issuer: this.issuer,
            algorithms: [algorithm],
            requiredClaims: ["exp", "aud", "oid"],
        }).catch((error: unknown) => {
            throw this.verificationRefusal(error);
        });
        const audiences = [payload.aud ?? []].flat();
        if (!audiences.some((audience) => this.isOurAudience(audience))) {
            throw this.refusal(
                "InvalidAuthenticationTokenAudience",
                "The access token is for another audience than this Resource Manager.",
            );
        }
        const principal: Principal = {
            name: String(payload.pname),
            type: payload.ptype as Principal["type"],
            objectId: String(payload.oid),
        };
        if (this.verified.size > 1000) this.verified.clear();
        this.verified.set(token, { principal, expiresAt: (payload.exp ?? 0) * 1000 });
        return principal;
    }

    private verificationRefusal(error: unknown): unknown {
        if (error instanceof errors.JWTExpired) {
            return this.refusal("ExpiredAuthenticationToken", "The access token has expired.");
        }
        if (error instanceof errors.JWTClaimValidationFailed && error.claim === "iss") {
            return this.refusal(
                "InvalidAuthenticationTokenTenant",
                "The access token is from another issuer than this emulator's tenant.",
            );
        }
        if (error instanceof errors.JOSEError) {
            return this.refusal("InvalidAuthenticationToken", "The access token is invalid.");
        }
        return error;
    }
}

async function newSigningKey(): Promise<JWK> {
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
    return exportJWK(privateKey);
}

function withoutTrailingSlash(url: string): string {
    return url.replace(/\/+$/, "").toLowerCase();
}
