/**
 * Reads the raw bytes of an answer. The SDK's own reader invents what is missing (`state: "Creating"`,
 * `cancelRequested: false`) and drops what its models do not know; nothing may be decided on that.
 */
import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { retryAfterMs } from "./answerHeaders";
import { supportIds, type SupportIds } from "./supportIds";
import type { ArmJob, ArmLocation, DriveBitLockerKey } from "./jobsClient";

/** What came over the wire. */
export interface RawAnswer {
    status: number;
    contentType: string;
    text: string;
    /** The text as JSON; undefined when it is none. */
    json: unknown;
    /** Where a long-running operation is followed. Signed: to be sent there, and never to be shown. */
    location?: string;
    /** How long to wait before that; undefined when the answer does not say. */
    retryAfterMs?: number;
    /** What Azure support asks for. */
    ids?: SupportIds;
}

export function rawAnswer(response: PipelineResponse): RawAnswer {
    const text = response.bodyAsText ?? "";
    return {
        status: response.status,
        contentType: response.headers.get("Content-Type") ?? "",
        text,
        json: parse(text),
        location: response.headers.get("Location"),
        retryAfterMs: retryAfterMs(response.headers),
        ids: supportIds(response.headers),
    };
}

/** Thrown by the readers below; the caller knows which request it was. Never quotes the answer itself. */
export class AnswerError extends Error {}

/**
 * A job: an object with an `id` and `properties`. Nothing more is asked: every property is optional in the
 * specification, and a job without `state` is a job in an unknown state.
 */
export function readJob(answer: RawAnswer): ArmJob {
    return asJob(object(answer));
}

/** One page of a list, with the link to the next. */
export interface Page<T> {
    items: T[];
    nextLink?: string;
}

/** One page of a list of jobs. */
export function readJobPage(answer: RawAnswer): Page<ArmJob> {
    return readPage(answer, asJob);
}

/** One page of a list whose items `read` reads. */
export function readPage<T>(
    answer: RawAnswer,
    read: (item: Record<string, unknown>) => T,
): Page<T> {
    const body = object(answer);
    const { nextLink } = body;
    if (nextLink !== undefined && nextLink !== null && typeof nextLink !== "string") {
        throw new AnswerError("its nextLink is not a text");
    }
    return {
        items: list(body).map(read),
        ...(typeof nextLink === "string" && nextLink !== "" ? { nextLink } : {}),
    };
}

export function readLocation(answer: RawAnswer): ArmLocation {
    return asLocation(object(answer));
}

export function readLocations(answer: RawAnswer): ArmLocation[] {
    return list(object(answer)).map(asLocation);
}

export function readBitLockerKeys(answer: RawAnswer): DriveBitLockerKey[] {
    return list(object(answer)).map((key) => {
        if (typeof key.driveId !== "string" || typeof key.bitLockerKey !== "string") {
            throw new AnswerError("a key in it has no driveId or no bitLockerKey");
        }
        return { driveId: key.driveId, bitLockerKey: key.bitLockerKey };
    });
}

/** DELETE answers 200 with nothing, or with an object; a page of HTML with 200 has deleted nothing. */
export function readDeleted(answer: RawAnswer): void {
    if (answer.text.trim() !== "") object(answer);
}

function asJob(body: Record<string, unknown>): ArmJob {
    if (typeof body.id !== "string" || body.id === "" || !isObject(body.properties)) {
        throw new AnswerError("it is not a job: it lacks id or properties");
    }
    return body;
}

function asLocation(body: Record<string, unknown>): ArmLocation {
    if (typeof body.name !== "string" || !isObject(body.properties)) {
        throw new AnswerError("it is not a location: it lacks name or properties");
    }
    return body;
}

export function list(body: Record<string, unknown>): Record<string, unknown>[] {
    const { value } = body;
    if (!Array.isArray(value) || !value.every(isObject)) {
        throw new AnswerError("it is not a list: it lacks the array value");
    }
    return value;
}

export function object(answer: RawAnswer): Record<string, unknown> {
    if (!isObject(answer.json)) {
        const type = answer.contentType === "" ? "no content type" : answer.contentType;
        throw new AnswerError(
            `it is not a JSON object (${type}, ${answer.text.length} characters)`,
        );
    }
    return answer.json;
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        // A proxy's page or a cut answer; the reader that needs JSON says so, with the status.
        return undefined;
    }
}

export function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
