import { AzureError } from "../arm/azureErrors";
import type { ArmJob, JobAddress } from "../job/armJob";
import { formerOwnerOf, renewOwner } from "../job/adoptedOwner";
import { adoptedAsItIs } from "../job/creationLines";
import { adoptionDiffers, adoptionVanished } from "../job/errors";
import { jobInWords } from "../job/jobError";
import { PartialCreation } from "../job/partialCreation";
import { changesBetween } from "./changes";
import { jobId } from "./jobId";
import type { ImportExportClient } from "./jobsClient";
import { stateInWords } from "./jobStates";
import type { Drive, JobInputs, JobOutputs } from "./model";
import { outputsOf, rememberInputs, type Remembered } from "./outputs";
import { stateOf } from "./ownership";
import type { Session } from "./session";
import { storedOutputs } from "./storedOutputs";

/** How a job that is there differs from what the program says, as far as can be seen. */
export function differences(
    address: JobAddress,
    inputs: JobInputs,
    job: ArmJob,
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
    inputs: JobInputs,
    job: ArmJob,
) {
    const where = stateInWords(stateOf(job));
    const adoption = { address, job, owner: inputs.owner, where };
    const formerOwner = await formerOwnerOf(session, adoption);
    const { replaces } = differences(address, inputs, job);
    if (replaces.length > 0) throw adoptionDiffers(address, where, replaces);
    return { formerOwner, adoption };
}

/**
 * Takes an existing job into the stack as it is. Nothing is written, but an owner tag that it has is renewed.
 *
 * @throws JobError `AdoptionDiffers`, `SomebodyElsesJob`, `UpdateRefused`, `JobGone`
 */
export async function adopt(
    session: Session,
    client: ImportExportClient,
    address: JobAddress,
    inputs: JobInputs,
    job: ArmJob,
): Promise<JobOutputs> {
    const { formerOwner, adoption } = await assertAdoptable(session, address, inputs, job);
    const { where } = adoption;
    const knownDrives = await drivesWithKeys(session, client, address, inputs);
    if (knownDrives === "gone") throw adoptionVanished(address);
    const adopted = outputsOf(address, job, {
        ...rememberInputs(inputs, client.endpoint),
        knownDrives,
    });
    const { patches } = changesBetween(adopted, inputs);
    if (formerOwner !== undefined) {
        const kept = storedOutputs({ ...adopted, formerOwner });
        await renewOwner(
            adoption,
            (tags) => client.updateJob(address, { tags }),
            (lost) => new PartialCreation(jobId(address), kept, lost),
        );
    }
    session.say(adoptedAsItIs(address, where, patches));
    return adopted;
}

/**
 * The keys that Azure has for an import's drives, so that a program's other key shows as a change.
 * Without the permission to read them nothing is known, and no key counts as changed.
 */
async function drivesWithKeys(
    session: Session,
    client: ImportExportClient,
    address: JobAddress,
    inputs: JobInputs,
): Promise<Drive[] | "gone"> {
    if (inputs.properties.jobType !== "Import") return [];
    try {
        const keys = await client.listBitLockerKeys(address);
        return keys === "gone" ? "gone" : keys.map((key) => ({ ...key }));
    } catch (error) {
        if (!(error instanceof AzureError) || error.status !== 403) throw error;
        session.say(
            `Warning: no permission to read the BitLocker keys of ${jobInWords(address)}; a changed key would not be noticed.`,
        );
        return [];
    }
}
