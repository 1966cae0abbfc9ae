import "reflect-metadata";
import { webcrypto } from "node:crypto";
import http from "node:http";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { PemConverter, X509CertificateGenerator } from "@peculiar/x509";
import { startEmulator, type Emulator } from "azure-importexport-emulator";
import { importX509, jwtVerify } from "jose";
import { cloudFor } from "../../../provider/arm/clouds";
import { credentialFor } from "../../../provider/arm/credentials";
import { readSettings } from "../../../provider/settings/config";
import { AzureCliStandIn } from "./azureCli";
import { ClientProcess, failureOf, type ShownError } from "./clientProcess";
import { LoginServer } from "./loginServer";

const tenantId = "11111111-2222-3333-4444-555555555555";
const clientId = "66666666-7777-8888-9999-000000000000";

let emulator: Emulator;
let login: LoginServer;
let folder: string;
/** The cloud of the two servers, and nobody logged in. */
let cloudEnv: Record<string, string>;

beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "importexport-login-"));
    emulator = await startEmulator();
    login = await LoginServer.start(emulator, folder);
    cloudEnv = {
        NODE_EXTRA_CA_CERTS: login.trusted,
        ARM_METADATA_HOSTNAME: new URL(login.address).host,
    };
});
afterAll(async () => {
    await login.stop();
    await emulator.stop();
    rmSync(folder, { recursive: true });
});
beforeEach(() => {
    emulator.reset();
    login.tokenRequests.length = 0;
    login.oidcRequests.length = 0;
    login.refuseWith = undefined;
    login.redirectTo = undefined;
    login.metadata = undefined;
});

/** Lists the locations with this environment and config, in a process of its own. */
async function useAzure(env: Record<string, string>, config: Record<string, string> = {}) {
    const child = ClientProcess.start(env);
    try {
        const endpoint = await child.open({ config, subscriptionId: emulator.subscriptionId });
        const locations = await child.call("listLocations");
        return { endpoint, count: locations.length };
    } finally {
        await child.stop();
    }
}

async function refusal(
    env: Record<string, string>,
    config?: Record<string, string>,
): Promise<ShownError> {
    return await failureOf(useAzure(env, config));
}

describe("managed identity", () => {
    const env = () => ({
        NODE_EXTRA_CA_CERTS: emulator.caCertificate,
        IDENTITY_ENDPOINT: emulator.identityEndpoint,
        IDENTITY_HEADER: emulator.identityHeader,
        AZURE_IMPORTEXPORT_ENDPOINT: `${emulator.endpoint}/`,
    });

    it("logs in when it is asked for", async () => {
        const used = await useAzure({ ...env(), ARM_USE_MSI: "true" });
        expect(used.endpoint).toBe(emulator.endpoint);
        expect(used.count).toBeGreaterThan(0);
    });

    it("logs in as a user-assigned identity when there is a client id", async () => {
        const config = {
            "azure-native:useMsi": "true",
            "azure-native:clientId": emulator.clientId,
        };
        expect((await useAzure(env(), config)).count).toBeGreaterThan(0);
    });

    it("says so when it fails, and tries nothing else", async () => {
        const error = await refusal({ ...env(), IDENTITY_HEADER: "wrong", ARM_USE_MSI: "true" });
        expect(error).toMatchObject({ kind: "credentials", effect: "none" });
        expect(error.message).toContain("managed identity (chosen by ARM_USE_MSI)");
        expect(emulator.requests()).toEqual([]);
    });
});

describe("a service principal with a client secret", () => {
    const env = () => ({
        ...cloudEnv,
        ARM_TENANT_ID: tenantId,
        ARM_CLIENT_ID: clientId,
        ARM_CLIENT_SECRET: "quiet-please",
    });

    it("logs in where the metadata host says, for the audience that it says", async () => {
        const used = await useAzure(env());
        expect(used.endpoint).toBe(emulator.endpoint);
        expect(login.tokenRequests).toHaveLength(1);
        expect(login.tokenRequests[0]).toMatchObject({
            tenant: tenantId,
            form: {
                client_id: clientId,
                client_secret: "quiet-please",
                grant_type: "client_credentials",
                scope: expect.stringContaining(`${emulator.endpoint}/.default`) as unknown,
            },
        });
    });

    it("logs in at an authority that is set, for an endpoint that is set", async () => {
        await useAzure({
            ...env(),
            ARM_METADATA_HOSTNAME: "",
            AZURE_IMPORTEXPORT_ENDPOINT: emulator.endpoint,
            AZURE_AUTHORITY_HOST: login.address,
        });
        expect(login.tokenRequests).toHaveLength(1);
    });

    it.each<[string, Record<string, string>, Record<string, string>]>([
        [
            "variables",
            {
                ARM_RESOURCE_MANAGER_ENDPOINT: "endpoint",
                ARM_RESOURCE_MANAGER_AUDIENCE: "https://management.core.example/",
                ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST: "login",
            },
            {},
        ],
        [
            "configuration",
            {},
            {
                "azure-native:resourceManagerEndpoint": "endpoint",
                "azure-native:resourceManagerAudience": "https://management.core.example/",
                "azure-native:activeDirectoryAuthorityHost": "login",
            },
        ],
    ])("logs in to a cloud of its own that azure-native's %s describe", async (_, more, config) => {
        const addresses: Record<string, string> = {
            endpoint: `${emulator.endpoint}/`,
            login: `${login.address}/`,
        };
        const placed = (values: Record<string, string>) =>
            Object.fromEntries(
                Object.entries(values).map(([key, text]) => [key, addresses[text] ?? text]),
            );
        const own = { ...env(), ARM_METADATA_HOSTNAME: "" };
        const used = await useAzure({ ...own, ...placed(more) }, placed(config));
        expect(used.endpoint).toBe(emulator.endpoint);
        expect(login.tokenRequests[0]?.form.scope).toContain(
            "https://management.core.example/.default",
        );
    });

    it("asks for one token, not for one a call", async () => {
        const child = ClientProcess.start(env());
        await child.open({ subscriptionId: emulator.subscriptionId });
        for (let i = 0; i < 5; i++) await child.call("listLocations");
        await child.stop();
        expect(login.tokenRequests).toHaveLength(1);
        expect(emulator.requests()).toHaveLength(5);
    });

    it("says which login failed, why, and how to choose another; the secret stays unsaid", async () => {
        login.refuseWith = {
            error: "invalid_client",
            error_description:
                "AADSTS7000215: Invalid client secret 'quiet-please' provided.\r\nTrace ID: 1",
        };
        const error = await refusal(env());
        expect(error).toMatchObject({ kind: "credentials", effect: "none" });
        expect(error.message).toContain(
            "service principal with a client secret (chosen by ARM_CLIENT_SECRET)",
        );
        expect(error.message).toContain("AADSTS7000215");
        expect(error.message).toContain("No other login was tried");
        expect(error.message).toContain(
            "managed identity: azure-importexport:useMsi or ARM_USE_MSI",
        );
        expect(error.everything).not.toContain("quiet-please");
        expect(emulator.requests()).toEqual([]);
    });

    it("goes to no host that the authority redirects to, and says which one", async () => {
        const itsFolder = mkdtempSync(path.join(tmpdir(), "importexport-redirect-"));
        const other = await LoginServer.start(emulator, itsFolder);
        try {
            const both = path.join(itsFolder, "both.pem");
            writeFileSync(
                both,
                `${readFileSync(login.trusted, "utf8")}\n${readFileSync(other.trusted, "utf8")}`,
            );
            login.redirectTo = other.address;
            const error = await refusal({ ...env(), NODE_EXTRA_CA_CERTS: both });
            expect(error).toMatchObject({ kind: "credentials", effect: "none" });
            expect(error.message).toContain(`${login.address} answered 307, a redirect to`);
            expect(error.message).toContain(other.address);
            expect(error.everything).not.toContain("quiet-please");
            expect(other.tokenRequests).toEqual([]);
        } finally {
            await other.stop();
            rmSync(itsFolder, { recursive: true });
        }
    });

    it("names the proxy that wants a login of its own, and what to set", async () => {
        const proxy = http.createServer().on("connect", (_request, socket) => {
            socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
        });
        await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
        const authority = "https://login.example";
        try {
            const error = await refusal({
                ...env(),
                AZURE_AUTHORITY_HOST: authority,
                HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
                NO_PROXY: "localhost",
                no_proxy: "",
            });
            expect(error).toMatchObject({ kind: "credentials", effect: "none" });
            expect(error.message).toContain("the proxy answered 407, it wants a login");
            expect(error.message).toContain(`name the host of ${authority} in NO_PROXY`);
            expect(error.everything).not.toContain("quiet-please");
        } finally {
            proxy.close();
        }
    });

    it("is not sent to the public cloud when the endpoint is none of Azure's", async () => {
        const error = await refusal({
            ...env(),
            ARM_METADATA_HOSTNAME: "",
            AZURE_IMPORTEXPORT_ENDPOINT: emulator.endpoint,
        });
        expect(error).toMatchObject({ kind: "credentials" });
        expect(error.message).toContain("ARM_METADATA_HOSTNAME");
        expect(error.message).toContain("AZURE_AUTHORITY_HOST");
    });

    it("is unreachable, not wrong, when the login does not answer", async () => {
        const error = await refusal({ ...env(), AZURE_AUTHORITY_HOST: "https://localhost:1" });
        expect(error).toMatchObject({ kind: "unreachable", code: "ECONNREFUSED", effect: "none" });
    });

    it("asks whether the emulator still runs, and lists no logins, when nothing answers in its place", async () => {
        const endpoint = "https://localhost:1";
        const { message } = await refusal({
            ...env(),
            AZURE_AUTHORITY_HOST: endpoint,
            AZURE_IMPORTEXPORT_ENDPOINT: endpoint,
        });
        expect(message).toContain(`The settings lead to ${endpoint}`);
        expect(message).toContain("start it, set up this shell for it again");
        expect(message).not.toContain("The logins, the first one that is set wins");
    });
});

describe("a service principal with a certificate", () => {
    it("logs in with an assertion that the certificate's key signed", async () => {
        const { pem, certificate } = await makeCertificate();
        const file = path.join(folder, "principal.pem");
        writeFileSync(file, pem);
        await useAzure({
            ...cloudEnv,
            AZURE_TENANT_ID: tenantId,
            AZURE_CLIENT_ID: clientId,
            ARM_CLIENT_CERTIFICATE_PATH: file,
            ARM_CLIENT_SECRET: "not-used",
        });
        const { form } = login.tokenRequests[0] ?? {};
        expect(form).not.toHaveProperty("client_secret");
        const assertion = form?.client_assertion ?? "";
        const algorithm = algorithmOf(assertion);
        const { payload } = await jwtVerify(assertion, await importX509(certificate, algorithm), {
            // MSAL rounds the present second up.
            clockTolerance: "5s",
        });
        expect(payload.iss).toBe(clientId);
    });

    it("is refused with what it must be when the file is neither PEM nor .pfx", async () => {
        const file = path.join(folder, "principal.pfx");
        writeFileSync(file, Buffer.from([0x30, 0x82, 0x01, 0x02]));
        const env = { ...cloudEnv, ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: clientId };
        const error = await refusal({ ...env, ARM_CLIENT_CERTIFICATE_PATH: file });
        expect(error.message).toContain("is neither a .pfx file nor PEM");
        const noFile = await refusal({ ...env, ARM_CLIENT_CERTIFICATE_PATH: `${file}.x` });
        expect(noFile).toMatchObject({ kind: "credentials", code: "ENOENT" });
    });
});

describe("OpenID Connect", () => {
    const env = () => ({ ...cloudEnv, ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: clientId });
    const assertion = () => login.tokenRequests.at(-1)?.form.client_assertion;

    it("logs in with a token that is set", async () => {
        await useAzure({ ...env(), ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "token-in-hand\n" });
        expect(assertion()).toBe("token-in-hand");
    });

    it("logs in with a token in a file, as Kubernetes gives it, without being asked to", async () => {
        const file = path.join(folder, "federated-token");
        writeFileSync(file, "token-in-file\n");
        await useAzure({ ...env(), AZURE_FEDERATED_TOKEN_FILE: file });
        expect(assertion()).toBe("token-in-file");
    });

    it("asks GitHub for a token, with the audience that Entra expects", async () => {
        await useAzure({
            ...env(),
            ARM_USE_OIDC: "true",
            ACTIONS_ID_TOKEN_REQUEST_URL: `${login.address}/oidc?api-version=2`,
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: "github-bearer",
        });
        // The SDK asks twice for one login.
        expect(login.oidcRequests.length).toBeGreaterThan(0);
        for (const request of login.oidcRequests) {
            expect(request).toEqual({
                method: "GET",
                query: { "api-version": "2", audience: "api://AzureADTokenExchange" },
                authorization: "Bearer github-bearer",
                body: "",
            });
        }
        expect(assertion()).toBe("token-from-github");
    });

    it.each<[string, string, Record<string, string>, Record<string, string>]>([
        ["of a named cloud", "USGov", { ARM_ENVIRONMENT: "usgovernment" }, {}],
        ["of a named cloud", "China", { ARM_ENVIRONMENT: "china" }, {}],
        [
            "that a variable gives",
            "Own",
            { ARM_OIDC_AUDIENCE: "api://AzureADTokenExchangeOwn" },
            {},
        ],
        [
            "that azure-native's key gives, in a cloud that has another",
            "Own",
            { ARM_ENVIRONMENT: "usgovernment" },
            { "azure-native:oidcAudience": "api://AzureADTokenExchangeOwn" },
        ],
    ])("asks GitHub for a token with the audience %s: …%s", async (_, end, more, config) => {
        const github = {
            ARM_USE_OIDC: "true",
            ACTIONS_ID_TOKEN_REQUEST_URL: `${login.address}/oidc`,
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: "github-bearer",
        };
        await useAzure({ ...env(), ...github, ...more }, config);
        const audiences = new Set(login.oidcRequests.map(({ query }) => query.audience));
        expect([...audiences]).toEqual([`api://AzureADTokenExchange${end}`]);
    });

    it.each([
        "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
        "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID",
        "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
    ])("asks Azure DevOps for a token of the service connection in %s", async (variable) => {
        const connection = "0f0f0f0f-1111-2222-3333-444444444444";
        await useAzure({
            ...env(),
            ARM_USE_OIDC: "true",
            SYSTEM_OIDCREQUESTURI: `${login.address}/oidc`,
            SYSTEM_ACCESSTOKEN: "azure-devops-bearer",
            [variable]: connection,
        });
        expect(login.oidcRequests.length).toBeGreaterThan(0);
        for (const request of login.oidcRequests) {
            expect(request).toEqual({
                method: "POST",
                query: { "api-version": "7.1", serviceConnectionId: connection },
                authorization: "Bearer azure-devops-bearer",
                body: "",
            });
        }
        expect(assertion()).toBe("token-from-azure-devops");
    });

    it("says that Azure DevOps wants a service connection, and asks nothing without one", async () => {
        const error = await refusal({
            ...env(),
            ARM_USE_OIDC: "true",
            SYSTEM_OIDCREQUESTURI: `${login.address}/oidc`,
            SYSTEM_ACCESSTOKEN: "azure-devops-bearer",
        });
        expect(error).toMatchObject({ kind: "credentials", effect: "none" });
        expect(error.message).toContain("ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID");
        expect(error.everything).not.toContain("azure-devops-bearer");
        expect(login.oidcRequests).toEqual([]);
    });

    it("says what is missing, and never the token", async () => {
        const nothing = await refusal({ ...env(), ARM_USE_OIDC: "true" });
        expect(nothing).toMatchObject({ kind: "credentials" });
        expect(nothing.message).toContain("ARM_OIDC_TOKEN_FILE_PATH, AZURE_FEDERATED_TOKEN_FILE");
        login.refuseWith = { error: "invalid_client", error_description: "bad token-in-hand" };
        const refused = await refusal({
            ...env(),
            ARM_USE_OIDC: "true",
            ARM_OIDC_TOKEN: "token-in-hand",
        });
        expect(refused.everything).not.toContain("token-in-hand");
    });
});

describe("the Azure CLI", () => {
    const env = (az: AzureCliStandIn) => ({
        NODE_EXTRA_CA_CERTS: login.trusted,
        PATH: az.PATH,
        AZURE_IMPORTEXPORT_ENDPOINT: emulator.endpoint,
    });

    it("logs in when nothing else is set, for the subscription", async () => {
        const az = new AzureCliStandIn(await login.token());
        expect((await useAzure(env(az))).count).toBeGreaterThan(0);
        const calls = readFileSync(path.join(az.folder, "calls"), "utf8");
        az.remove();
        expect(calls).toContain(
            `--resource ${emulator.endpoint} --subscription ${emulator.subscriptionId}`,
        );
    });

    it("is told as not logged in, with the other ways", async () => {
        const az = new AzureCliStandIn(undefined);
        const error = await refusal(env(az));
        az.remove();
        expect(error).toMatchObject({ kind: "credentials" });
        expect(error.message).toContain("Azure CLI (the default, since no other login is set)");
        expect(error.message).toContain("az login");
        expect(error.message).toContain("ARM_CLIENT_SECRET");
    });

    it("is not used when it is forbidden, and then there is no login", async () => {
        const az = new AzureCliStandIn(await login.token());
        const error = await refusal({ ...env(az), ARM_USE_CLI: "false" });
        az.remove();
        expect(error).toMatchObject({ kind: "credentials" });
        expect(error.message).toContain("No login to Azure is chosen");
    });
});

describe("which login is chosen", () => {
    const everything: Record<string, string> = {
        ARM_USE_DEFAULT_AZURE_CREDENTIAL: "true",
        ARM_CLIENT_CERTIFICATE_PATH: "cert.pem",
        ARM_CLIENT_SECRET: "s",
        ARM_USE_OIDC: "true",
        ARM_USE_MSI: "true",
        ARM_OIDC_TOKEN: "t",
    };
    /** Nobody knows where to log in, so that the choice is told and nothing is sent. */
    function chosenWith(env: Record<string, string>): string {
        const settings = readSettings({ get: () => undefined }, env);
        const cloud = { endpoint: "https://e", audience: "https://e", isCustom: true };
        try {
            credentialFor(settings, cloud, "s");
            return "no authority needed";
        } catch (error) {
            return (
                /with (.*?) \(|The login to Azure, (.*?) \(chosen by (\S+)\)/
                    .exec((error as Error).message)
                    ?.slice(2)
                    .join(" by ") ?? ""
            );
        }
    }

    it.each([
        ["DefaultAzureCredential by ARM_USE_DEFAULT_AZURE_CREDENTIAL", []],
        [
            "service principal with a certificate by ARM_CLIENT_CERTIFICATE_PATH",
            ["ARM_USE_DEFAULT_AZURE_CREDENTIAL"],
        ],
        [
            "service principal with a client secret by ARM_CLIENT_SECRET",
            ["ARM_CLIENT_CERTIFICATE_PATH"],
        ],
        ["OpenID Connect by ARM_USE_OIDC", ["ARM_CLIENT_SECRET"]],
        ["no authority needed", ["ARM_USE_OIDC"]],
        ["OpenID Connect by ARM_OIDC_TOKEN", ["ARM_USE_MSI"]],
        ["no authority needed", ["ARM_OIDC_TOKEN"]],
    ])("is, in azure-native's order: %s", (chosen, taken) => {
        const order = Object.keys(everything);
        const gone = order.slice(0, taken[0] === undefined ? 0 : order.indexOf(taken[0]) + 1);
        const left = Object.fromEntries(
            order.filter((key) => !gone.includes(key)).map((key) => [key, everything[key] ?? ""]),
        );
        expect(chosenWith(left)).toBe(chosen);
    });

    it("is not OpenID Connect only because GitHub Actions could give a token", () => {
        expect(
            chosenWith({
                ACTIONS_ID_TOKEN_REQUEST_URL: "https://x",
                ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t",
            }),
        ).toBe("no authority needed");
    });

    it("is one that lacks a setting, and says which keys give it", async () => {
        const error = await refusal({
            ...cloudEnv,
            ARM_CLIENT_SECRET: "s",
            ARM_TENANT_ID: tenantId,
        });
        expect(error).toMatchObject({ kind: "credentials" });
        expect(error.message).toContain(
            "clientId (azure-importexport:clientId, azure-native:clientId, ARM_CLIENT_ID, AZURE_CLIENT_ID)",
        );
    });
});

describe("the cloud", () => {
    const of = (env: Record<string, string>) =>
        cloudFor(readSettings({ get: () => undefined }, { ARM_USE_CLI: "false", ...env }));

    // From the Azure SDKs' own lists.
    it.each([
        [undefined, "https://management.azure.com", "https://login.microsoftonline.com"],
        ["public", "https://management.azure.com", "https://login.microsoftonline.com"],
        [
            "usgovernment",
            "https://management.usgovcloudapi.net",
            "https://login.microsoftonline.us",
        ],
        ["china", "https://management.chinacloudapi.cn", "https://login.chinacloudapi.cn"],
    ])(
        "%s has its Resource Manager and its login",
        async (environment, endpoint, authorityHost) => {
            await expect(of({ ARM_ENVIRONMENT: environment ?? "" })).resolves.toEqual({
                endpoint,
                authorityHost,
                audience: endpoint,
                isCustom: false,
            });
        },
    );

    it("keeps its login and gets the endpoint's own audience behind a private endpoint", async () => {
        const env = {
            ARM_ENVIRONMENT: "china",
            AZURE_IMPORTEXPORT_ENDPOINT: "https://arm.example/",
        };
        await expect(of(env)).resolves.toEqual({
            endpoint: "https://arm.example",
            audience: "https://arm.example",
            authorityHost: "https://login.chinacloudapi.cn",
            isCustom: true,
        });
    });

    it.each([
        ["nobody", { host: "localhost:1" }, "unreachable"],
        ["something else", { body: { hello: "world" } }, "notUnderstood"],
        ["a page", { body: "<html>" }, "notUnderstood"],
        [
            "addresses that are none",
            { body: { resourceManager: "x", authentication: {} } },
            "notUnderstood",
        ],
    ])(
        "is not guessed when the metadata host is %s",
        async (_name, { host, body }: { host?: string; body?: unknown }, kind) => {
            login.metadata = body;
            const error = await refusal({
                ...cloudEnv,
                ...(host ? { ARM_METADATA_HOSTNAME: host } : {}),
                ARM_USE_MSI: "true",
            });
            expect(error).toMatchObject({ kind, effect: "none" });
            expect(error.message).toContain("metadataHost");
        },
    );
});

/** A certificate with an RSA key, which Entra asks for. */
async function makeCertificate(): Promise<{ pem: string; certificate: string }> {
    const algorithm = {
        name: "RSASSA-PKCS1-v1_5",
        hash: "SHA-256",
        modulusLength: 2048,
        publicExponent: new Uint8Array([1, 0, 1]),
    };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const made = await X509CertificateGenerator.createSelfSigned(
        { name: "CN=principal", keys, signingAlgorithm: algorithm },
        webcrypto,
    );
    const certificate = made.toString("pem");
    const privateKey = PemConverter.encode(
        await webcrypto.subtle.exportKey("pkcs8", keys.privateKey),
        "PRIVATE KEY",
    );
    return { pem: `${privateKey}\n${certificate}\n`, certificate };
}

function algorithmOf(token: string): string {
    const header = Buffer.from(token.split(".")[0] ?? "", "base64url").toString("utf8");
    return (JSON.parse(header) as { alg: string }).alg;
}
