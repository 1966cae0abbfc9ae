/**
 * What came over the wire, and what it means: gone, a success that can be read, or an error. Nothing is filled in and
 * nothing dropped: decisions rest on the raw body.
 */
import type { HttpHeaders } from "@azure/core-rest-pipeline";
import { armErrorBody } from "./armErrorBody";
import { errorResponse, notUnderstood, type Attempt } from "./azureErrors";
import type { ArmResource } from "./resource";
import { supportIds } from "./supportIds";

/** A response, and the request that it is for. */
export interface ArmResponse {
    readonly status: number;
    readonly headers: HttpHeaders;
    readonly text: string;
    /** The text as JSON; undefined when it is none. */
    readonly json: unknown;
    /** What was asked, for errors. */
    readonly attempt: Attempt;
    /** The id that was asked for; undefined where the request was about no single resource. */
    readonly id?: string;
    readonly isWrite: boolean;
}

/** Thrown by readers of a body; the caller knows which request it was. Never quotes the body itself. */
export class BodyError extends Error {}

/** ARM's codes for something that is not there. Codes are data; texts are not. */
const GONE_CODES: readonly (string | undefined)[] = ["ResourceNotFound", "ResourceGroupNotFound"];

/** Whether Resource Manager says that there is nothing. Any other 404 says nothing of the kind. */
export function isGone({ status, json }: ArmResponse): boolean {
    return status === 404 && GONE_CODES.includes(armErrorBody(json).code);
}

/** What a success says. @throws AzureError for anything else */
export function readSuccess<T>(
    response: ArmResponse,
    successes: readonly number[],
    read: (response: ArmResponse) => T,
): T {
    const { status } = response;
    if (status >= 400) throw refused(response);
    if (!successes.includes(status)) {
        throw unclear(response, `only ${successes.join(" or ")} means success for this operation`);
    }
    try {
        return read(response);
    } catch (error) {
        if (error instanceof BodyError) throw unclear(response, error.message);
        throw error;
    }
}

/** The error for an answer that says no. @param body where the error is, if not the whole body */
export function refused({ attempt, status, json, headers }: ArmResponse, body: unknown = json) {
    return errorResponse(attempt, status, body, supportIds(headers));
}

/** The error for an answer that does not say what became of the request. */
export function unclear({ attempt, status, headers, isWrite }: ArmResponse, why: string) {
    const asked: Attempt = isWrite ? { ...attempt, effect: "unknown" } : attempt;
    return notUnderstood(asked, status, why, supportIds(headers));
}

/** The body as an object. @throws BodyError */
export function object({ json, text, headers }: ArmResponse): Record<string, unknown> {
    if (isObject(json)) return json;
    const type = headers.get("Content-Type") || "no content type";
    throw new BodyError(`it is not a JSON object (${type}, ${text.length} characters)`);
}

/**
 * A resource: an object with an `id`, which is the one that was asked for, and `properties`. Nothing more is asked:
 * every property is optional in the descriptions, and a job without `state` is a job in an unknown state.
 */
export function readResource(response: ArmResponse): ArmResource {
    const resource = asResource(object(response));
    const { id: asked } = response;
    if (asked !== undefined && resource.id?.toLowerCase() !== asked.toLowerCase()) {
        throw new BodyError("it shows another resource than the one that was asked for");
    }
    return resource;
}

/** One item of a list, or the body of one answer, as a resource. @throws BodyError */
export function asResource(body: Record<string, unknown>): ArmResource {
    if (typeof body.id !== "string" || body.id === "" || !isObject(body.properties)) {
        throw new BodyError("it is not a resource: it lacks id or properties");
    }
    return body;
}

/** The items of a list. @throws BodyError */
export function items(body: Record<string, unknown>): Record<string, unknown>[] {
    const { value } = body;
    if (!Array.isArray(value) || !value.every(isObject)) {
        throw new BodyError("it is not a list: it lacks the array value");
    }
    return value;
}

/** The link to the next page; undefined for the last one. @throws BodyError */
export function nextLinkOf({ nextLink }: Record<string, unknown>): string | undefined {
    if (nextLink === undefined || nextLink === null || nextLink === "") return undefined;
    if (typeof nextLink !== "string") throw new BodyError("its nextLink is not a text");
    return nextLink;
}

/** DELETE answers 200 with nothing, or with an object; a page of HTML with 200 has deleted nothing. @throws BodyError */
export function readDeleted(response: ArmResponse): void {
    if (response.text.trim() !== "") object(response);
}

/** The address that an answer refers to, if it is one of the same host: ours is sent there, with our token. */
export function ownAddress(address: string, response: ArmResponse, what: string): URL {
    const { endpoint } = response.attempt;
    // URL would take "https:a/b" for a path of ours, and "//host" for another host.
    const isPlain = /^(https?:\/\/[^/\\@]+(\/|$)|\/(?![/\\]))/i.test(address);
    if (!isPlain || !URL.canParse(address, endpoint)) {
        throw unclear(response, `the address of ${what} is none`);
    }
    const url = new URL(address, endpoint);
    if (url.origin !== new URL(endpoint).origin) {
        throw unclear(response, `${what} is at another host, ${url.host}`);
    }
    return url;
}

export function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
