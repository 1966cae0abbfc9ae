import type { ArmJob, JobAddress } from "../job/armJob";
import { reachedSomebodyElse, somebodyElsesJob } from "../job/errors";
import { foreignEvidence, type Identity } from "../job/ownership";
import { stateInWords } from "./jobStates";

/** Refuses a job that is not ours. @throws JobError `SomebodyElsesJob` */
export function assertOurs(
    address: JobAddress,
    job: ArmJob,
    ours: Identity,
    checkOwner: boolean,
): void {
    const evidence = foreignEvidence(job, ours, checkOwner);
    if (evidence) throw somebodyElsesJob(address, stateInWords(stateOf(job)), evidence);
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
    if (evidence) throw reachedSomebodyElse(address, stateInWords(stateOf(answer)), evidence, sent);
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
