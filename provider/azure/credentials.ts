/**
 * Which login is used. The first one of LOGINS that the settings ask for is the one, and it alone: when it fails,
 * nothing else is tried, since another login could be another person in another tenant.
 */
import { readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import {
    AzureCliCredential,
    ClientAssertionCredential,
    ClientCertificateCredential,
    ClientSecretCredential,
    DefaultAzureCredential,
    ManagedIdentityCredential,
    type AuthorityValidationOptions,
    type TokenCredentialOptions,
} from "@azure/identity";
import type { TokenCredential } from "@azure/core-auth";
import {
    createDefaultHttpClient,
    createPipelineFromOptions,
    createPipelineRequest,
    type PipelinePolicy,
} from "@azure/core-rest-pipeline";
import { keysOf, SETTINGS, type SettingName, type Settings } from "../config";
import { AzureError, shownCause } from "./azureErrors";
import type { Cloud } from "./clouds";

type Options = TokenCredentialOptions & AuthorityValidationOptions;

interface Login {
    readonly name: string;
    /** The settings that choose it; the first one stands for it in messages. */
    readonly chosenBy: readonly SettingName[];
    isChosen(settings: Settings): boolean;
    readonly needs: readonly SettingName[];
    readonly needsAuthority: boolean;
    make(settings: Settings, options: Options, subscriptionId?: string): TokenCredential;
}

/** Every login, in the order of azure-native: what is said most plainly comes first, the Azure CLI last. */
export const LOGINS: readonly Login[] = [
    {
        name: "DefaultAzureCredential",
        chosenBy: ["useDefaultAzureCredential"],
        isChosen: (settings) => settings.useDefaultAzureCredential === true,
        needs: [],
        needsAuthority: false,
        make: (settings, options) =>
            new DefaultAzureCredential({ ...options, tenantId: settings.tenantId }),
    },
    {
        name: "service principal with a certificate",
        chosenBy: ["clientCertificatePath"],
        isChosen: (settings) => settings.clientCertificatePath !== undefined,
        needs: ["clientCertificatePath", "tenantId", "clientId"],
        needsAuthority: true,
        make: makeCertificateCredential,
    },
    {
        name: "service principal with a client secret",
        chosenBy: ["clientSecret"],
        isChosen: (settings) => settings.clientSecret !== undefined,
        needs: ["clientSecret", "tenantId", "clientId"],
        needsAuthority: true,
        make: ({ tenantId = "", clientId = "", clientSecret = "" }, options) =>
            new ClientSecretCredential(tenantId, clientId, clientSecret, options),
    },
    {
        name: "OpenID Connect",
        chosenBy: ["useOidc"],
        isChosen: (settings) => settings.useOidc === true,
        needs: ["tenantId", "clientId"],
        needsAuthority: true,
        make: makeOidcCredential,
    },
    {
        name: "managed identity",
        chosenBy: ["useMsi"],
        isChosen: (settings) => settings.useMsi === true,
        needs: [],
        needsAuthority: false,
        make: ({ clientId }, options) =>
            clientId === undefined
                ? new ManagedIdentityCredential(options)
                : new ManagedIdentityCredential({ ...options, clientId }),
    },
    {
        // A token that somebody put there is asked for by being there. The two settings of GitHub Actions are not:
        // Actions sets them for every job that may use them, and the job may have logged in with `az login`.
        name: "OpenID Connect",
        chosenBy: ["oidcToken", "oidcTokenFilePath"],
        isChosen: ({ useOidc, oidcToken, oidcTokenFilePath }) =>
            useOidc !== false && (oidcToken !== undefined || oidcTokenFilePath !== undefined),
        needs: ["tenantId", "clientId"],
        needsAuthority: true,
        make: makeOidcCredential,
    },
    {
        name: "Azure CLI",
        chosenBy: ["useCli"],
        isChosen: (settings) => settings.useCli,
        needs: [],
        needsAuthority: false,
        // The CLI takes a subscription or a tenant, not both; the subscription tells the tenant.
        make: (_settings, _options, subscriptionId) =>
            new AzureCliCredential({ subscription: subscriptionId }),
    },
];

/**
 * The login that the settings choose. Nothing is sent before the first token is needed.
 *
 * @throws AzureError of kind `credentials` when no login is chosen, or the chosen one lacks a setting. `getToken` of
 * the result throws the same kind when the login fails, or `unreachable` when nobody answered.
 */
export function credentialFor(
    settings: Settings,
    cloud: Cloud,
    subscriptionId?: string,
): TokenCredential {
    const login = LOGINS.find((candidate) => candidate.isChosen(settings));
    if (!login) throw credentialsError(`No login to Azure is chosen. ${waysToLogIn()}`);
    const chosen = `${login.name} (chosen by ${whatChose(login, settings)})`;

    const lacking = login.needs.filter((name) => settings[name] === undefined);
    if (lacking.length > 0) {
        const keys = lacking.map((name) => `${name} (${keysOf(name).join(", ")})`).join(" and ");
        throw credentialsError(
            `The login to Azure, ${chosen}, also needs ${keys}. No other login was tried. ${waysToLogIn()}`,
        );
    }
    if (login.needsAuthority && cloud.authorityHost === undefined) {
        throw credentialsError(
            `The login to Azure, ${chosen}, needs to know where to log in, since ${cloud.endpoint} is none of Azure's ` +
                `clouds. Set metadataHost (${keysOf("metadataHost").join(", ")}) or environment (${keysOf("environment").join(", ")}).`,
        );
    }

    const network: NetworkTrouble = {};
    const options: Options = {
        authorityHost: cloud.authorityHost,
        disableInstanceDiscovery: cloud.isCustom || settings.disableInstanceDiscovery === true,
        additionalPolicies: [{ policy: watch(network), position: "perRetry" }],
    };
    const secrets = secretsOf(settings);
    const credential = tryLogin(chosen, secrets, network, () =>
        login.make(settings, options, subscriptionId),
    );
    return {
        getToken: async (scopes, tokenOptions) => {
            network.error = undefined;
            try {
                return await credential.getToken(scopes, tokenOptions);
            } catch (error) {
                throw loginFailed(chosen, error, secrets, network);
            }
        },
    };
}

/** The last network error of a login. MSAL turns it into a text; we keep it as data. */
interface NetworkTrouble {
    error?: unknown;
}

function watch(network: NetworkTrouble): PipelinePolicy {
    return {
        name: "watchNetworkOfLogin",
        sendRequest: async (request, next) => {
            try {
                const response = await next(request);
                network.error = undefined;
                return response;
            } catch (error) {
                network.error = error;
                throw error;
            }
        },
    };
}

function tryLogin<T>(
    chosen: string,
    secrets: readonly string[],
    network: NetworkTrouble,
    make: () => T,
): T {
    try {
        return make();
    } catch (error) {
        throw loginFailed(chosen, error, secrets, network);
    }
}

function loginFailed(
    chosen: string,
    error: unknown,
    secrets: readonly string[],
    network: NetworkTrouble,
): AzureError {
    if (error instanceof AzureError) return error;
    const cause = shownCause(network.error ?? error, secrets);
    // MSAL's messages go on for lines with trace ids; the first line says what is wrong.
    const why = cause.message.split(/\r?\n/, 1)[0] ?? "";
    return new AzureError(
        `Could not log in to Azure with ${chosen}: ${why} No other login was tried. ${waysToLogIn()}`,
        {
            kind: network.error === undefined ? "credentials" : "unreachable",
            code: cause.code,
            effect: "none",
            cause,
        },
    );
}

function credentialsError(message: string): AzureError {
    return new AzureError(message, { kind: "credentials", effect: "none" });
}

function whatChose(login: Login, settings: Settings): string {
    const keys = login.chosenBy.flatMap((name) => settings.sources[name] ?? []);
    return keys.length > 0 ? keys.join(", ") : "default, since no other login is set";
}

/** Ends every error about a login: each way, with the keys that choose it. */
function waysToLogIn(): string {
    const ways = LOGINS.map(
        (login) =>
            `${login.name}: ${login.chosenBy.map((name) => keysOf(name).join(", ")).join(", ")}`,
    );
    return `The logins and the settings that choose them, the first one that is set wins:\n- ${ways.join("\n- ")}`;
}

function secretsOf(settings: Settings): string[] {
    return SETTINGS.filter((setting) => setting.secret).flatMap((setting) => {
        const value = settings[setting.name];
        return typeof value === "string" ? [value, value.trim()] : [];
    });
}

function makeCertificateCredential(settings: Settings, options: Options): TokenCredential {
    const {
        clientCertificatePath = "",
        clientCertificatePassword,
        tenantId = "",
        clientId = "",
    } = settings;
    if (!readFileSync(clientCertificatePath, "latin1").includes("-----BEGIN ")) {
        throw new Error(
            `${clientCertificatePath} is not in PEM. Convert a .pfx file with: ` +
                `openssl pkcs12 -in certificate.pfx -out certificate.pem -nodes`,
        );
    }
    const certificate = {
        certificatePath: clientCertificatePath,
        certificatePassword: clientCertificatePassword,
    };
    return new ClientCertificateCredential(tenantId, clientId, certificate, options);
}

function makeOidcCredential(settings: Settings, options: Options): TokenCredential {
    const { tenantId = "", clientId = "" } = settings;
    return new ClientAssertionCredential(tenantId, clientId, assertionSource(settings), options);
}

function assertionSource(settings: Settings): () => Promise<string> {
    const { oidcToken, oidcTokenFilePath, oidcRequestUrl, oidcRequestToken } = settings;
    if (oidcToken !== undefined) return () => Promise.resolve(oidcToken.trim());
    if (oidcTokenFilePath !== undefined) {
        // Read at every login: Kubernetes writes a new token into the file before the old one ends.
        return async () => (await readFile(oidcTokenFilePath, "utf8")).trim();
    }
    if (oidcRequestUrl !== undefined && oidcRequestToken !== undefined) {
        return () => requestAssertion(oidcRequestUrl, oidcRequestToken.trim());
    }
    const keys = (["oidcToken", "oidcTokenFilePath", "oidcRequestUrl", "oidcRequestToken"] as const)
        .map((name) => `${name} (${keysOf(name).join(", ")})`)
        .join(", ");
    throw new Error(
        `there is no OpenID Connect token. Set the token, its file, or both of URL and token to ask for one: ${keys}. ` +
            `In GitHub Actions, the job needs the permission "id-token: write".`,
    );
}

/** GitHub's way to hand out a token: a GET with the audience that Entra expects, answered with `{ value }`. */
async function requestAssertion(requestUrl: string, bearer: string): Promise<string> {
    const url = new URL(requestUrl);
    url.searchParams.set("audience", "api://AzureADTokenExchange");
    const request = createPipelineRequest({ url: url.href, timeout: 30_000 });
    request.headers.set("Authorization", `Bearer ${bearer}`);
    request.headers.set("Accept", "application/json");
    const pipeline = createPipelineFromOptions({});
    const response = await pipeline.sendRequest(createDefaultHttpClient(), request);
    if (response.status !== 200) {
        throw new Error(
            `${url.origin} answered ${response.status} to the request for an OpenID Connect token.`,
        );
    }
    const body = JSON.parse(response.bodyAsText ?? "") as { value?: unknown } | null;
    if (typeof body?.value !== "string" || body.value === "") {
        throw new Error(`${url.origin} answered without an OpenID Connect token.`);
    }
    return body.value;
}
