import type { ArmDataBoxJob } from "./dataBoxClient";
import type { Seen } from "./serviceTypes";
import { flagStateOf, type OrderFlags } from "./flags";
import { observationOf } from "./lifecycle";
import type { CustomerDiskDeletion, CustomerDiskDetails, CustomerDiskOutputs } from "./model";
import { isAnnounced } from "./sameness";
import { stageInWords } from "./stageNames";

/**
 * What Azure's answer comes to: the one place that reads where a job is.
 *
 * @param known what the stack knows of the job; without it nothing is said of a replacement
 */
export function observe(
    job: ArmDataBoxJob,
    known?: { olds: CustomerDiskOutputs; deletion: CustomerDiskDeletion },
): Seen {
    const flags = flagsOf(job);
    const details = detailsOf(job);
    const isCancelling = isBeingCancelled(job);
    const shipped = known?.olds.shipped === true || isShipped(details);
    // That Azure shows what it was told of the shipment is assumed; the stack knows what was announced.
    const replacing = known && { shipped, inFlight: known.deletion.inFlight };
    return {
        ...observationOf(flags, isCancelling, replacing),
        job,
        stage: stageOf(job),
        where: whereIs(job),
        row: flagStateOf(flags),
        isCancelling,
        endsWait: flags.isDeletable === true,
        flags,
        details,
        shipped,
    };
}

/** Azure's word for the stage; undefined when it gave none. For sentences only. */
export function stageOf(job: ArmDataBoxJob): string | undefined {
    return textAt(job, "status");
}

/** The stage, as it reads after "it is". */
export function whereIs(job: ArmDataBoxJob): string {
    return stageInWords(stageOf(job));
}

/** The service's flags, from its own answer; what is missing stays missing. */
export function flagsOf(job: ArmDataBoxJob): OrderFlags {
    return {
        isDeletable: flagAt(job, "isDeletable"),
        isCancellable: flagAt(job, "isCancellable"),
        isCancellableWithoutFee: flagAt(job, "isCancellableWithoutFee"),
    };
}

/** `isDeletable: false, isCancellable: true, isCancellableWithoutFee: true`, for a sentence. */
export function flagsInWords(flags: OrderFlags): string {
    const words = (name: keyof OrderFlags) => `${name}: ${flags[name] ?? "missing"}`;
    return [
        words("isDeletable"),
        words("isCancellable"),
        ...(flags.isCancellable ? [words("isCancellableWithoutFee")] : []),
    ].join(", ");
}

/** A flag of the answer; undefined when it is not there, or no flag. */
export function flagAt(job: ArmDataBoxJob, name: string): boolean | undefined {
    const value = job.properties?.[name];
    return typeof value === "boolean" ? value : undefined;
}

/** A text of the answer; undefined when it is not there, or empty. */
export function textAt(job: ArmDataBoxJob, name: string): string | undefined {
    const value = job.properties?.[name];
    return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Whether Azure shows that a cancellation was accepted: it repeats the reason of each, and a stage of the job may be
 * `Cancelling` (StageStatus). That it shows the reason from the beginning is assumed.
 */
export function isBeingCancelled(job: ArmDataBoxJob): boolean {
    if (textAt(job, "cancellationReason") !== undefined) return true;
    const stages: unknown = detailsOf(job).jobStages;
    return (
        Array.isArray(stages) &&
        stages.some((stage: { stageStatus?: unknown }) => stage?.stageStatus === "Cancelling")
    );
}

/** Whether the shipment is announced: Azure shows what it was told. */
export function isShipped(details: CustomerDiskDetails): boolean {
    return isAnnounced(details.deliverToDcPackageDetails);
}

/** The details of the answer. */
export function detailsOf(job: ArmDataBoxJob): CustomerDiskDetails {
    return (job.properties?.details ?? {}) as CustomerDiskDetails;
}
