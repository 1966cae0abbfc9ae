import { formerOwnerOf, renewOwner } from "./adoptedOwner";
import type { ArmJob } from "./armJob";
import { changesOf } from "./serviceChanges";
import { adoptedAsItIs } from "./creationLines";
import type { Changes } from "./changes";
import { errors } from "./errors";
import { assertHeldByNoOther } from "./heldInStack";
import type { JobKind } from "./serviceTypes";
import { outputsOf, rememberInputs, storedOutputs } from "./outputs";
import { PartialCreation } from "./jobError";
import type { Remembered, Target } from "./serviceDefinition";

/** How a job that is there differs from what the program says, as far as can be seen. */
export function differences<K extends JobKind>(
    { service, address }: Pick<Target<K>, "service" | "address">,
    inputs: K["inputs"],
    job: ArmJob,
    known: Partial<Remembered<K>> = {},
): Changes {
    const remembered = { ...rememberInputs(service, inputs, ""), ...known };
    return changesOf(service, outputsOf(service, address, job, remembered), inputs);
}

/**
 * Whether a job may be adopted, and with which owner tag to renew. Sends nothing.
 *
 * @throws JobError `AdoptionDiffers`, `SomebodyElsesJob`, `NameUsedTwice`
 */
export async function assertAdoptable<K extends JobKind>(
    on: Target<K>,
    inputs: K["inputs"],
    job: ArmJob,
) {
    const { service, session, address } = on;
    const { where } = service.observe(job);
    const { owner } = inputs;
    await assertHeldByNoOther(service, session, { address, owner, where, action: "adopt" });
    const adoption = { address, job, owner, where };
    const formerOwner = await formerOwnerOf(session, adoption);
    const { replaces } = differences(on, inputs, job);
    if (replaces.length > 0) {
        throw errors.AdoptionDiffers({ job: address, where, differences: replaces });
    }
    return { formerOwner, adoption };
}

/**
 * Takes an existing job into the stack as it is. Nothing is written, but an owner tag that it has is renewed. Keys that
 * Azure does not give back are taken to be the program's, unless the service can be asked for them.
 *
 * @throws JobError `AdoptionDiffers`, `SomebodyElsesJob`, `UpdateRefused`, `JobGone`
 */
export async function adopt<K extends JobKind>(
    on: Target<K>,
    inputs: K["inputs"],
    job: ArmJob,
): Promise<K["outputs"]> {
    const { service, session, client, address } = on;
    const { formerOwner, adoption } = await assertAdoptable(on, inputs, job);
    const remembered = rememberInputs(service, inputs, client.endpoint);
    const secrets = (await service.secretsInAzure?.(on, inputs)) ?? remembered.secrets;
    if (secrets === "gone") throw errors.JobGone.atAdoption({ job: address });
    const adopted = outputsOf(service, address, job, { ...remembered, secrets });
    const differing = inPlace(changesOf(service, adopted, inputs));
    if (formerOwner !== undefined) {
        const kept = storedOutputs(service, { ...adopted, formerOwner });
        await renewOwner(
            adoption,
            (tags) => client.updateJob(address, { tags }),
            (lost) => new PartialCreation(service.ids.jobId(address), kept, lost),
        );
    }
    session.say(adoptedAsItIs(address, adoption.where, differing));
    return adopted;
}

/** What a PATCH changes, and the shipment where that is a request of its own; for a sentence. */
export function inPlace({ patches, ships }: Pick<Changes, "patches" | "ships">): string[] {
    return [...patches, ...(ships ? [shipmentInput] : [])];
}

const shipmentInput = "deliverToDcPackageDetails";
