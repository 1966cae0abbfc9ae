import { AzureError } from "../arm/azureErrors";
import { isSameJob, type JobAddress } from "./armJob";
import { goingOn } from "./creationLines";
import { errors } from "./errors";
import { asFailures, type Finding } from "./findings";
import { identityOf, wordsOf } from "./ownerTag";
import { foreignEvidence, ownerOf, type Identity, type Shown } from "./ownership";
import type { PartialCreation } from "./jobError";
import { isUnknown } from "./unknowns";

/**
 * A creation that may meet a job of its name: one that it asked for itself and was cut off, or one that is somebody
 * else's. What both services decide alike stands here; what an interrupted creation looks like is the service's matter.
 */
export interface Creation<Job extends Shown> {
    readonly address: JobAddress;
    /** The value of the owner tag that it gives. */
    readonly owner: string;
    /** False when the settings turn the owner tag off. */
    readonly checkOwner: boolean;
    /** What speaks against an identity's being that of a creation of this stack which was cut off; undefined: nothing. */
    readonly doubtIdentity: (identity: string) => Promise<string | undefined>;
    readonly say: (line: string) => void;
    /** Why an interrupted creation would not have left the job as it is; undefined: it would. */
    readonly doubt: (job: Job) => string | undefined;
    /** Inputs that Azure does not change, and in which the job differs. */
    readonly differing: (job: Job) => readonly string[];
    /** What differs and will be sent, for a sentence: names and counts, no values. */
    readonly sends: (job: Job) => readonly string[];
    readonly nameTaken: (job: Job, why: string) => Error;
    /** What keeps a job in the stack that may exist. */
    readonly unconfirmed: (lost: AzureError) => PartialCreation;
}

/**
 * An adoption may leave out what a new job needs; where there is none to adopt, the order needs it.
 *
 * @param findings what is wrong with the inputs as a new job's
 * @throws JobError `NothingToAdopt`
 */
export function assertWhole(address: JobAddress, findings: readonly Finding[]): void {
    if (findings.length === 0) return;
    throw errors.NothingToAdopt.atAdoption({ job: address, missing: reasonsOf(findings) });
}

/**
 * Refuses to delete a job for one that cannot be made: what the creation behind the deletion would refuse, as far as it can be
 * known before.
 *
 * @param replaced whose place the new job takes
 * @param lacks what is wrong with the inputs as a new job's, where an adoption is content with them
 * @param look asks for the job at the new place, where that is another
 * @param assertAdoptable throws where the program adopts, and may not adopt that job; undefined: it does not adopt
 * @throws JobError `NothingToAdopt`, `NameTaken`, and those of an adoption
 */
export async function assertCanBeMade<Job extends Shown>(
    creation: Creation<Job>,
    replaced: JobAddress,
    lacks: readonly Finding[],
    look: () => Promise<Job | "gone">,
    assertAdoptable: ((job: Job) => Promise<unknown>) | undefined,
): Promise<void> {
    const { address } = creation;
    if (Object.values(address).some(isUnknown)) return;
    if (isSameJob(address, replaced)) return assertReplaceable(address, lacks);
    const found = await look();
    if (found === "gone") return assertWhole(address, lacks);
    if (assertAdoptable) return void (await assertAdoptable(found));
    const against = await againstTakingOver(creation, found);
    if (against !== undefined) throw creation.nameTaken(found, against);
}

/**
 * An adopted job is not deleted where the program does not describe the one that takes its place.
 *
 * @param lacks what is wrong with the inputs as a new job's
 * @throws JobError `NothingToAdopt`
 */
export function assertReplaceable(address: JobAddress, lacks: readonly Finding[]): void {
    if (lacks.length === 0) return;
    throw errors.NothingToAdopt.atReplacement({ job: address, missing: reasonsOf(lacks) });
}

const reasonsOf = (findings: readonly Finding[]) =>
    asFailures(findings).map(({ reason }) => reason);

/** What speaks against a job's being an interrupted creation of this very resource; undefined: nothing. */
async function againstTakingOver<Job extends Shown>(
    creation: Creation<Job>,
    job: Job,
): Promise<string | undefined> {
    const { doubt, differing } = creation;
    const against = (await ownerDoubt(creation, job)) ?? doubt(job);
    if (against !== undefined) return against;
    const names = differing(job);
    return names.length > 0 ? `it differs in ${names.join(", ")}` : undefined;
}

/**
 * What speaks against a job's being one that this stack began to make, as far as its owner tag goes. The words of a tag are
 * no proof: only the identity of a creation is, if it is this very one's, or stands unfinished in this stack's checkpoint.
 */
async function ownerDoubt<Job extends Shown>(
    { owner, checkOwner, doubtIdentity }: Creation<Job>,
    job: Job,
): Promise<string | undefined> {
    const tag = ownerOf(job);
    if (!checkOwner) return "the setting ownerTag is off, so nothing tells whose it is";
    if (tag === undefined) return "it has no owner tag";
    const identity = identityOf(tag);
    if (identity !== undefined && tag === owner) return undefined;
    const doubt =
        identity === undefined
            ? "its owner tag has this resource's words, which other stacks may have as well, and does not say which creation it is of"
            : await doubtIdentity(identity);
    if (doubt === undefined) return undefined;
    return wordsOf(tag) === wordsOf(owner) ? doubt : `its owner tag says ${wordsOf(tag)}`;
}

/**
 * Takes over a job of our name, but only as an interrupted create of this very resource.
 *
 * @throws JobError `NameTaken`, saying what speaks against it
 */
export async function takeOver<Job extends Shown>(creation: Creation<Job>, job: Job): Promise<Job> {
    const against = await againstTakingOver(creation, job);
    if (against !== undefined) throw creation.nameTaken(job, against);
    creation.say(goingOn(creation.address, creation.sends(job)));
    return job;
}

/**
 * Goes on with a job that this stack ordered without an answer. There was none of that name before;
 * so one with our tag is ours, wherever somebody has moved it meanwhile.
 *
 * @throws JobError `NameTaken` when it is not ours, or differs in what cannot be changed
 */
async function goOnWith<Job extends Shown>(creation: Creation<Job>, job: Job): Promise<Job> {
    const isOurs = creation.checkOwner && ownerOf(job) === creation.owner;
    if (!isOurs || creation.differing(job).length > 0) return await takeOver(creation, job);
    creation.say(goingOn(creation.address, creation.sends(job)));
    return job;
}

/**
 * Looks for a job whose creation may have taken effect although its answer is lost.
 *
 * @throws PartialCreation when nothing tells
 * @throws JobError `NameTaken` when the job that is there is another
 */
export async function afterLostAnswer<Job extends Shown>(
    creation: Creation<Job>,
    look: () => Promise<Job | "gone">,
    lost: AzureError,
): Promise<Job> {
    const found = await look().catch((error: unknown) => {
        if (error instanceof AzureError) throw creation.unconfirmed(lost);
        throw error;
    });
    // Not there yet says nothing: the request may still be on its way, or Azure still at work.
    if (found === "gone") throw creation.unconfirmed(lost);
    // Without the tag nothing tells whose job it is; forgetting one of ours would be worse.
    if (ownerOf(found) === undefined && !creation.checkOwner) throw creation.unconfirmed(lost);
    return await goOnWith(creation, found);
}

/**
 * The job of a creation that an earlier operation asked for and Azure never confirmed.
 *
 * @throws JobError `NameTaken` when it is another
 */
export async function ofUnconfirmedCreation<Job extends Shown>(
    creation: Creation<Job>,
    job: Job,
): Promise<Job> {
    // Without owner tags nothing tells whose job it is; this stack asked for one of that name.
    const isUntagged = !creation.checkOwner && ownerOf(job) === undefined;
    return isUntagged ? job : await goOnWith(creation, job);
}

/**
 * Whether the job is the new one of a replacement already: one that was cut off between its PUT and the checkpoint is
 * compared with the old job once more, and create takes the new one over.
 *
 * @param old the job that the checkpoint has
 */
export async function isNewAlready<Job extends Shown>(
    creation: Creation<Job>,
    old: Identity,
    job: Job,
): Promise<boolean> {
    const isOld = foreignEvidence(job, old, creation.checkOwner) === undefined;
    return !isOld && (await againstTakingOver(creation, job)) === undefined;
}
