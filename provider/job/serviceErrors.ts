import type { AzureError } from "../arm/azureErrors";
import type { JobAddress } from "./armJob";
import type { JobError } from "./jobError";
import type { JobKind } from "./kind";
import type { Refused } from "./rules";

/** The refusals that each service words in its own way, one factory an event. */
export interface ServiceErrors<K extends JobKind> {
    deletionRefused(job: JobAddress, seen: K["seen"]): JobError;
    deletionNotWanted(job: JobAddress, seen: K["seen"]): JobError;
    feeNotAccepted(job: JobAddress, seen: K["seen"]): JobError;
    /** @param changed the inputs that ask for it; none when it is forced (`--replace`, a taint) */
    replacementRefused(
        job: JobAddress,
        seen: K["seen"],
        rule: Refused,
        changed: readonly string[],
    ): JobError;
    timeIsUp(
        job: JobAddress,
        seen: K["seen"],
        waitMinutes: number,
        lastLookFailed?: AzureError,
    ): JobError;
    cancellationRefused(job: JobAddress, seen: K["seen"], error: AzureError): JobError;
    /** A lock or an Azure policy stopped the cancellation. */
    cancellationForbidden(job: JobAddress, seen: K["seen"], error: AzureError): JobError;
    deletionDisagrees(job: JobAddress, seen: K["seen"], error: AzureError): JobError;
    /** @param instead what to do where a refresh would not read them */
    keysNotInStack(
        job: JobAddress,
        seen: K["seen"],
        instead?: string,
        cause?: AzureError,
    ): JobError;
    /** What the disks are called. */
    readonly disks: string;
    nameTaken(job: JobAddress, seen: K["seen"], why: string): JobError;
}
