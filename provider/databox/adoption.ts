import type { JobAddress } from "../job/armJob";
import { formerOwnerOf, renewOwner } from "../job/adoptedOwner";
import { adoptedAsItIs } from "../job/creationLines";
import { adoptionDiffers } from "../job/errors";
import { PartialCreation } from "../job/partialCreation";
import { changesBetween } from "./changes";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import { jobId } from "./jobId";
import type { CustomerDiskInputs, CustomerDiskOutputs } from "./model";
import { outputsOf, rememberInputs, type Remembered } from "./outputs";
import { whereIs } from "./ownership";
import type { Session } from "./session";
import { storedOutputs } from "./storedOutputs";

/** How a job that is there differs from what the program says, as far as can be seen. */
export function differences(
    address: JobAddress,
    inputs: CustomerDiskInputs,
    job: ArmDataBoxJob,
    known: Partial<Remembered> = {},
) {
    const remembered = { ...rememberInputs(inputs, ""), ...known };
    return changesBetween(outputsOf(address, job, remembered), inputs);
}

/**
 * Whether a job may be adopted, and with which owner tag to renew. Sends nothing.
 *
 * @throws JobError `AdoptionDiffers`, `SomebodyElsesJob`
 */
export async function assertAdoptable(
    session: Session,
    address: JobAddress,
    inputs: CustomerDiskInputs,
    job: ArmDataBoxJob,
) {
    const adoption = { address, job, owner: inputs.owner, where: whereIs(job) };
    const formerOwner = await formerOwnerOf(session, adoption);
    const { replaces } = differences(address, inputs, job);
    if (replaces.length > 0) throw adoptionDiffers(address, whereIs(job), replaces);
    return { formerOwner, adoption };
}

/**
 * Takes an existing job into the stack as it is. Nothing is written, but an owner tag that it has is renewed. The keys that
 * Azure does not return are taken to be the program's.
 *
 * @throws JobError `AdoptionDiffers`, `SomebodyElsesJob`, `UpdateRefused`, `JobGone`
 */
export async function adopt(
    session: Session,
    client: DataBoxClient,
    address: JobAddress,
    inputs: CustomerDiskInputs,
    job: ArmDataBoxJob,
): Promise<CustomerDiskOutputs> {
    const { formerOwner, adoption } = await assertAdoptable(session, address, inputs, job);
    const adopted = outputsOf(address, job, rememberInputs(inputs, client.endpoint));
    const { patches, ships } = changesBetween(adopted, inputs);
    const differing = [...patches, ...(ships ? ["deliverToDcPackageDetails"] : [])];
    if (formerOwner !== undefined) {
        const kept = storedOutputs({ ...adopted, formerOwner });
        await renewOwner(
            adoption,
            (tags) => client.updateJob(address, { tags }),
            (lost) => new PartialCreation(jobId(address), kept, lost),
        );
    }
    session.say(adoptedAsItIs(address, whereIs(job), differing));
    return adopted;
}
