/** Looks for a job that is not under its id any more: somebody may have moved it to another resource group. */
import type { ArmJob, JobAddress } from "./armJob";
import { jobMoved } from "./errors";
import { jobInWords } from "./jobError";
import type { WatchedClient } from "./listedJobs";
import { foreignEvidence, ownerOf, type Identity } from "./ownership";
import { lacksPermission } from "./refusals";
import { sameIgnoringCase } from "./sameness";

/** A job that the stack has, and that its id does not find. */
export interface Missing {
    readonly client: WatchedClient;
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
 * @throws AzureError when the subscription cannot be listed, unless for lack of the permission: then the GET counts
 */
export async function lookElsewhere(missing: Missing): Promise<Moved | undefined> {
    const { client, address, ours, say } = missing;
    if (ours.creationUnconfirmed === true || ours.purged) return undefined;
    let jobs: ArmJob[];
    try {
        jobs = await listAgain(client, address.subscriptionId);
    } catch (error) {
        if (!lacksPermission(error)) throw error;
        say(
            `Azure does not find ${jobInWords(address)}, and whether somebody moved it to another resource group cannot be told: the login may not list the jobs of the subscription. It is taken to be gone.`,
        );
        return undefined;
    }
    for (const job of jobs) {
        const [, resourceGroupName] = /\/resourceGroups\/([^/]+)\//i.exec(job.id ?? "") ?? [];
        if (resourceGroupName === undefined || !isIt(missing, job, resourceGroupName)) continue;
        return { resourceGroupName, where: missing.whereIs(job) };
    }
    return undefined;
}

/** @throws JobError `JobMoved` when the job is in another resource group; see `lookElsewhere` */
export async function assertNotMoved(missing: Missing, action: string): Promise<void> {
    const moved = await lookElsewhere(missing);
    if (moved) throw jobMoved(missing.address, moved.where, moved.resourceGroupName, action);
}

/** A move keeps the name, the tags and the time of creation. */
function isIt(
    { address, ours, checkOwner, isAskedFor }: Missing,
    job: ArmJob,
    group: string,
): boolean {
    const name = job.name ?? /\/jobs\/([^/]+)$/i.exec(job.id ?? "")?.[1];
    if (!sameIgnoringCase(name, address.jobName)) return false;
    if (sameIgnoringCase(group, address.resourceGroupName)) return false;
    const then = ours.systemData?.createdAt;
    const isOfThatTime =
        typeof then === "string" &&
        typeof job.systemData?.createdAt === "string" &&
        foreignEvidence({ systemData: job.systemData }, ours, false) === undefined;
    const owner = ownerOf(job);
    if (!checkOwner || owner === undefined) return isOfThatTime;
    if (owner !== ours.owner) return false;
    return !isAskedFor(group) || then === undefined || isOfThatTime;
}

/** A list that runs, and the one that begins after it. */
interface Lists {
    running?: Promise<ArmJob[]>;
    next?: Promise<ArmJob[]>;
}

const listsOf = new WeakMap<WatchedClient, Lists>();

/** A list of the subscription that begins after this call. Jobs that are missing at the same time share one. */
async function listAgain(client: WatchedClient, subscriptionId: string): Promise<ArmJob[]> {
    const lists = listsOf.get(client) ?? {};
    listsOf.set(client, lists);
    const begin = () => {
        lists.next = undefined;
        const list = client.listJobs({ subscriptionId }).finally(() => {
            if (lists.running === list) lists.running = undefined;
        });
        lists.running = list;
        return list;
    };
    if (!lists.running) return await begin();
    lists.next ??= lists.running.then(begin, begin);
    return await lists.next;
}
