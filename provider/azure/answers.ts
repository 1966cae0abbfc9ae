/**
 * Reads the raw bytes of an answer. The SDK's own reader invents what is missing (`state: "Creating"`,
 * `cancelRequested: false`) and drops what its models do not know; nothing may be decided on that.
 */
import type { ArmJob, ArmLocation, DriveBitLockerKey } from "./jobsClient";

/** What came over the wire. */
export interface RawAnswer {
    status: number;
    contentType: string;
    text: string;
    /** The text as JSON; undefined when it is none. */
    json: unknown;
}

export function rawAnswer(status: number, contentType: string, text: string): RawAnswer {
    return { status, contentType, text, json: parse(text) };
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

/** One page of a list of jobs, with the link to the next. */
export function readJobPage(answer: RawAnswer): { jobs: ArmJob[]; nextLink?: string } {
    const body = object(answer);
    const { nextLink } = body;
    if (nextLink !== undefined && nextLink !== null && typeof nextLink !== "string") {
        throw new AnswerError("its nextLink is not a text");
    }
    return {
        jobs: list(body).map(asJob),
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

function list(body: Record<string, unknown>): Record<string, unknown>[] {
    const { value } = body;
    if (!Array.isArray(value) || !value.every(isObject)) {
        throw new AnswerError("it is not a list: it lacks the array value");
    }
    return value;
}

function object(answer: RawAnswer): Record<string, unknown> {
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

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
