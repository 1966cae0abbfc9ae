import type { ArmJob } from "./armJob";
import { errors } from "./errors";
import type { JobKind } from "./serviceTypes";
import { foreignEvidence, type Identity } from "./ownership";
import type { Target } from "./serviceDefinition";

/** Why the job that Azure shows is somebody else's; undefined when nothing says so. */
export function evidenceAgainst<K extends JobKind>(
    { session }: Target<K>,
    job: ArmJob,
    ours: Identity,
): string | undefined {
    return foreignEvidence(job, ours, session.settings.ownerTag);
}

/** Refuses a job that is not ours. @throws JobError `SomebodyElsesJob` */
export function assertOurs<K extends JobKind>(on: Target<K>, job: ArmJob, ours: Identity): void {
    const evidence = evidenceAgainst(on, job, ours);
    if (!evidence) return;
    const { where } = on.service.observe(job);
    throw errors.SomebodyElsesJob.found({ job: on.address, where, evidence });
}

/**
 * Refuses the answer to a request that changed a job which is not ours.
 *
 * @param sent begins the sentence "… had been sent"
 * @throws JobError `SomebodyElsesJob`, which says that the job has been changed
 */
export function assertReachedOurs<K extends JobKind>(
    on: Target<K>,
    answer: ArmJob,
    ours: Identity,
    sent: string,
): void {
    const evidence = evidenceAgainst(on, answer, ours);
    if (!evidence) return;
    const { where } = on.service.observe(answer);
    throw errors.SomebodyElsesJob.reached({ job: on.address, where, evidence, sent });
}
