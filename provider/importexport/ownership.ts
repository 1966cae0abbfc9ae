import type { ArmJob, JobAddress } from "../azure/jobsClient";
import { tagValue } from "./changes";
import { reachedSomebodyElse, somebodyElsesJob } from "./errors";
import { ownerTagName, type JobOutputs } from "./model";
import { sameIgnoringCase } from "./sameness";

/** What a stack knows of its own job that another job of the same name would not have. */
export type Identity = Pick<JobOutputs, "owner" | "systemData">;

/** The owner tag of a job, if it has one. */
export function ownerOf(job: ArmJob): string | undefined {
    return tagValue(job.tags, ownerTagName);
}

/**
 * Why the job that Azure shows is somebody else's; undefined when nothing says so.
 *
 * A missing tag or creation time proves nothing: an adopted job has no tag of ours, and the older
 * API versions have no `systemData`.
 *
 * @param checkOwner false when the settings turn the owner tag off.
 */
export function foreignEvidence(
    job: ArmJob,
    ours: Identity,
    checkOwner: boolean,
): string | undefined {
    const owner = ownerOf(job);
    if (checkOwner && owner !== undefined && owner !== ours.owner) {
        return `its tag "${ownerTagName}" says ${owner}`;
    }
    const [now, then] = [createdAt(job), createdAt(ours)];
    if (now !== undefined && then !== undefined && Date.parse(now) !== Date.parse(then)) {
        return `it was created at ${now}, and ours at ${then}`;
    }
    return undefined;
}

/** Refuses a job that is not ours. @throws JobError `SomebodyElsesJob` */
export function assertOurs(
    address: JobAddress,
    job: ArmJob,
    ours: Identity,
    checkOwner: boolean,
): void {
    const evidence = foreignEvidence(job, ours, checkOwner);
    if (evidence) throw somebodyElsesJob(address, stateOf(job), evidence);
}

/**
 * Refuses the answer to a request that changed a job which is not ours.
 *
 * @param sent begins the sentence "… had been sent"
 * @throws JobError `SomebodyElsesJob`, which says that the job has been changed
 */
export function assertReachedOurs(
    address: JobAddress,
    answer: ArmJob,
    ours: Identity,
    checkOwner: boolean,
    sent: string,
): void {
    const evidence = foreignEvidence(answer, ours, checkOwner);
    if (evidence) throw reachedSomebodyElse(address, stateOf(answer), evidence, sent);
}

/**
 * Whether the answer to a creation shows a job that somebody else had made: the PUT overwrote it.
 * Resource Manager writes both names; the same identity may have made both, so false proves nothing.
 */
export function wasMadeByAnother(job: ArmJob): boolean {
    const { createdBy, lastModifiedBy } = job.systemData ?? {};
    if (typeof createdBy !== "string" || typeof lastModifiedBy !== "string") return false;
    return !sameIgnoringCase(createdBy, lastModifiedBy);
}

function createdAt(job: { systemData?: Record<string, unknown> }): string | undefined {
    const value = job.systemData?.createdAt;
    return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** Azure's word for the job's state; undefined when it gave none. Never the SDK's default. */
export function stateOf(job: ArmJob): string | undefined {
    const state = job.properties?.state;
    return typeof state === "string" && state !== "" ? state : undefined;
}

/** Whether Azure says that the job's cancellation has been requested. */
export function isCancelRequested(job: ArmJob): boolean {
    return job.properties?.cancelRequested === true;
}
