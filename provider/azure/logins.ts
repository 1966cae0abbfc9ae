/** The ways to log in to Azure, each with the settings that choose it and the SDK's credential behind it. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
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
} from "@azure/core-rest-pipeline";
import { keysOf, type SettingName, type Settings } from "../config";

/** What every credential of the Azure SDK takes. */
export type LoginOptions = TokenCredentialOptions & AuthorityValidationOptions;

/** One way to log in. */
export interface Login {
    readonly name: string;
    /** The settings that choose it; the first one stands for it in messages. */
    readonly chosenBy: readonly SettingName[];
    isChosen(settings: Settings): boolean;
    readonly needs: readonly SettingName[];
    readonly needsAuthority: boolean;
    make(settings: Settings, options: LoginOptions, subscriptionId?: string): TokenCredential;
}

/** Every login, in the order of azure-native: what is said most plainly comes first, the Azure CLI last. */
export const LOGINS: readonly Login[] = [
    {
        name: "DefaultAzureCredential",
        chosenBy: ["useDefaultAzureCredential"],
        isChosen: (settings) => settings.useDefaultAzureCredential === true,
        needs: [],
        needsAuthority: true,
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

function makeCertificateCredential(settings: Settings, options: LoginOptions): TokenCredential {
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

function makeOidcCredential(settings: Settings, options: LoginOptions): TokenCredential {
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
