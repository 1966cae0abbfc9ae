/** Where the token of an OpenID Connect login comes from: at hand, from a file, or from the CI that runs this. */
import { readFile } from "node:fs/promises";
import {
    createDefaultHttpClient,
    createPipelineFromOptions,
    createPipelineRequest,
    type HttpMethods,
} from "@azure/core-rest-pipeline";
import { keysOf } from "../settings/config";
import type { Environment } from "../settings/environments";
import type { Settings } from "../settings/settings";

/** The audience that Entra of each cloud expects in GitHub's token (Microsoft Entra workload identity federation). */
const AUDIENCES: Readonly<Record<Environment, string>> = {
    public: "api://AzureADTokenExchange",
    usgovernment: "api://AzureADTokenExchangeUSGov",
    china: "api://AzureADTokenExchangeChina",
};

/** @throws Error when the settings give no token and no way to ask for one */
export function assertionSource(settings: Settings): () => Promise<string> {
    const { oidcToken, oidcTokenFilePath, oidcRequestUrl, oidcRequestToken } = settings;
    if (oidcToken !== undefined) return () => Promise.resolve(oidcToken.trim());
    if (oidcTokenFilePath !== undefined) {
        // Read at every login: Kubernetes writes a new token into the file before the old one ends.
        return async () => (await readFile(oidcTokenFilePath, "utf8")).trim();
    }
    if (oidcRequestUrl !== undefined && oidcRequestToken !== undefined) {
        const bearer = oidcRequestToken.trim();
        return isOfAzureDevOps(settings)
            ? () => askAzureDevOps(oidcRequestUrl, bearer, settings)
            : () => askGitHub(oidcRequestUrl, bearer, settings);
    }
    const names = ["oidcToken", "oidcTokenFilePath", "oidcRequestUrl", "oidcRequestToken"] as const;
    const keys = names.map((name) => `${name} (${keysOf(name).join(", ")})`).join(", ");
    throw new Error(
        `there is no OpenID Connect token. Set the token, its file, or both of URL and token to ask for one: ${keys}. ` +
            `In GitHub Actions, the job needs the permission "id-token: write"; in Azure DevOps, the step needs ` +
            `SYSTEM_ACCESSTOKEN: $(System.AccessToken) in its env.`,
    );
}

/** With the URL of GitHub in the settings it is GitHub, whatever connections are named beside it. */
function isOfAzureDevOps({ sources, oidcAzureServiceConnectionId }: Settings): boolean {
    if (sources.oidcRequestUrl === "SYSTEM_OIDCREQUESTURI") return true;
    if (sources.oidcRequestUrl === "ACTIONS_ID_TOKEN_REQUEST_URL") return false;
    return oidcAzureServiceConnectionId !== undefined;
}

/** GitHub's way to hand out a token: a GET with the audience that Entra expects, answered with `{ value }`. */
function askGitHub(requestUrl: string, bearer: string, settings: Settings): Promise<string> {
    const url = new URL(requestUrl);
    const audience = settings.oidcAudience ?? AUDIENCES[settings.environment ?? "public"];
    url.searchParams.set("audience", audience);
    return ask("GET", url, bearer, "value");
}

/** Azure DevOps' way: a POST that names the service connection, answered with `{ oidcToken }` (Oidctoken - Create). */
function askAzureDevOps(requestUrl: string, bearer: string, settings: Settings): Promise<string> {
    const connection = settings.oidcAzureServiceConnectionId;
    if (connection === undefined) {
        throw new Error(
            "Azure DevOps gives a token for a service connection, and none is named: set " +
                `${keysOf("oidcAzureServiceConnectionId").join(" or ")}.`,
        );
    }
    const url = new URL(requestUrl);
    url.searchParams.set("api-version", "7.1");
    url.searchParams.set("serviceConnectionId", connection);
    return ask("POST", url, bearer, "oidcToken");
}

async function ask(
    method: HttpMethods,
    url: URL,
    bearer: string,
    field: "value" | "oidcToken",
): Promise<string> {
    const request = createPipelineRequest({ method, url: url.href, timeout: 30_000 });
    request.headers.set("Authorization", `Bearer ${bearer}`);
    request.headers.set("Accept", "application/json");
    if (method === "POST") {
        request.headers.set("Content-Type", "application/json");
        request.body = "";
    }
    const pipeline = createPipelineFromOptions({});
    const response = await pipeline.sendRequest(createDefaultHttpClient(), request);
    if (response.status !== 200) {
        throw new Error(
            `${url.origin} answered ${response.status} to the request for an OpenID Connect token.`,
        );
    }
    const token = fieldOf(response.bodyAsText ?? "", field);
    if (typeof token !== "string" || token === "") {
        throw new Error(`${url.origin} answered without an OpenID Connect token.`);
    }
    return token;
}

/** Undefined also for what is not JSON: a sign-in page, say. */
function fieldOf(text: string, field: string): unknown {
    try {
        return (JSON.parse(text) as Record<string, unknown> | null)?.[field];
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
