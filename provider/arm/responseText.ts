/** Reads the text of an answer, up to a bound: a small packed one may unpack to more than a machine has. */
import type { PipelineResponse } from "@azure/core-rest-pipeline";

/** A page of a thousand jobs, each with ten drives, has 5 MB. */
const MOST_BYTES = 64 * 1_024 * 1_024;

/** An answer that is longer than any of Azure's. It does not get shorter by asking again. */
export class ResponseTooLong extends Error {
    constructor(
        readonly status: number,
        mostBytes: number,
    ) {
        super(`it has more than ${mostBytes} bytes`);
    }
}

/** @throws ResponseTooLong, or an error with the code `PARSE_ERROR` when the answer was cut */
export async function textOf(response: PipelineResponse, mostBytes = MOST_BYTES): Promise<string> {
    const { readableStreamBody: stream } = response;
    if (!stream) return response.bodyAsText ?? "";
    const chunks: Buffer[] = [];
    let bytes = 0;
    try {
        for await (const chunk of stream) {
            const part = Buffer.from(chunk as Uint8Array);
            bytes += part.length;
            // Leaving the loop closes the connection.
            if (bytes > mostBytes) throw new ResponseTooLong(response.status, mostBytes);
            chunks.push(part);
        }
    } catch (error) {
        if (error instanceof ResponseTooLong) throw error;
        const why = error instanceof Error ? error.message : String(error);
        const text = `Error reading response as text: ${why}`;
        throw Object.assign(new Error(text), { code: "PARSE_ERROR" });
    }
    return Buffer.concat(chunks).toString("utf8");
}
