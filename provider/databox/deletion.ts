import { assertReplaceable } from "../job/takingOver";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import type { LookOptions } from "../arm/resource";
import type { JobAddress } from "../job/armJob";
import { somebodyElsesJob } from "../job/errors";
import { jobInWords, type JobError } from "../job/jobError";
import { isLeftover } from "../dynamic/siblings";
import { foreignEvidence } from "../job/ownership";
import { isForbidden, isRefusal } from "../job/refusals";
import { assertNotMoved } from "../dynamic/movedJobs";
import { orForgetRetired } from "../job/retired";
import { mayForget, planDeletion, type Observation, type RefusalRule } from "../job/plan";
import { resolveDeletion } from "./changes";
import {
    azureDisagrees,
    cancellationRefused,
    creationUnderWay,
    deletionNotWanted,
    deletionRefused,
    deletionUnderWay,
    feeNotAccepted,
    replacementRefused,
    timeIsUp,
} from "./errors";
import { keysToLose } from "./exportKeys";
import { jobAddress } from "./jobId";
import { flagStateOf, observationOf, ruleFor, type Refused } from "./lifecycle";
import type { CustomerDiskDeletion, CustomerDiskOutputs } from "./model";
import {
    assertOurs,
    assertReachedOurs,
    detailsOf,
    flagsOf,
    isBeingCancelled,
    isShipped,
    textAt,
    whereIs,
} from "./ownership";
import { afterTheOrder } from "./serviceLock";
import type { Session } from "./session";
import { minutesToAppear } from "./unconfirmed";

/** Everything that a delete needs to know of the job and its wishes. */
interface Deleting {
    readonly session: Session;
    readonly client: DataBoxClient;
    readonly address: JobAddress;
    readonly olds: CustomerDiskOutputs;
    readonly wishes: CustomerDiskDeletion;
    readonly isReplaced: boolean;
}

/** How a delete ended: a job that was forgotten stays in Azure, and so do its locks. */
type Ending = "gone" | "forgotten";

/**
 * Deletes the job, cancels it first, waits, or refuses: what the table says for the flags of a
 * fresh look. See docs/lifecycle.md.
 *
 * A job that is gone counts as deleted. A wait that runs out leaves the cancellation accepted, and
 * a second delete goes on from there.
 *
 * @throws JobError with the job's stage, its flags and the next step; the resource then stays in the stack
 */
export async function deleteJob(
    session: Session,
    id: string,
    olds: CustomerDiskOutputs,
): Promise<void> {
    const address = jobAddress(id);
    if (await isLeftover(session, id, address, olds)) return;
    const client = await session.reconnect(address, olds);
    const wishes = resolveDeletion(olds.deletion, olds.owner);
    const isReplaced = session.isBeingReplaced(address, olds.owner);
    const deleting = { session, client, address, olds, wishes, isReplaced };
    const ending = await orForgetRetired(
        {
            address,
            say: session.say,
            mayForget: mayForget(wishes.whenUndeletable, { isReplaced }),
        },
        async () => {
            const job = await client.getJob(address);
            refuseUnfinishedCreation(deleting, job);
            return await deleteFrom(deleting, job);
        },
    );
    // The new order of a replacement locks its accounts again.
    if (ending === "gone" && !isReplaced) {
        await afterTheOrder(session, client, address, { ...olds, deletion: wishes });
    }
}

/** @param afterAsking whether a cancellation of this delete was accepted, by whatever job has the name */
async function look(
    { session, client, address, olds, wishes }: Deleting,
    { afterAsking = false, ...options }: LookOptions & { afterAsking?: boolean } = {},
): Promise<ArmDataBoxJob | "gone"> {
    const job = await client.getJob(address, options);
    if (job === "gone") return job;
    const checkOwner = session.settings.ownerTag;
    if (afterAsking && textAt(job, "cancellationReason") === wishes.cancelReason) {
        assertReachedOurs(address, job, olds, checkOwner, "The cancellation");
    }
    assertOurs(address, job, olds, checkOwner);
    return job;
}

/** A job that this delete has never seen may be one that Azure is still making. */
function refuseUnfinishedCreation(
    { client, address, olds, wishes }: Deleting,
    job: ArmDataBoxJob | "gone",
): void {
    if (job !== "gone") return;
    const minutes = minutesToAppear(olds, client.timeOfDay());
    const { action } = planDeletion(job, wishes, { minutesToAppear: minutes });
    if (action === "refuse") throw creationUnderWay(address, minutes);
}

/** One turn of the table; a parcel that moved while Azure was asked gives it another turn. */
async function deleteFrom(deleting: Deleting, job: ArmDataBoxJob | "gone"): Promise<Ending> {
    const { session, client, address, olds, wishes, isReplaced } = deleting;
    if (job === "gone") {
        await assertNotMoved(session.missing(client, address, olds), "delete");
        return "gone";
    }
    if (isReplaced) assertReplaceable(address, session.lacksOfNext(address));
    const seen = observe(deleting, job);
    const evidence = foreignEvidence(job, olds, session.settings.ownerTag);
    const isAnothers = evidence !== undefined;
    const plan = planDeletion(seen, wishes, { isReplaced, isAnothers, isPurged: olds.purged });
    switch (plan.action) {
        case "nothing":
            return "gone";
        case "refuse":
            throw refusalOf(plan.rule, deleting, job, { seen, evidence });
        case "delete":
            return await removeRecord(deleting, job);
        case "cancel":
            return await cancelFirst(deleting, job);
        case "wait":
            return await waitForEnd(deleting);
        case "forget":
            return forget(deleting, whereIs(job));
    }
}

function observe({ olds, wishes }: Deleting, job: ArmDataBoxJob): Observation {
    // That Azure shows what it was told of the shipment is assumed; the stack knows what was announced.
    const shipped = olds.shipped || isShipped(detailsOf(job));
    const { inFlight } = wishes;
    return observationOf(flagsOf(job), isBeingCancelled(job), { shipped, inFlight });
}

function refusalOf(
    rule: RefusalRule,
    { address }: Deleting,
    job: ArmDataBoxJob,
    { seen, evidence = "" }: { seen: Observation; evidence?: string },
): JobError {
    const where = whereIs(job);
    const flags = flagsOf(job);
    switch (rule) {
        case "replacement":
            // Most are stopped by diff already; `--replace`, taints and cascades never ask it.
            return replacementRefused(address, where, flags, seen.replacement as Refused, []);
        case "cancellationNotWanted":
            return deletionNotWanted(address, where);
        case "feeNotAccepted":
            return feeNotAccepted(address, where, flags);
        case "anothersJob":
            return somebodyElsesJob(address, where, evidence);
        case "creationUnderWay":
        case "undeletable":
            return deletionRefused(address, where, flags, ruleFor(flags, "delete") as Refused);
    }
}

async function removeRecord(deleting: Deleting, job: ArmDataBoxJob): Promise<Ending> {
    const { client, address, wishes, olds } = deleting;
    const keys = await keysToLose(client, address, job, { olds, wishes });
    if (keys === "gone") return await deleteFrom(deleting, keys);
    try {
        const answer = await client.deleteJob(address, deletionPatience(wishes));
        if (answer === "gone") return await deleteFrom(deleting, answer);
        return answer === "accepted" ? stillDeleting(deleting, job) : "gone";
    } catch (error) {
        if (!isRefusal(error)) throw error;
        const now = await look(deleting);
        if (now !== "gone" && sameFlags(job, now)) {
            throw azureDisagrees(address, "delete", whereIs(now), flagsOf(now), error);
        }
        return await deleteFrom(deleting, now);
    }
}

/** A recorded deletion took more than two minutes, however little the stack wants to wait for a cancellation. */
const leastDeletionMinutes = 5;

function deletionPatience({ waitMinutes }: CustomerDiskDeletion): number {
    return Math.max(waitMinutes, leastDeletionMinutes) * 60_000;
}

function stillDeleting(deleting: Deleting, job: ArmDataBoxJob): Ending {
    const { session, address, wishes } = deleting;
    const waited = Math.max(wishes.waitMinutes, leastDeletionMinutes);
    if (!mayForget(wishes.whenTimeIsUp, deleting))
        throw deletionUnderWay(address, whereIs(job), waited);
    session.say(
        `Forgetting ${jobInWords(address)}: Azure has accepted its deletion and works on it (deletion.whenTimeIsUp: "forget").`,
    );
    return "forgotten";
}

/** Whether Azure lets the same be done to both. */
function sameFlags(one: ArmDataBoxJob, other: ArmDataBoxJob): boolean {
    return flagStateOf(flagsOf(one)) === flagStateOf(flagsOf(other));
}

async function cancelFirst(deleting: Deleting, job: ArmDataBoxJob): Promise<Ending> {
    const { session, client, address, wishes } = deleting;
    const flags = flagsOf(job);
    session.say(
        `Asking Azure to cancel ${jobInWords(address)}, which is ${whereIs(job)}. This is final.`,
    );
    try {
        const answer = await client.cancelJob(address, wishes.cancelReason);
        if (answer === "gone") return await deleteFrom(deleting, answer);
    } catch (error) {
        if (!isRefusal(error)) throw error;
        const now = await look(deleting);
        if (now !== "gone" && sameFlags(job, now) && !isBeingCancelled(now)) {
            const refused = cancellationRefused(address, whereIs(now), flags, error);
            // A lock or an Azure policy that stops the request says nothing of the service's mind.
            if (isForbidden(error.code)) throw refused;
            return giveUp(deleting, refused);
        }
        return await deleteFrom(deleting, now);
    }
    return await waitForEnd(deleting, { afterAsking: true });
}

/**
 * Waits until Azure calls a cancelled job deletable, then takes up the table again. The job is looked at
 * together with others; whatever ends the wait comes from a fresh look at this one.
 */
async function waitForEnd(
    deleting: Deleting,
    { afterAsking = false }: { afterAsking?: boolean } = {},
): Promise<Ending> {
    const { session, address, olds, wishes } = deleting;
    const { last, timedOut, trouble } = await session.waitFor({
        address,
        look: (options) => look(deleting, { ...options, afterAsking }),
        isDone: (job) =>
            job === "gone" ||
            foreignEvidence(job, olds, session.settings.ownerTag) !== undefined ||
            flagsOf(job).isDeletable === true,
        waitMs: wishes.waitMinutes * 60_000,
    });
    if (!timedOut || last === "gone") return await deleteFrom(deleting, last);
    const where = whereIs(last);
    const error = timeIsUp(address, where, flagsOf(last), wishes.waitMinutes, trouble);
    if (!mayForget(wishes.whenTimeIsUp, deleting)) throw error;
    session.say(
        `Forgetting ${jobInWords(address)}, which is ${where}: Azure has accepted its cancellation (deletion.whenTimeIsUp: "forget"). Azure ends it; its record stays there.`,
    );
    return "forgotten";
}

/** What cannot be deleted fails, or leaves the stack when the program said so. */
function giveUp(deleting: Deleting, error: JobError): Ending {
    if (!mayForget(deleting.wishes.whenUndeletable, deleting)) throw error;
    return forget(deleting, error.state ?? "");
}

function forget({ session, address }: Deleting, where: string): Ending {
    session.say(
        `Forgetting ${jobInWords(address)}, which is ${where} (deletion.whenUndeletable: "forget"). It was not cancelled by this and stays in Azure until the service deletes it, 90 days after its end.`,
    );
    return "forgotten";
}
