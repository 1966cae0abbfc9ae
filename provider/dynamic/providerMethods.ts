import { storedProviderKey, type Wire } from "../job/wire";
import { AzureError } from "../arm/azureErrors";
import { NotAJobId } from "../job/armId";
import { SettingsError } from "../settings/config";
import { secondCopy } from "./processOutput";
import { underWay } from "./engineChannel";
import { linesShown } from "./engineLog";
import { JobError, jobInWords, PartialCreation } from "../job/jobError";

/** What the methods that Pulumi's dynamic-provider process calls have in common. */

/** Runs a call, whose lines have all arrived when it answers. */
async function inOrder<T>(method: () => Promise<T>): Promise<T> {
    return await underWay(async () => {
        try {
            return await method();
        } finally {
            await linesShown();
        }
    });
}

/** Pulumi prints a thrown error twice, once with its stack: what we expect is to stand under the resource only. */
export async function briefly<T>(method: () => Promise<T>): Promise<T> {
    try {
        return await inOrder(method);
    } catch (error) {
        throw isExpected(error) ? brief(error) : error;
    }
}

function isExpected(error: unknown): error is Error {
    return (
        error instanceof JobError ||
        error instanceof AzureError ||
        error instanceof SettingsError ||
        error instanceof NotAJobId
    );
}

/** The message stands under the resource; the second copy, on the stack, only points there, where it is printed at all. */
function brief(error: Error): Error {
    const short = new Error(error.message);
    const subject = error instanceof JobError ? jobInWords(error.job) : error.name;
    short.toString = () => subject;
    short.stack = secondCopy;
    return short;
}

/**
 * An error with `id`, `properties` and `reasons` keeps the half-made resource in state. The stored
 * line is not added by Pulumi on this way, and without it the resource could never be deleted.
 *
 * @param completed makes of a half-made resource's outputs what the checkpoint keeps
 */
export async function keepingPartialResults<T>(
    news: Wire,
    completed: (half: object) => Wire,
    method: () => Promise<T>,
): Promise<T> {
    try {
        return await inOrder(method);
    } catch (error) {
        if (!(error instanceof PartialCreation)) throw error;
        throw Object.assign(new Error(error.message), {
            id: error.id,
            properties: {
                ...completed(error.properties),
                [storedProviderKey]: news[storedProviderKey],
            },
            reasons: [error.message],
        });
    }
}
