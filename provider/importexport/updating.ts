import type { ArmJob, JobAddress } from "../job/armJob";
import type { ImportExportClient } from "./jobsClient";
import { jobGone, jobPurged, updateRefused } from "../job/errors";
import { jobInWords } from "../job/jobError";
import { assertNotMoved } from "../dynamic/movedJobs";
import { isRefusal } from "../job/refusals";
import { sameIgnoringCase } from "../job/sameness";
import { changesBetween, resolveDeletion, type Changes } from "./changes";
import { cancellationTooLate } from "./errors";
import { jobAddress } from "./jobId";
import { isJobState, stateInWords } from "./jobStates";
import { ruleFor } from "./lifecycle";
import type { Drive, JobInputs, JobOutputs } from "./model";
import { asTold, outputsOf, rememberInputs } from "./outputs";
import { assertOurs, assertReachedOurs, stateOf } from "./ownership";
import { isUnsetState } from "./propertiesValidation";
import { changeRequest } from "./requests";
import type { Session } from "./session";

/**
 * Changes a job in place: one PATCH with what differs from a fresh look, or nothing at all.
 *
 * @throws JobError `JobPurged`, `JobGone`, `SomebodyElsesJob`, `CancellationTooLate`, `UpdateRefused`
 */
export async function updateJob(
    session: Session,
    id: string,
    olds: JobOutputs,
    inputs: JobInputs,
): Promise<JobOutputs> {
    const address = jobAddress(id);
    const { patches } = changesBetween(olds, inputs);
    if (patches.length === 0) return withStateOnlyInputs(olds, inputs);
    if (olds.purged) throw jobPurged(address, patches);
    const client = await session.reconnect(address, olds);
    const job = await look(session, client, address, olds);
    const current = currentOutputs(address, job, olds, inputs);
    warnOfForgottenShipment(session, address, current, inputs, patches);
    return await bringUpToDate(session, client, address, current, inputs);
}

function withStateOnlyInputs(olds: JobOutputs, inputs: JobInputs): JobOutputs {
    return {
        ...olds,
        deletion: resolveDeletion(inputs.deletion),
        adoptExisting: inputs.adoptExisting ?? false,
    };
}

async function look(
    session: Session,
    client: ImportExportClient,
    address: JobAddress,
    ours: JobOutputs,
): Promise<ArmJob> {
    const job = await client.getJob(address);
    if (job === "gone") {
        await assertNotMoved(session.missing(client, address, ours), "update");
        throw jobGone(address);
    }
    assertOurs(address, job, ours, session.settings.ownerTag);
    return job;
}

/** The job as it is now, with the keys and tags that the stack knows of. */
function currentOutputs(
    address: JobAddress,
    job: ArmJob,
    olds: JobOutputs,
    inputs: JobInputs,
): JobOutputs {
    return outputsOf(address, job, {
        ...rememberInputs(inputs, olds.cloud, olds.bitLockerKeys),
        managedTags: olds.managedTags,
        knownDrives: olds.properties.driveList ?? [],
        known: olds,
        owner: olds.owner,
        formerOwner: olds.formerOwner,
    });
}

/**
 * Sends what still differs, if anything. A refusal is answered by another look: the parcel may have
 * moved, and then the difference is judged again.
 *
 * @param current the job at the last look
 */
export async function bringUpToDate(
    session: Session,
    client: ImportExportClient,
    address: JobAddress,
    current: JobOutputs,
    inputs: JobInputs,
): Promise<JobOutputs> {
    const changes = judge(address, current, inputs);
    if (changes.patches.length === 0) return accepted(address, current, current, inputs);
    if (changes.patches.includes("properties.cancelRequested")) {
        session.say(`Asking Azure to cancel ${jobInWords(address)}. This is final.`);
    }
    const owner = session.settings.ownerTag ? inputs.owner : undefined;
    const request = changeRequest(changes, inputs, current, owner);
    try {
        const answer = await client.updateJob(address, request);
        if (answer === "gone") throw jobGone(address);
        const sent = `The change of ${changes.patches.join(", ")}`;
        assertReachedOurs(address, answer, current, session.settings.ownerTag, sent);
        return accepted(address, answer, current, inputs);
    } catch (error) {
        if (!isRefusal(error)) throw error;
        const now = await look(session, client, address, current);
        const state = stateOf(now);
        // From an unknown state nothing tells whether what was refused is still to be done.
        if (state === current.state || !isJobState(state)) {
            throw updateRefused(address, stateInWords(state), changes.patches, error);
        }
        const moved = currentOutputs(address, now, current, inputs);
        return await bringUpToDate(session, client, address, moved, inputs);
    }
}

function judge(
    address: JobAddress,
    current: JobOutputs,
    inputs: JobInputs,
): Pick<Changes, "patches"> {
    const { patches } = changesBetween(current, inputs);
    const rule = ruleFor(current.state, "requestCancellation");
    const isTooLate = rule.verdict === "refused" && rule.evidence === "documented";
    if (isTooLate && patches.includes("properties.cancelRequested")) {
        throw cancellationTooLate(address, current.state, rule);
    }
    return { patches };
}

/** The outputs after Azure has taken everything: from now on the program's keys and tags are the known ones. */
function accepted(
    address: JobAddress,
    answer: ArmJob | JobOutputs,
    current: JobOutputs,
    inputs: JobInputs,
): JobOutputs {
    const program = inputs.properties.driveList ?? [];
    const others = (current.properties.driveList ?? []).filter(
        (drive: Drive) => !program.some((one) => sameIgnoringCase(one.driveId, drive.driveId)),
    );
    return outputsOf(address, answer, {
        ...rememberInputs(inputs, current.cloud, current.bitLockerKeys),
        knownDrives: [...program, ...others],
        known: asTold(inputs, current),
    });
}

/** A delivery package does not stop the two-week clock; only the announced shipment does. */
export function warnOfForgottenShipment(
    session: Session,
    address: JobAddress,
    current: JobOutputs,
    inputs: JobInputs,
    patches: readonly string[] = ["properties.deliveryPackage"],
): void {
    if (current.state !== "Creating" || !patches.includes("properties.deliveryPackage")) return;
    if (!inputs.properties.deliveryPackage || !isUnsetState(inputs.properties.state)) return;
    session.say(
        `Warning: ${jobInWords(address)} has a deliveryPackage, but its shipment is not announced. ` +
            `Azure forgets a job two weeks after its last accepted update, wherever the parcel is. When the drives are on their way set properties.state: "Shipping".`,
    );
}
