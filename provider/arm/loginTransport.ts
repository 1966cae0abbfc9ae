/** The network below every login, where its answers are seen before the identity library interprets them. */
import {
    createDefaultHttpClient,
    type HttpClient,
    type PipelineResponse,
} from "@azure/core-rest-pipeline";
import { proxyWantsLogin } from "./azureErrors";

/** What the network below a login last saw go wrong. */
export interface LoginTrouble {
    /** What may pass: no answer, or one that says "later". */
    error?: unknown;
    /** An answer that will not pass; a sentence. The identity library's own words name neither who answered nor what. */
    refusal?: string | undefined;
}

/**
 * A managed identity is asked again within five minutes: it is next door and keeps its tokens itself. And the identity
 * library keeps no token that is to end within 300 s. So no token gets old behind our back.
 */
const MANAGED_IDENTITY_SECONDS = 290;

/**
 * The HTTP client for a login's credential. It notes trouble as data, since the identity library turns it into a text.
 *
 * @param trouble is kept up to date
 */
export function loginTransport(trouble: LoginTrouble): HttpClient {
    const network = createDefaultHttpClient();
    return {
        sendRequest: async (request) => {
            try {
                const response = await network.sendRequest(request);
                const answered = `${new URL(request.url).origin} answered ${response.status}`;
                trouble.error = askedToComeLater(response) ? new Error(`${answered}.`) : undefined;
                trouble.refusal = refusalOf(response, answered);
                return withTimesOfThisMachine(response);
            } catch (error) {
                trouble.error = error;
                throw error;
            }
        },
    };
}

/** The SDK's pipeline follows no redirect to another host, so that no secret travels there. */
function refusalOf(
    { status, headers, request }: PipelineResponse,
    answered: string,
): string | undefined {
    if (status < 300) return undefined;
    if (status === 407) return proxyWantsLogin(new URL(request.url).origin);
    const location = headers.get("Location");
    if (status >= 400 || location === undefined) return `${answered}.`;
    const there = URL.canParse(location, request.url) ? new URL(location, request.url).origin : "?";
    return `${answered}, a redirect to ${there}, where no login is sent: a proxy's page, or a wrong authority.`;
}

function askedToComeLater({ status, request }: PipelineResponse): boolean {
    if (status === 408 || status === 429 || status >= 500) return true;
    // A virtual machine's identity that is still being assigned, or moved.
    const isMachines = new URL(request.url).hostname === "169.254.169.254";
    return isMachines && (status === 404 || status === 410);
}

/**
 * A managed identity says when its token ends by the time of day, and this machine may believe in another time of day.
 * `expires_on` is changed to this machine's, by the time of day in the answer itself.
 */
function withTimesOfThisMachine(response: PipelineResponse): PipelineResponse {
    const { bodyAsText } = response;
    if (response.status !== 200 || !bodyAsText?.includes('"expires_on"')) return response;
    const body = JSON.parse(bodyAsText) as Record<string, unknown>;
    const endsAt = Number(body.expires_on);
    if (Number.isNaN(endsAt)) return response;
    const here = Math.floor(Date.now() / 1_000);
    const there = Math.floor(Date.parse(response.headers.get("Date") ?? "") / 1_000) || here;
    const seconds = Math.min(endsAt - there, MANAGED_IDENTITY_SECONDS);
    body.expires_on = String(here + seconds);
    return { ...response, bodyAsText: JSON.stringify(body) };
}
