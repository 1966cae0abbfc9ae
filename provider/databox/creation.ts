import { AzureError } from "../arm/azureErrors";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import type { JobAddress } from "../job/armJob";
import { nameUsedTwice, unfinishedCreation } from "../job/errors";
import { jobInWords } from "../job/jobError";
import { overwrote } from "../job/creationLines";
import { ownerOf, toBeRenewed, wasMadeByAnother } from "../job/ownership";
import type { Finding } from "../job/findings";
import { PartialCreation } from "../job/partialCreation";
import { isForbidden, isRefusal } from "../job/refusals";
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
import { flagStateOf } from "./lifecycle";
import type { CustomerDiskInputs, CustomerDiskOutputs } from "./model";
import { asTold, outputsOf, rememberInputs } from "./outputs";
import {
    detailsOf,
    flagsInWords,
    flagsOf,
    isBeingCancelled,
    isShipped,
    whereIs,
} from "./ownership";
import { creationRequest } from "./requests";
import type { Session } from "./session";
import { storedOutputs } from "./storedOutputs";
import { validateJob } from "./validation";
import { appearing, unconfirmed } from "./unconfirmed";
import { bringUpToDate } from "./updating";

/**
 * Orders the job, or takes over the one that is there.
 *
 * It looks first: what a PUT on an existing job does is not documented. A shipment that the program announces is
 * announced afterwards, by a request of its own.
 *
 * @throws PartialCreation when the job exists, or may exist, and something failed
 * @throws JobError `NameTaken`, `AdoptionDiffers`, `SomebodyElsesJob`, `NothingToAdopt`
 */
export async function createJob(
    session: Session,
    inputs: CustomerDiskInputs,
): Promise<{ id: string; outs: CustomerDiskOutputs }> {
    const address = session.addressOf(inputs);
    const id = jobId(address);
    if (!session.claim(id)) throw nameUsedTwice(address);
    const client = await session.connect(address);
    const found = await client.getJob(address);
    let outs: CustomerDiskOutputs;
    if (found !== "gone" && inputs.adoptExisting) {
        outs = await adopt(session, client, address, inputs, found);
    } else {
        const isNew = found === "gone";
        const job = isNew
            ? await order(session, client, address, inputs)
            : await takeOver(creationOf(session, client, address, inputs), found);
        outs = await finish(session, client, address, inputs, job, isNew);
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
    client: DataBoxClient,
    address: JobAddress,
    inputs: CustomerDiskInputs,
): Promise<ArmDataBoxJob> {
    const { ownerTag } = session.settings;
    assertWhole(address, lacksOf(inputs, ownerTag));
    const owner = ownerTag ? inputs.owner : undefined;
    const creation = creationOf(session, client, address, inputs);
    try {
        const job = await client.createJob(address, creationRequest(inputs, owner));
        // Somebody else was faster, and Azure overwrites no order.
        if (owner !== undefined && (ownerOf(job) ?? owner) !== owner) {
            return await takeOver(creation, job);
        }
        if (wasMadeByAnother(job)) {
            session.say(overwrote(address, whereIs(job)));
        }
        return job;
    } catch (error) {
        if (!(error instanceof AzureError)) throw error;
        const look = async () => {
            const found = await client.getJob(address);
            const mayAppear = found === "gone" && isUnderWay(error);
            return mayAppear ? await appearing(session, client, address) : found;
        };
        if (error.effect === "none") return await whatIsThere(creation, look, error);
        return await afterLostAnswer(creation, look, error);
    }
}

/** What is wrong with inputs as a new job's, where an adoption is content with them. */
export function lacksOf(inputs: CustomerDiskInputs, ownerTag: boolean): Finding[] {
    if (!inputs.adoptExisting) return [];
    return validateJob({ ...inputs, adoptExisting: false }, ownerTag);
}

/** A conflict with what is not there to be seen: a creation under way, perhaps this one's, which was cut off. */
function isUnderWay(refusal: AzureError): boolean {
    return isRefusal(refusal) && refusal.status === 409 && !isForbidden(refusal.code);
}

/** Azure refuses to make a job that exists: one may have come about since the look. */
async function whatIsThere(
    creation: Creation<ArmDataBoxJob>,
    look: () => Promise<ArmDataBoxJob | "gone">,
    refusal: AzureError,
): Promise<ArmDataBoxJob> {
    const found = isRefusal(refusal) ? await look() : "gone";
    if (found !== "gone") return await takeOver(creation, found);
    if (isUnderWay(refusal)) throw creation.unconfirmed(refusal);
    throw refusal;
}

/** What tells whether a job of this creation's name is its own. */
export function creationOf(
    session: Session,
    client: DataBoxClient,
    address: JobAddress,
    inputs: CustomerDiskInputs,
): Creation<ArmDataBoxJob> {
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
            return differences(address, inputs, job, { formerOwner }).patches;
        },
        nameTaken: (job, why) => nameTaken(address, whereIs(job), why),
        unconfirmed: (lost) => unconfirmed(client, address, inputs, lost),
    };
}

function doubtOf(job: ArmDataBoxJob, inputs: CustomerDiskInputs): string | undefined {
    if (isBeingCancelled(job)) return "it is cancelled";
    // An interrupted create that had already announced the shipment left it so.
    const announced = isShipped(detailsOf(job)) && inputs.deliverToDcPackageDetails !== undefined;
    const row = flagStateOf(flagsOf(job));
    return row === "cancellable" || row === "cancellableForAFee" || announced
        ? undefined
        : `an interrupted creation would have left it cancellable, and Azure says ${flagsInWords(flagsOf(job))}`;
}

/** What comes after the PUT. Anything that fails from here on keeps the job in the stack. */
async function finish(
    session: Session,
    client: DataBoxClient,
    address: JobAddress,
    inputs: CustomerDiskInputs,
    job: ArmDataBoxJob,
    isNew: boolean,
): Promise<CustomerDiskOutputs> {
    const made = outputsOf(address, job, {
        ...rememberInputs(inputs, client.endpoint),
        known: isNew ? asTold(inputs) : undefined,
        formerOwner: toBeRenewed(job, inputs.owner, session.settings.ownerTag),
    });
    const ships = announcesShipment(made, inputs);
    if (!ships && !made.shipped) warnOfExpiry(session, address);
    try {
        return await bringUpToDate(session, client, address, made, inputs);
    } catch (error) {
        if (!(error instanceof Error)) throw error;
        const cause = ships ? unfinishedCreation(address, whereIs(job), error) : error;
        throw new PartialCreation(jobId(address), storedOutputs(made), cause);
    }
}

function warnOfExpiry(session: Session, address: JobAddress): void {
    session.say(
        `Warning: the shipment of ${jobInWords(address)} is not announced. Azure deletes the order two weeks after its creation, wherever the parcel is. ` +
            `When the disks are on their way set deliverToDcPackageDetails.`,
    );
}

/** Goes on with a creation that Azure never confirmed: the job is there by now, or it is ordered. */
export async function resumeCreation(
    session: Session,
    id: string,
    olds: CustomerDiskOutputs,
    inputs: CustomerDiskInputs,
): Promise<CustomerDiskOutputs> {
    const address = jobAddress(id);
    const client = await session.reconnect(address, olds);
    const found = await client.getJob(address);
    if (found === "gone") {
        const job = await order(session, client, address, inputs);
        return await finish(session, client, address, inputs, job, true);
    }
    const job = await ofUnconfirmedCreation(creationOf(session, client, address, inputs), found);
    return await finish(session, client, address, inputs, job, false);
}
