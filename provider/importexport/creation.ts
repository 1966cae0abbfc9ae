import { AzureError } from "../arm/azureErrors";
import type { ArmJob, JobAddress } from "../job/armJob";
import type { ImportExportClient } from "./jobsClient";

import { creationUnconfirmed, nameUsedTwice, unfinishedCreation } from "../job/errors";
import { overwrote } from "../job/creationLines";
import { toBeRenewed, wasMadeByAnother } from "../job/ownership";
import type { Finding } from "../job/findings";
import { PartialCreation } from "../job/partialCreation";
import {
    afterLostAnswer,
    assertWhole,
    ofUnconfirmedCreation,
    takeOver,
    type Creation,
} from "../job/takingOver";
import { adopt, differences } from "./adoption";
import { announcesShipment } from "./changes";
import { nameTaken } from "./errors";
import { jobAddress, jobId } from "./jobId";
import { stateInWords } from "./jobStates";
import type { Drive, JobInputs, JobOutputs } from "./model";
import { asTold, outputsOf, rememberInputs, unconfirmedOutputs } from "./outputs";
import { isCancelRequested, stateOf } from "./ownership";
import { creationRequest } from "./requests";
import { bringUpToDate, warnOfForgottenShipment } from "./updating";
import type { Session } from "./session";
import { storedOutputs } from "./storedOutputs";
import { validateJob } from "./validation";

/**
 * Orders the job, or takes over the one that is there.
 *
 * It looks first, since Jobs_Create "creates a new job or updates an existing job": a second PUT
 * would overwrite somebody's job without a word. A shipment that the program announces is announced
 * afterwards, by a PATCH.
 *
 * @throws PartialCreation when the job exists, or may exist, and something failed
 * @throws JobError `NameTaken`, `AdoptionDiffers`, `SomebodyElsesJob`, `NothingToAdopt`
 */
export async function createJob(
    session: Session,
    inputs: JobInputs,
): Promise<{ id: string; outs: JobOutputs }> {
    const address = session.addressOf(inputs);
    const id = jobId(address);
    if (!session.claim(id)) throw nameUsedTwice(address);
    const client = await session.connect(address);
    const found = await client.getJob(address);
    let outs: JobOutputs;
    if (found === "gone") {
        const job = await order(session, client, address, inputs);
        outs = await finish(session, client, address, inputs, job);
    } else if (inputs.adoptExisting) {
        outs = await adopt(session, client, address, inputs, found);
    } else {
        const drives = drivesWithOtherKeys(inputs);
        const job = await takeOver(creationOf(session, client, address, inputs, drives), found);
        outs = await finish(session, client, address, inputs, job, drives);
    }
    session.noteTaken({ ...address, owner: inputs.owner });
    return { id, outs };
}

/**
 * The PUT. An answer that got lost is looked for before anything is said.
 *
 * @throws JobError `NothingToAdopt`
 */
async function order(
    session: Session,
    client: ImportExportClient,
    address: JobAddress,
    inputs: JobInputs,
): Promise<ArmJob> {
    const { ownerTag } = session.settings;
    assertWhole(address, lacksOf(inputs, ownerTag));
    const owner = ownerTag ? inputs.owner : undefined;
    try {
        const job = await client.createJob(address, creationRequest(inputs, owner));
        if (wasMadeByAnother(job)) {
            session.say(overwrote(address, stateInWords(stateOf(job))));
        }
        return job;
    } catch (error) {
        if (!(error instanceof AzureError) || error.effect === "none") throw error;
        const creation = creationOf(session, client, address, inputs);
        return await afterLostAnswer(creation, () => client.getJob(address), error);
    }
}

/** What is wrong with inputs as a new job's, where an adoption is content with them. */
export function lacksOf(inputs: JobInputs, ownerTag: boolean): Finding[] {
    if (!inputs.adoptExisting) return [];
    return validateJob({}, { ...inputs, adoptExisting: false }, ownerTag);
}

/**
 * What tells whether a job of this creation's name is its own.
 *
 * @param knownDrives the drives whose keys Azure is known to have; by default the program's
 */
export function creationOf(
    session: Session,
    client: ImportExportClient,
    address: JobAddress,
    inputs: JobInputs,
    knownDrives?: Drive[],
): Creation<ArmJob> {
    return {
        address,
        owner: inputs.owner,
        checkOwner: session.settings.ownerTag,
        say: session.say,
        doubtIdentity: (identity) => session.doubtUnfinished(identity),
        doubt: (job) => doubtOf(job, inputs),
        differing: (job) => differences(address, inputs, job).replaces,
        sends: (job) => {
            const formerOwner = toBeRenewed(job, inputs.owner, session.settings.ownerTag);
            const known = { formerOwner, ...(knownDrives && { knownDrives }) };
            return differences(address, inputs, job, known).patches.map(withCount(inputs));
        },
        nameTaken: (job, why) => nameTaken(address, stateOf(job), why),
        unconfirmed: (lost) => unconfirmed(client, address, inputs, lost),
    };
}

function withCount({ properties }: JobInputs): (name: string) => string {
    const drives = properties.driveList?.length;
    return (name) => (name === "properties.driveList" ? `${name} (${drives})` : name);
}

function doubtOf(job: ArmJob, inputs: JobInputs): string | undefined {
    if (isCancelRequested(job)) return "its cancellation has been requested";
    const state = stateOf(job);
    // An interrupted create that had already announced the shipment left the job in Shipping.
    const announced = state === "Shipping" && inputs.properties.state === "Shipping";
    return state === "Creating" || announced
        ? undefined
        : `an interrupted creation would have left it Creating, and it is ${stateInWords(state)}`;
}

/** What keeps a job in the stack that may exist. */
function unconfirmed(
    client: ImportExportClient,
    address: JobAddress,
    inputs: JobInputs,
    lost: AzureError,
): PartialCreation {
    const asked = unconfirmedOutputs(address, inputs, rememberInputs(inputs, client.endpoint));
    return new PartialCreation(
        jobId(address),
        storedOutputs(asked),
        creationUnconfirmed(address, lost),
    );
}

/**
 * What comes after the PUT. Anything that fails from here on keeps the job in the stack.
 *
 * @param drives the drives whose keys Azure is known to have, where it has not just been told everything
 */
async function finish(
    session: Session,
    client: ImportExportClient,
    address: JobAddress,
    inputs: JobInputs,
    job: ArmJob,
    drives?: Drive[],
): Promise<JobOutputs> {
    const made = outputsOf(address, job, {
        ...rememberInputs(inputs, client.endpoint),
        knownDrives: drives ?? inputs.properties.driveList ?? [],
        known: drives ? undefined : asTold(inputs),
        formerOwner: toBeRenewed(job, inputs.owner, session.settings.ownerTag),
    });
    warnOfForgottenShipment(session, address, made, inputs);
    try {
        return await bringUpToDate(session, client, address, made, inputs);
    } catch (error) {
        if (!(error instanceof Error)) throw error;
        const cause = announcesShipment(made, inputs.properties)
            ? unfinishedCreation(address, stateInWords(made.state), error)
            : error;
        throw new PartialCreation(jobId(address), storedOutputs(made), cause);
    }
}

/**
 * Which keys an interrupted creation sent is not known, and the program may have changed since: an
 * empty key differs from every key, so the drives are sent again.
 */
function drivesWithOtherKeys(inputs: JobInputs): Drive[] {
    return (inputs.properties.driveList ?? []).map((drive) => ({ ...drive, bitLockerKey: "" }));
}

/** Goes on with a creation that Azure never confirmed: the job is there by now, or it is ordered. */
export async function resumeCreation(
    session: Session,
    id: string,
    olds: JobOutputs,
    inputs: JobInputs,
): Promise<JobOutputs> {
    const address = jobAddress(id);
    const client = await session.reconnect(address, olds);
    const found = await client.getJob(address);
    if (found === "gone") {
        const job = await order(session, client, address, inputs);
        return await finish(session, client, address, inputs, job);
    }
    const drives = drivesWithOtherKeys(inputs);
    const creation = creationOf(session, client, address, inputs, drives);
    const job = await ofUnconfirmedCreation(creation, found);
    return await finish(session, client, address, inputs, job, drives);
}
