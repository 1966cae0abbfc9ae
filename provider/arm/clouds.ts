/** Where a cloud's Resource Manager and login are. Three are known; any other describes itself at `metadataHost`. */
import {
    createDefaultHttpClient,
    createPipelineFromOptions,
    createPipelineRequest,
} from "@azure/core-rest-pipeline";
import { environmentOf } from "../settings/config";
import type { Environment } from "../settings/environments";
import type { Settings } from "../settings/settings";
import { AzureError, errorResponse, noResponse, notUnderstood, type Attempt } from "./azureErrors";
import { RETRY_LIMITS, type RetryLimits } from "./retryLimits";

/** All addresses without a trailing slash: Azure's own lists have some with one, and a scope would get two. */
export interface Cloud {
    /** Resource Manager. */
    readonly endpoint: string;
    /** What tokens are asked for: the scope is `<audience>/.default`. */
    readonly audience: string;
    /** Microsoft Entra. Undefined when the endpoint is one of its own and nobody said where to log in. */
    readonly authorityHost?: string;
    /** Not one of Azure's clouds: instance discovery at the public cloud makes no sense. */
    readonly isCustom: boolean;
}

interface KnownCloud {
    readonly endpoint: string;
    readonly authorityHost: string;
}

/** The addresses that the Azure SDKs carry. */
export const KNOWN_CLOUDS: Readonly<Record<Environment, KnownCloud>> = {
    public: {
        endpoint: "https://management.azure.com",
        authorityHost: "https://login.microsoftonline.com",
    },
    usgovernment: {
        endpoint: "https://management.usgovcloudapi.net",
        authorityHost: "https://login.microsoftonline.us",
    },
    china: {
        endpoint: "https://management.chinacloudapi.cn",
        authorityHost: "https://login.chinacloudapi.cn",
    },
};

/**
 * The cloud that the settings mean: `metadataHost` describes it, else `environment` names it (default: public).
 * `endpoint` takes the place of its Resource Manager, `authorityHost` that of its login.
 *
 * @throws AzureError when `metadataHost` does not answer, or not with a description of a cloud
 */
export async function cloudFor(settings: Settings, limits = RETRY_LIMITS): Promise<Cloud> {
    const { endpoint, authorityHost, audience } = settings;
    if (settings.metadataHost !== undefined) {
        const described = await askMetadata(settings.metadataHost, limits);
        return cloudAt(
            endpoint ?? described.endpoint,
            authorityHost ?? described.authorityHost,
            audience ?? described.audience,
        );
    }
    const known = KNOWN_CLOUDS[environmentOf(settings)];
    // A secret for an unknown place is not sent to the public cloud by default.
    const isPlaceNamed = endpoint === undefined || endpoint === known.endpoint;
    const login =
        isPlaceNamed || settings.environment !== undefined ? known.authorityHost : undefined;
    const manager = endpoint ?? known.endpoint;
    return cloudAt(manager, authorityHost ?? login, audience ?? manager);
}

function cloudAt(endpoint: string, authorityHost: string | undefined, audience: string): Cloud {
    const isKnown = Object.values(KNOWN_CLOUDS).some(
        (known) => known.endpoint === endpoint && known.authorityHost === authorityHost,
    );
    return { endpoint, authorityHost, audience, isCustom: !isKnown };
}

/** What a metadata host says about its cloud. */
interface Described {
    readonly endpoint: string;
    readonly authorityHost: string;
    readonly audience: string;
}

/** ARM's own description of a cloud, in the shape of api-version 2022-09-01. */
async function askMetadata(metadataHost: string, limits: RetryLimits): Promise<Described> {
    const attempt: Attempt = {
        what: "learn from metadataHost where the cloud's addresses are",
        endpoint: metadataHost,
        secrets: [],
        effect: "none",
    };
    const url = `${metadataHost}/metadata/endpoints?api-version=2022-09-01`;
    const { status, text } = await getJson(url, attempt, limits);
    const body = parseObject(text);
    if (status !== 200) throw errorResponse(attempt, status, body);
    const described = body && describedIn(body);
    if (!described) {
        throw notUnderstood(
            attempt,
            status,
            "it has no resourceManager, authentication.loginEndpoint and authentication.audiences",
        );
    }
    return described;
}

async function getJson(
    url: string,
    attempt: Attempt,
    limits: RetryLimits,
): Promise<{ status: number; text: string }> {
    try {
        const pipeline = createPipelineFromOptions({
            retryOptions: { retryDelayInMs: limits.firstRetryDelayMs },
        });
        const request = createPipelineRequest({ url, timeout: limits.requestTimeoutMs });
        const response = await pipeline.sendRequest(createDefaultHttpClient(), request);
        return { status: response.status, text: response.bodyAsText ?? "" };
    } catch (error) {
        throw error instanceof AzureError ? error : noResponse(attempt, error);
    }
}

function parseObject(text: string): Record<string, unknown> | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return typeof value === "object" && value !== null
            ? (value as Record<string, unknown>)
            : undefined;
    } catch {
        // Not JSON: the caller says so, with the status.
        return undefined;
    }
}

function describedIn(body: Record<string, unknown>): Described | undefined {
    const authentication = body.authentication as
        { loginEndpoint?: unknown; audiences?: unknown } | undefined;
    const audiences = authentication?.audiences;
    const endpoint = address(body.resourceManager);
    const authorityHost = address(authentication?.loginEndpoint);
    const audience = address(Array.isArray(audiences) ? audiences[0] : undefined);
    if (!endpoint || !authorityHost || !audience) return undefined;
    return { endpoint, authorityHost, audience };
}

function address(value: unknown): string | undefined {
    if (typeof value !== "string" || !URL.canParse(value)) return undefined;
    return value.replace(/\/+$/, "");
}
