import { inPlace } from "./adopt";
import type { ArmJob } from "./armJob";
import { changesOf } from "./serviceChanges";
import { announcesShipment } from "./changes";
import { errors } from "./errors";
import type { JobKind } from "./serviceTypes";
import { assertNotMoved } from "./movedJobs";
import type { Session } from "./session";
import { assertOurs, assertReachedOurs } from "./ownershipCheck";
import { keysIn, outputsOf, rememberInputs, withStateOnlyInputs } from "./outputs";
import { isRefusal } from "./azureRefusals";
import type { Remembered, ServiceDefinition, Target } from "./serviceDefinition";

/**
 * Changes a job in place: one PATCH with what differs from a fresh look, or nothing at all; then the shipment, if it is
 * to be announced by a request of its own.
 *
 * @throws JobError `JobPurged`, `JobGone`, `SomebodyElsesJob`, `CancellationTooLate`, `UpdateRefused`, `ShipmentRefused`
 */
export async function updateJob<K extends JobKind>(
    service: ServiceDefinition<K>,
    session: Session<K["client"]>,
    id: string,
    olds: K["outputs"],
    inputs: K["inputs"],
): Promise<K["outputs"]> {
    const address = service.ids.jobAddress(id);
    const changed = inPlace(changesOf(service, olds, inputs));
    if (changed.length === 0) return withStateOnlyInputs(service, olds, inputs);
    if (olds.purged) throw errors.JobPurged({ job: address, changed });
    const client = await session.reconnect(address, olds);
    const on = { service, session, client, address };
    const current = currentOutputs(on, await read(on, olds), olds, inputs);
    const warning = service.words.beforeUpdate?.(address, current, inputs, changed);
    if (warning !== undefined) session.say(warning);
    return await bringUpToDate(on, current, inputs);
}

async function read<K extends JobKind>(on: Target<K>, ours: K["outputs"]): Promise<ArmJob> {
    const { session, client, address } = on;
    const job = await client.getJob(address);
    if (job === "gone") {
        await assertNotMoved(session.missing(client, address, ours), "update");
        throw errors.JobGone.atUpdate({ job: address });
    }
    assertOurs(on, job, ours);
    return job;
}

/** The job as it is now, with the keys and tags that the stack knows of. */
function currentOutputs<K extends JobKind>(
    { service, address }: Target<K>,
    job: ArmJob,
    olds: K["outputs"],
    inputs: K["inputs"],
): K["outputs"] {
    return outputsOf(service, address, job, {
        ...rememberInputs(service, inputs, olds.cloud, keysIn(service, olds)),
        managedTags: olds.managedTags,
        secrets: service.outputs.secretsOfOutputs(olds),
        known: olds,
        owner: olds.owner,
        formerOwner: olds.formerOwner,
    });
}

/**
 * Sends what still differs, if anything.
 *
 * @param current the job at the last look
 */
export async function bringUpToDate<K extends JobKind>(
    on: Target<K>,
    current: K["outputs"],
    inputs: K["inputs"],
): Promise<K["outputs"]> {
    const { service, address } = on;
    const { requests } = service;
    const patched = await patch(on, current, inputs);
    if (!requests.announceShipment || !announcesShipment(service.properties, patched, inputs))
        return patched;
    const job = await requests.announceShipment(on, patched, inputs);
    return outputsOf(service, address, job, {
        ...accepted(service, inputs, patched),
        secrets: service.outputs.announcedSecrets(inputs, patched),
    });
}

/**
 * The PATCH, and the job after it; or, when nothing is left to change, the job as it is. A refusal is answered by another
 * look: the parcel may have moved, and then the difference is judged again.
 */
async function patch<K extends JobKind>(
    on: Target<K>,
    current: K["outputs"],
    inputs: K["inputs"],
): Promise<K["outputs"]> {
    const { service, session, client, address } = on;
    const changes = changesOf(service, current, inputs);
    const { patches } = changes;
    if (patches.length === 0) return nothingSent(service, current, inputs);
    const line = service.words.beforePatch?.(address, current, changes);
    if (line !== undefined) session.say(line);
    const owner = session.settings.ownerTag ? inputs.owner : undefined;
    try {
        const request = service.requests.change(changes, inputs, current, owner);
        const answer = await client.updateJob(address, request);
        if (answer === "gone") throw errors.JobGone.atUpdate({ job: address });
        assertReachedOurs(on, answer, current, `The change of ${patches.join(", ")}`);
        return outputsOf(service, address, answer, accepted(service, inputs, current));
    } catch (error) {
        if (!isRefusal(error)) throw error;
        const now = await read(on, current);
        const seen = service.observe(now);
        // From a place that nobody knows nothing tells whether what was refused is still to be done.
        if (!service.hasMoved(current, seen)) {
            const { where } = seen;
            throw errors.UpdateRefused.atUpdate({
                job: address,
                where,
                changed: patches,
                cause: error,
            });
        }
        const secondLook = service.words.secondLook?.(address, current, seen);
        if (secondLook !== undefined) session.say(secondLook);
        return await patch(on, currentOutputs(on, now, current, inputs), inputs);
    }
}

/** What is remembered once Azure has taken everything: from now on the program's keys and tags are the known ones. */
function accepted<K extends JobKind>(
    service: ServiceDefinition<K>,
    inputs: K["inputs"],
    current: K["outputs"],
): Remembered<K> {
    return {
        ...rememberInputs(service, inputs, current.cloud, keysIn(service, current)),
        secrets: service.outputs.acceptedSecrets(inputs, current),
        known: service.outputs.asTold(inputs, current),
    };
}

/** The outputs when nothing was to be sent. */
function nothingSent<K extends JobKind>(
    service: ServiceDefinition<K>,
    current: K["outputs"],
    inputs: K["inputs"],
): K["outputs"] {
    const outs = {
        ...withStateOnlyInputs(service, current, inputs),
        managedTags: Object.keys(inputs.tags ?? {}),
    };
    const { withSecrets, acceptedSecrets } = service.outputs;
    return withSecrets ? withSecrets(outs, acceptedSecrets(inputs, current)) : outs;
}
