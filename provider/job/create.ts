import { AzureError } from "../arm/azureErrors";
import { adopt, differences } from "./adopt";
import type { ArmJob } from "./armJob";
import { overwrote } from "./creationLines";
import { announcesShipment } from "./changes";
import { errors } from "./errors";
import type { Finding } from "./findings";
import type { JobKind } from "./serviceTypes";
import type { Session } from "./session";
import { outputsOf, rememberInputs, storedOutputs } from "./outputs";
import { ownerOf, toBeRenewed, wasMadeByAnother } from "./ownership";
import { PartialCreation } from "./jobError";
import { isForbidden, isRefusal } from "./azureRefusals";
import type { Remembered, ServiceDefinition, Target } from "./serviceDefinition";
import {
    afterLostAnswer,
    assertWhole,
    ofUnconfirmedCreation,
    takeOver,
    type Creation,
} from "./takingOver";
import { lookUntilShown, unconfirmed } from "./unconfirmed";
import { bringUpToDate } from "./update";
import type { Wire } from "./wire";

/**
 * Makes the job, or takes over the one that is there.
 *
 * It looks first: a PUT on a job that exists may overwrite somebody's without a word. A shipment that the program
 * announces is announced afterwards.
 *
 * @throws PartialCreation when the job exists, or may exist, and something failed
 * @throws JobError `NameTaken`, `AdoptionDiffers`, `SomebodyElsesJob`, `NothingToAdopt`
 */
export async function createJob<K extends JobKind>(
    service: ServiceDefinition<K>,
    session: Session<K["client"]>,
    inputs: K["inputs"],
): Promise<{ id: string; outs: K["outputs"] }> {
    const address = session.addressOf(inputs);
    const id = service.ids.jobId(address);
    if (!session.program.claim(id)) throw errors.NameUsedTwice.inUpdate({ job: address });
    const client = await session.connect(address);
    const on = { service, session, client, address };
    const found = await client.getJob(address);
    const outs =
        found !== "gone" && inputs.adoptExisting
            ? await adopt(on, inputs, found)
            : await makeOrGoOn(on, inputs, found, takeOver);
    session.program.noteTaken({ ...address, owner: inputs.owner });
    return { id, outs };
}

/** Goes on with a creation that Azure never confirmed: the job is there by now, or it is made. */
export async function resumeCreation<K extends JobKind>(
    service: ServiceDefinition<K>,
    session: Session<K["client"]>,
    id: string,
    olds: K["outputs"],
    inputs: K["inputs"],
): Promise<K["outputs"]> {
    const address = service.ids.jobAddress(id);
    const client = await session.reconnect(address, olds);
    const on = { service, session, client, address };
    return await makeOrGoOn(on, inputs, await client.getJob(address), ofUnconfirmedCreation);
}

/** @param goOn takes over a job that is there, or refuses it */
async function makeOrGoOn<K extends JobKind>(
    on: Target<K>,
    inputs: K["inputs"],
    found: ArmJob | "gone",
    goOn: (creation: Creation<ArmJob>, job: ArmJob) => Promise<ArmJob>,
): Promise<K["outputs"]> {
    if (found === "gone") return await finish(on, inputs, await put(on, inputs), {});
    // Which secrets an interrupted creation sent is not known, and the program may have changed since.
    const secrets = on.service.outputs.doubtfulSecrets?.(inputs);
    const job = await goOn(creationOf(on, inputs, secrets), found);
    return await finish(on, inputs, job, { isOld: true, secrets });
}

/**
 * The PUT. An answer that got lost is looked for before anything is said.
 *
 * @throws JobError `NothingToAdopt`
 */
async function put<K extends JobKind>(on: Target<K>, inputs: K["inputs"]): Promise<ArmJob> {
    const { service, session, client, address } = on;
    const { ownerTag } = session.settings;
    assertWhole(address, lacksOf(service, inputs, ownerTag));
    const owner = ownerTag ? inputs.owner : undefined;
    const creation = creationOf(on, inputs);
    try {
        const job = await client.createJob(address, service.requests.create(inputs, owner));
        // Somebody else was faster, and Azure overwrote nothing.
        const isKept = !service.putOverwrites && owner !== undefined;
        if (isKept && (ownerOf(job) ?? owner) !== owner) return await takeOver(creation, job);
        if (wasMadeByAnother(job)) {
            session.say(overwrote(address, service.observe(job).where));
        }
        return job;
    } catch (error) {
        if (!(error instanceof AzureError)) throw error;
        const look = async () => {
            const found = await client.getJob(address);
            const mayAppear = found === "gone" && isUnderWay(service, error);
            return mayAppear ? await lookUntilShown(on) : found;
        };
        if (error.effect !== "none") return await afterLostAnswer(creation, look, error);
        if (service.putOverwrites) throw error;
        return await whatIsThere(on, creation, look, error);
    }
}

/** What is wrong with inputs as a new job's, where an adoption is content with them. */
export function lacksOf<K extends JobKind>(
    { inputs: rules }: ServiceDefinition<K>,
    inputs: K["inputs"],
    ownerTag: boolean,
): Finding[] {
    if (!inputs.adoptExisting) return [];
    return rules.validate({}, { ...(inputs as object as Wire), adoptExisting: false }, ownerTag);
}

/** A conflict with what is not there to be seen: a creation under way, perhaps this one's, which was cut off. */
function isUnderWay<K extends JobKind>(
    { putOverwrites }: ServiceDefinition<K>,
    refusal: AzureError,
): boolean {
    const isConflict = isRefusal(refusal) && refusal.status === 409;
    return !putOverwrites && isConflict && !isForbidden(refusal.code);
}

/** Azure refuses to make a job that exists: one may have come about since the look. */
async function whatIsThere<K extends JobKind>(
    { service }: Target<K>,
    creation: Creation<ArmJob>,
    look: () => Promise<ArmJob | "gone">,
    refusal: AzureError,
): Promise<ArmJob> {
    const found = isRefusal(refusal) ? await look() : "gone";
    if (found !== "gone") return await takeOver(creation, found);
    if (isUnderWay(service, refusal)) throw creation.unconfirmed(refusal);
    throw refusal;
}

/**
 * What tells whether a job of this creation's name is its own.
 *
 * @param secrets what Azure is known to have of the program's; by default all
 */
export function creationOf<K extends JobKind>(
    on: Target<K>,
    inputs: K["inputs"],
    secrets?: K["secrets"],
): Creation<ArmJob> {
    const { service, session, address } = on;
    const { owner } = inputs;
    const checkOwner = session.settings.ownerTag;
    const inWords = (name: string) => service.words.patchOf?.(name, inputs) ?? name;
    return {
        address,
        owner,
        checkOwner,
        say: session.say,
        doubtIdentity: (identity) => session.checkpoints.doubtUnfinished(identity),
        doubt: (job) => service.doubtOfTakeover(service.observe(job), inputs),
        differing: (job) => differences(on, inputs, job).replaces,
        sends: (job) => {
            const formerOwner = toBeRenewed(job, owner, checkOwner);
            const known = { formerOwner, ...(secrets !== undefined && { secrets }) };
            return differences(on, inputs, job, known).patches.map(inWords);
        },
        nameTaken: (job, why) => {
            const { where } = service.observe(job);
            return errors.NameTaken({
                job: address,
                where,
                why,
                overwrites: service.putOverwrites,
            });
        },
        unconfirmed: (lost) => unconfirmed(on, inputs, lost),
    };
}

/**
 * What comes after the PUT. Anything that fails from here on keeps the job in the stack.
 *
 * @param isOld the job was there already, so that Azure has not just been told everything
 * @param secrets what Azure is known to have of the program's; by default all
 */
async function finish<K extends JobKind>(
    on: Target<K>,
    inputs: K["inputs"],
    job: ArmJob,
    { isOld = false, secrets }: { isOld?: boolean; secrets?: K["secrets"] },
): Promise<K["outputs"]> {
    const { service, session, client, address } = on;
    const remembered: Remembered<K> = {
        ...rememberInputs(service, inputs, client.endpoint),
        ...(secrets !== undefined && { secrets }),
        known: isOld ? undefined : service.outputs.asTold(inputs),
        formerOwner: toBeRenewed(job, inputs.owner, session.settings.ownerTag),
    };
    const made = outputsOf(service, address, job, remembered);
    const warning = service.words.afterCreation(address, made, inputs);
    if (warning !== undefined) session.say(warning);
    try {
        return await bringUpToDate(on, made, inputs);
    } catch (error) {
        if (!(error instanceof Error)) throw error;
        const { where } = service.observe(job);
        const cause = announcesShipment(service.properties, made, inputs)
            ? errors.UnfinishedCreation({ job: address, where, cause: error })
            : error;
        const kept = storedOutputs(service, made);
        throw new PartialCreation(service.ids.jobId(address), kept, cause);
    }
}
