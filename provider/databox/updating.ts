import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import type { JobAddress } from "../job/armJob";
import { jobGone, jobPurged, updateRefused } from "../job/errors";
import { jobInWords } from "../job/jobError";
import { assertNotMoved } from "../dynamic/movedJobs";
import { isRefusal } from "../job/refusals";
import { changesBetween, resolveDeletion, type Changes } from "./changes";
import { jobAddress } from "./jobId";
import { flagStateOf } from "./lifecycle";
import type { CustomerDiskInputs, CustomerDiskOutputs } from "./model";
import { asTold, outputsOf, rememberInputs, type Remembered } from "./outputs";
import { assertOurs, assertReachedOurs, flagsOf, stageOf, whereIs } from "./ownership";
import { changeRequest } from "./requests";
import type { Session } from "./session";
import { announceShipment } from "./shipment";
import { stageInWords } from "./stages";

/**
 * Changes a job in place: one PATCH with what differs from a fresh look, or nothing at all; then the shipment, if it is
 * to be announced.
 *
 * @throws JobError `JobPurged`, `JobGone`, `SomebodyElsesJob`, `UpdateRefused`, `ShipmentRefused`
 */
export async function updateJob(
    session: Session,
    id: string,
    olds: CustomerDiskOutputs,
    inputs: CustomerDiskInputs,
): Promise<CustomerDiskOutputs> {
    const address = jobAddress(id);
    const { patches, ships } = changesBetween(olds, inputs);
    if (patches.length === 0 && !ships) return withStateOnlyInputs(olds, inputs);
    if (olds.purged) throw jobPurged(address, namesOf({ patches, ships }));
    const client = await session.reconnect(address, olds);
    const job = await look(session, client, address, olds);
    const current = currentOutputs(address, job, olds, inputs);
    return await bringUpToDate(session, client, address, current, inputs);
}

/** What is going to be changed, for a sentence. */
export function namesOf({ patches, ships }: Pick<Changes, "patches" | "ships">): string[] {
    return [...patches, ...(ships ? ["deliverToDcPackageDetails"] : [])];
}

function withStateOnlyInputs(
    olds: CustomerDiskOutputs,
    inputs: CustomerDiskInputs,
): CustomerDiskOutputs {
    return {
        ...olds,
        deletion: resolveDeletion(inputs.deletion, inputs.owner),
        adoptExisting: inputs.adoptExisting ?? false,
    };
}

async function look(
    session: Session,
    client: DataBoxClient,
    address: JobAddress,
    ours: CustomerDiskOutputs,
): Promise<ArmDataBoxJob> {
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
    job: ArmDataBoxJob,
    olds: CustomerDiskOutputs,
    inputs: CustomerDiskInputs,
): CustomerDiskOutputs {
    return outputsOf(address, job, {
        ...rememberInputs(inputs, olds.cloud, olds.diskSecrets),
        managedTags: olds.managedTags,
        knownDetails: olds.details,
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
    client: DataBoxClient,
    address: JobAddress,
    current: CustomerDiskOutputs,
    inputs: CustomerDiskInputs,
): Promise<CustomerDiskOutputs> {
    const changes = changesBetween(current, inputs);
    const patched =
        changes.patches.length > 0
            ? await patch(session, client, address, { current, inputs, changes })
            : accepted(current, inputs);
    if (!changesBetween(patched, inputs).ships) return patched;
    const job = await announceShipment(session, client, address, patched, inputs);
    return outputsOf(address, job, {
        ...acceptedInputs(patched, inputs),
        knownDetails: {
            ...patched.details,
            deliverToDcPackageDetails: inputs.deliverToDcPackageDetails,
        },
    });
}

interface Patching {
    readonly current: CustomerDiskOutputs;
    readonly inputs: CustomerDiskInputs;
    readonly changes: Changes;
}

/** The PATCH, and the job after it; or, when nothing is left to change, the job as it is. */
async function patch(
    session: Session,
    client: DataBoxClient,
    address: JobAddress,
    { current, inputs, changes }: Patching,
): Promise<CustomerDiskOutputs> {
    const { patches } = changes;
    if (patches.length === 0) return accepted(current, inputs);
    const checkOwner = session.settings.ownerTag;
    const request = changeRequest(changes, inputs, current, checkOwner ? inputs.owner : undefined);
    try {
        const answer = await client.updateJob(address, request);
        if (answer === "gone") throw jobGone(address);
        const sent = `The change of ${patches.join(", ")}`;
        assertReachedOurs(address, answer, current, checkOwner, sent);
        return outputsOf(address, answer, acceptedInputs(current, inputs));
    } catch (error) {
        if (!isRefusal(error)) throw error;
        const now = await look(session, client, address, current);
        const moved = currentOutputs(address, now, current, inputs);
        // Without its flags nothing tells whether what was refused is still to be done.
        if (!hasMoved(current, now) || flagStateOf(flagsOf(now)) === "unknown") {
            throw updateRefused(address, whereIs(now), patches, error);
        }
        session.say(
            `Azure refused to change ${jobInWords(address)}, which has moved from ${stageInWords(current.status)} to ${whereIs(now)} meanwhile: looking again at what is to be changed.`,
        );
        const again = changesBetween(moved, inputs);
        return await patch(session, client, address, { current: moved, inputs, changes: again });
    }
}

/** Whether Azure shows the job elsewhere, or lets other things be done to it, than at the last look. */
export function hasMoved(then: CustomerDiskOutputs, now: ArmDataBoxJob): boolean {
    return stageOf(now) !== then.status || flagStateOf(flagsOf(now)) !== flagStateOf(then);
}

/** What is remembered once Azure has taken everything: from now on the program's keys and tags are the known ones. */
function acceptedInputs(current: CustomerDiskOutputs, inputs: CustomerDiskInputs): Remembered {
    return {
        ...rememberInputs(inputs, current.cloud, current.diskSecrets),
        knownDetails: {
            ...inputs.details,
            deliverToDcPackageDetails: current.details.deliverToDcPackageDetails,
        },
        known: asTold(inputs, current),
    };
}

/** The outputs when nothing was to be sent. */
function accepted(current: CustomerDiskOutputs, inputs: CustomerDiskInputs): CustomerDiskOutputs {
    return { ...withStateOnlyInputs(current, inputs), managedTags: Object.keys(inputs.tags ?? {}) };
}
