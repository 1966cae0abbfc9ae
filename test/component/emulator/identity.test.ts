/** @jest-environment node */
import { readFile } from "node:fs/promises";
import https from "node:https";
import path from "node:path";
import { decodeJwt, generateKeyPair, importJWK, SignJWT, type JWK } from "jose";
import { send, startChecked, timersBesideTheClock, checkedEmulator } from "./harness";

const emulator = checkedEmulator();
let agent: https.Agent;
beforeAll(() => {
    agent = new https.Agent({ ca: emulator.caCertificatePem });
});
afterAll(() => agent.destroy());

const operations = "/providers/Microsoft.ImportExport/operations";
const withToken = (token: string | null) => emulator.arm("GET", operations, undefined, { token });

describe("a token", () => {
    it("is demanded, with a challenge that tells where to get one", async () => {
        const answer = await withToken(null);
        expect([answer.status, answer.body.error.code]).toEqual([401, "AuthenticationFailed"]);
        expect(answer.headers["www-authenticate"]).toContain(emulator.tenantId);
    });

    it("that no one signed, or another one did, is refused", async () => {
        const { privateKey } = await generateKeyPair("ES256");
        const claims = decodeJwt(await emulator.managedIdentityToken());
        const forged = await new SignJWT(claims)
            .setProtectedHeader({ alg: "ES256" })
            .sign(privateKey);
        const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`;
        for (const token of ["opaque", "a.b.c", forged, unsigned]) {
            const answer = await withToken(token);
            expect([answer.status, answer.body.error.code]).toEqual([
                401,
                "InvalidAuthenticationToken",
            ]);
        }
    });

    it("of another emulator is refused: its signature is not ours", async () => {
        const other = await startChecked();
        expect((await withToken(await other.managedIdentityToken())).status).toBe(401);
    });

    it.each([
        [
            "for another audience",
            { aud: "https://vault.azure.net" },
            "InvalidAuthenticationTokenAudience",
        ],
        ["for nobody", { aud: undefined }, "InvalidAuthenticationToken"],
        [
            "of another issuer",
            { iss: "https://sts.windows.net/x/" },
            "InvalidAuthenticationTokenTenant",
        ],
        ["that has expired", { exp: 1_600_000_000 }, "ExpiredAuthenticationToken"],
        ["that never expires", { exp: undefined }, "InvalidAuthenticationToken"],
        ["that is not yet good", { nbf: 4_000_000_000 }, "InvalidAuthenticationToken"],
    ])("%s is refused, although its signature is right", async (_title, claims, code) => {
        const answer = await withToken(await signedByTheEmulator(claims));
        expect([answer.status, answer.body.error.code]).toEqual([401, code]);
        expect((await withToken(await signedByTheEmulator({}))).status).toBe(200);
    });

    it("is refused once it has expired, although it was good before", async () => {
        const token = await signedByTheEmulator({});
        expect((await withToken(token)).status).toBe(200);
        const later = Date.now() + 2 * 3_600_000;
        // The clock alone is moved: connections need the real timers.
        jest.useFakeTimers({ now: later, doNotFake: [...timersBesideTheClock] });
        try {
            const answer = await withToken(token);
            expect(answer.body.error.code).toBe("ExpiredAuthenticationToken");
        } finally {
            jest.useRealTimers();
        }
    });

    it("carries what clients read: tid, oid, exp and aud", async () => {
        const claims = decodeJwt(await emulator.managedIdentityToken());
        expect(claims).toMatchObject({ tid: emulator.tenantId, aud: emulator.endpoint });
        expect(claims.exp! - claims.iat!).toBe(3600);
    });

    it("lives by real time, so that moved time takes no client's token away", async () => {
        emulator.advance(30);
        expect((await withToken(await emulator.managedIdentityToken())).status).toBe(200);
    });
});

describe("managed identity", () => {
    const ask = (query: string, headers: Record<string, string>) =>
        fetch(`${emulator.identityEndpoint}?${query}`, { headers });

    it("answers App Service's form with both times as Unix seconds", async () => {
        const headers = { "X-IDENTITY-HEADER": emulator.identityHeader };
        const answer = await ask(
            `api-version=2019-08-01&resource=${emulator.endpoint}/&client_id=`,
            headers,
        );
        const body = (await answer.json()) as Record<string, string>;
        expect(body).toMatchObject({ token_type: "Bearer", resource: `${emulator.endpoint}/` });
        expect(Number(body.expires_on) - Date.now() / 1000).toBeGreaterThan(3500);
        expect(Number(body.expires_in)).toBeGreaterThan(3500);
        expect((await withToken(body.access_token!)).status).toBe(200);
    });

    it("wants its secret, and a resource that is ours", async () => {
        const right = { "X-IDENTITY-HEADER": emulator.identityHeader };
        expect((await ask(`resource=${emulator.endpoint}`, {})).status).toBe(401);
        expect(
            (await ask(`resource=${emulator.endpoint}`, { "X-IDENTITY-HEADER": "x" })).status,
        ).toBe(401);
        expect((await ask("resource=https://vault.azure.net", right)).status).toBe(400);
    });

    it("answers a virtual machine's form to who sends Metadata: true", async () => {
        const url = new URL(
            `/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${emulator.endpoint}`,
            emulator.identityEndpoint,
        );
        expect((await fetch(url)).status).toBe(400);
        const answer = await fetch(url, { headers: { Metadata: "true" } });
        const { access_token: token } = (await answer.json()) as { access_token: string };
        expect((await withToken(token)).status).toBe(200);
    });
});

describe("client credentials", () => {
    const form = (
        path: string,
        fields: Record<string, string>,
        headers: Record<string, string> = {},
    ) =>
        send(agent, emulator.endpoint + path, "POST", new URLSearchParams(fields).toString(), {
            "content-type": "application/x-www-form-urlencoded",
            ...headers,
        });
    const right = () => ({
        grant_type: "client_credentials",
        client_id: emulator.clientId,
        client_secret: emulator.clientSecret,
    });

    it.each([
        ["v2", () => `/${emulator.tenantId}/oauth2/v2.0/token?x-client=1`, "scope", "/.default"],
        ["v1", () => `/${emulator.tenantId}/oauth2/token`, "resource", ""],
        ["ADFS", () => "/adfs/oauth2/token", "resource", ""],
        ["ADFS with a scope", () => "/adfs/oauth2/token", "scope", "/.default"],
    ])("are traded for a token in the %s form", async (_title, path, field, suffix) => {
        const { body } = await form(path(), { ...right(), [field]: emulator.endpoint + suffix });
        expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
        const { access_token: token } = body as unknown as { access_token: string };
        expect((await withToken(token)).status).toBe(200);
        expect(decodeJwt(token)).toMatchObject({ appid: emulator.clientId });
    });

    it("may come in a Basic header", async () => {
        const authorization = `Basic ${Buffer.from(`${emulator.clientId}:${emulator.clientSecret}`).toString("base64")}`;
        const fields = { grant_type: "client_credentials", scope: `${emulator.endpoint}/.default` };
        const answer = await form(`/${emulator.tenantId}/oauth2/v2.0/token`, fields, {
            authorization,
        });
        expect(answer.status).toBe(200);
    });

    it.each([
        ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client"],
        ["another client", { client_id: "somebody" }, 401, "invalid_client"],
        ["another grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
        ["another audience", { scope: "https://vault.azure.net/.default" }, 400, "invalid_scope"],
    ])(
        "are refused with %s, and the answer repeats no secret",
        async (_title, wrong, status, error) => {
            const fields = { ...right(), scope: `${emulator.endpoint}/.default`, ...wrong };
            const answer = await form(`/${emulator.tenantId}/oauth2/v2.0/token`, fields);
            expect([answer.status, answer.body.error]).toEqual([status, error]);
            expect(answer.text).not.toContain(emulator.clientSecret);
        },
    );

    it("are refused by a tenant that is not there", async () => {
        expect((await form("/contoso/oauth2/v2.0/token", right())).status).toBe(400);
    });
});

describe("what clients read before they have a token", () => {
    const get = (path: string) => send(agent, emulator.endpoint + path, "GET", undefined, {});

    it.each([
        [() => `/${emulator.tenantId}/v2.0/.well-known/openid-configuration`, "/oauth2/v2.0/token"],
        [() => "/organizations/v2.0/.well-known/openid-configuration", "/oauth2/v2.0/token"],
        [() => "/adfs/.well-known/openid-configuration", "/oauth2/token"],
    ])("OpenID configuration %#", async (path, tokenPath) => {
        const body = (await get(path())).body as unknown as Record<string, string>;
        for (const name of ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"]) {
            expect(body[name]).toMatch(new RegExp(`^${emulator.endpoint}/`));
        }
        expect(body.token_endpoint).toContain(tokenPath);
        const keys = await get(body.jwks_uri!.replace(emulator.endpoint, ""));
        expect(keys.body).toMatchObject({ keys: [{ kty: "EC", use: "sig" }] });
        expect(keys.text).not.toContain('"d"');
    });

    it("instance discovery", async () => {
        const { body } = await get(
            `/common/discovery/instance?api-version=1.1&authorization_endpoint=x`,
        );
        expect(body).toMatchObject({
            tenant_discovery_endpoint: expect.stringContaining(emulator.tenantId) as string,
        });
    });

    it.each([
        ["2022-09-01", false],
        ["2019-05-01", true],
    ])("the cloud's endpoints, api-version %s", async (version, isList) => {
        const { text } = await get(`/metadata/endpoints?api-version=${version}`);
        const content = JSON.parse(text) as unknown;
        expect(Array.isArray(content)).toBe(isList);
        expect([content].flat()[0]).toMatchObject({
            resourceManager: emulator.endpoint,
            authentication: { loginEndpoint: emulator.endpoint, audiences: [emulator.endpoint] },
            suffixes: {},
        });
    });
});

/** A token with the emulator's own signature, and these claims laid over good ones. */
async function signedByTheEmulator(claims: object): Promise<string> {
    const file = path.join(path.dirname(emulator.caCertificate), "identity.json");
    const { signingKey } = JSON.parse(await readFile(file, "utf8")) as { signingKey: JWK };
    const good = decodeJwt(await emulator.managedIdentityToken());
    const key = await importJWK(signingKey, "ES256");
    return new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: "ES256" }).sign(key);
}
