/** Looks for a job that is not under its id any more: somebody may have moved it to another resource group. */
import { AzureError } from "../arm/azureErrors";
import { placeOf, type ArmJob, type JobAddress } from "./armJob";
import { identityOf } from "./ownerTag";
import { errors } from "./errors";
import { jobInWords } from "./jobError";
import type { JobClient } from "./jobClient";
import { createdAt, foreignEvidence, ownerOf, type Identity, type Shown } from "./ownership";
import { lacksPermission } from "./azureRefusals";
import { sameIgnoringCase } from "./sameness";

type Lister = Pick<JobClient, "listJobs">;

/** A job that the stack has, and that its id does not find. */
export interface Missing {
    readonly client: Lister;
    /** The last list of each subscription, shared by the calls of an operation. */
    readonly lists: Map<string, Promise<ArmJob[]>>;
    readonly address: JobAddress;
    /** The job as the stack last knew it. */
    readonly ours: Identity & { readonly purged: boolean };
    /** False when the settings turn the owner tag off. */
    readonly checkOwner: boolean;
    readonly say: (line: string) => void;
    /** Where a job is, as it reads after "it is". */
    readonly whereIs: (job: ArmJob) => string;
    /** Whether the program asks for this name there: then the new job of a replacement may be there already. */
    readonly isAskedFor: (resourceGroupName: string) => boolean;
}

/** The job where it is now. */
export interface Moved {
    readonly resourceGroupName: string;
    /** Where its parcel is. */
    readonly where: string;
}

/**
 * Where the job is now; undefined: nowhere in the subscription that the login shows. A job that was never seen, or that
 * was called gone before, is not looked for. Another subscription is not looked into.
 *
 * @throws JobError `JobNotFound` when the subscription cannot be listed, unless for lack of the permission: then the GET counts
 */
export async function lookElsewhere(missing: Missing): Promise<Moved | undefined> {
    const { address, ours, say } = missing;
    if (ours.creationUnconfirmed === true || ours.purged) return undefined;
    let jobs: ArmJob[];
    try {
        jobs = await jobsWithout(missing);
    } catch (error) {
        if (!(error instanceof AzureError)) throw error;
        if (!isNotAllowed(error)) throw errors.JobNotFound({ job: address, cause: error });
        say(
            `Azure does not find ${jobInWords(address)}, and whether somebody moved it to another resource group is not known: the login may not list the jobs of the subscription. It is taken to be gone.`,
        );
        return undefined;
    }
    for (const job of jobs) {
        const { resourceGroupName: group, jobName } = placeOf(job);
        if (group === undefined || !sameIgnoringCase(jobName, address.jobName)) continue;
        if (!isIt(missing, job, group)) continue;
        return { resourceGroupName: group, where: missing.whereIs(job) };
    }
    return undefined;
}

/** @throws JobError `JobMoved` when the job is in another resource group; see `lookElsewhere` */
export async function assertNotMoved(missing: Missing, action: string): Promise<void> {
    const moved = await lookElsewhere(missing);
    if (moved) throw errors.JobMoved({ job: missing.address, ...moved, action });
}

/** A move keeps the name, the tags and the time of creation. */
function isIt(
    { address, ours, checkOwner, isAskedFor }: Missing,
    job: ArmJob,
    group: string,
): boolean {
    if (sameIgnoringCase(group, address.resourceGroupName)) return false;
    if (!isSameElsewhere(job, ours, checkOwner)) return false;
    return hasIdentity(job, checkOwner) || isOfThatTime(job, ours) || !isAskedFor(group);
}

/**
 * Whether a job of the same name in another place is the one that a stack has: by the identity of its creation; where
 * its tag has none, by the tag's words and the time of its creation, as far as these are known.
 *
 * @param checkOwner false when the settings turn the owner tag off: then the time alone tells
 */
export function isSameElsewhere(job: Shown, ours: Identity, checkOwner: boolean): boolean {
    if (hasIdentity(job, checkOwner)) {
        return foreignEvidence({ tags: job.tags }, ours, checkOwner) === undefined;
    }
    const hasWords = checkOwner && ownerOf(job) !== undefined;
    const isForeign = foreignEvidence(job, ours, checkOwner) !== undefined;
    return !isForeign && (hasWords || isOfThatTime(job, ours));
}

/** One identity, one creation: nothing else need agree. */
function hasIdentity(job: Shown, checkOwner: boolean): boolean {
    return checkOwner && identityOf(ownerOf(job) ?? "") !== undefined;
}

/** Whether both times are known, and the same. */
function isOfThatTime(job: Shown, ours: Identity): boolean {
    const [now, then] = [createdAt(job), createdAt(ours)];
    return now !== undefined && then !== undefined && Date.parse(now) === Date.parse(then);
}

/**
 * The jobs of the subscription, for a job that is not under its id: one list tells of all that an operation misses. A
 * job that it shows under its id has left only since then, and may have been moved since then: that takes another list.
 */
async function jobsWithout(missing: Missing): Promise<ArmJob[]> {
    const { lists, address } = missing;
    const key = address.subscriptionId.toLowerCase();
    const earlier = lists.get(key);
    if (!earlier) return await listAgain(missing, key);
    const jobs = await earlier;
    if (!jobs.some((job) => isUnder(address, job))) return jobs;
    const later = lists.get(key);
    return await (later === earlier || !later ? listAgain(missing, key) : later);
}

async function listAgain({ client, lists, address }: Missing, key: string): Promise<ArmJob[]> {
    const list = client.listJobs({ subscriptionId: address.subscriptionId });
    lists.set(key, list);
    try {
        return await list;
    } catch (error) {
        // A lack of permission will not pass during the operation; anything else may.
        if (!isNotAllowed(error) && lists.get(key) === list) lists.delete(key);
        throw error;
    }
}

/** Resource Manager's answer that the login may not list. A page of a proxy has no code and says nothing. */
function isNotAllowed(error: unknown): boolean {
    return error instanceof AzureError && lacksPermission(error) && error.code !== undefined;
}

function isUnder({ resourceGroupName, jobName }: JobAddress, job: ArmJob): boolean {
    const place = placeOf(job);
    return (
        sameIgnoringCase(place.resourceGroupName, resourceGroupName) &&
        sameIgnoringCase(place.jobName, jobName)
    );
}
