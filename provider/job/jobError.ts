import { duration } from "../arm/duration";
import { AzureError } from "../arm/azureErrors";
import { idsInWords } from "../arm/supportIds";
import { withCode } from "../settings/errorCode";
import type { JobAddress } from "./armJob";

/** An event of the lifecycle that stops an operation. */
export class JobError extends Error {
    override readonly name = "JobError";

    /** @param code its row in a table of errors (errors.ts); the message ends with it, so that docs/errors.md is found */
    constructor(
        readonly code: string,
        readonly job: JobAddress,
        message: string,
        cause?: unknown,
    ) {
        super(
            withCode(`${message}${cause instanceof AzureError ? idsOf(cause, message) : ""}`, code),
            cause === undefined ? undefined : { cause },
        );
    }
}

/** The ids of Azure's answer, for the end of a message that quotes it, unless it has them already. */
function idsOf({ ids }: AzureError, message: string): string {
    const words = idsInWords(ids);
    return message.includes(words) ? "" : words;
}

/** `job "photos" (resource group "rg-archive")` */
export function jobInWords(job: JobAddress): string {
    return `job "${job.jobName}" (resource group "${job.resourceGroupName}")`;
}

/** The same at the beginning of a sentence. */
export function sentence(job: JobAddress): string {
    return capitalized(jobInWords(job));
}

export function capitalized(words: string): string {
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `10 min`, `30 s` */
export function minutes(count: number): string {
    return duration(count * 60_000);
}

/** What Azure answered, for the end of a sentence. */
export function azureSaid(error: AzureError): string {
    return [
        error.status === undefined ? "no answer" : String(error.status),
        [error.code, error.azureMessage].filter(Boolean).join(": "),
    ]
        .filter(Boolean)
        .join(" ");
}

/** The way on after a refusal: which stack has a job, and what to write. Names the command of fleet/orphansCommand.ts. */
export const orphansTell =
    '"npx importexport-jobs orphans --untagged STACK…" tells whether one of these stacks has it, and prints the lines that adopt it.';

/** A job that is in Azure, or may be, although its creation did not end well: the stack keeps it. */
export class PartialCreation extends Error {
    constructor(
        readonly id: string,
        readonly properties: object,
        override readonly cause: Error,
    ) {
        super(cause.message);
    }
}
