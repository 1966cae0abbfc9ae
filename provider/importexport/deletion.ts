import { assertReplaceable } from "../job/takingOver";
import { AzureError } from "../arm/azureErrors";
import type { LookOptions } from "../arm/resource";
import type { ArmJob, JobAddress } from "../job/armJob";
import type { ImportExportClient } from "./jobsClient";
import { somebodyElsesJob } from "../job/errors";
import { jobInWords, type JobError } from "../job/jobError";
import { insteadOfKeys } from "../job/exportKeys";
import { isLeftover } from "../dynamic/siblings";
import { foreignEvidence } from "../job/ownership";
import { isForbidden, isRefusal, orRefusal } from "../job/refusals";
import { assertNotMoved } from "../dynamic/movedJobs";
import { orForgetRetired } from "../job/retired";
import { sameIgnoringCase } from "../job/sameness";
import {
    mayForget,
    planDeletion,
    type Circumstances,
    type Observation,
    type RefusalRule,
} from "../job/plan";
import { resolveDeletion } from "./changes";
import {
    azureDisagrees,
    cancellationRefused,
    deletionNotWanted,
    deletionRefused,
    keysNotInStack,
    replacementRefused,
    timeIsUp,
} from "./errors";
import { jobAddress } from "./jobId";
import { stateInWords } from "./jobStates";
import { deletionStep, observationOf, operationSources, ruleFor, type Refused } from "./lifecycle";
import { keysPermission, type Deletion, type JobOutputs } from "./model";
import { assertOurs, assertReachedOurs, isCancelRequested, stateOf } from "./ownership";
import { cancellationRequest } from "./requests";
import type { Session } from "./session";

/** Everything that a delete needs to know of the job and its wishes. */
interface Deleting {
    readonly session: Session;
    readonly client: ImportExportClient;
    readonly address: JobAddress;
    readonly olds: JobOutputs;
    readonly wishes: Deletion;
}

/**
 * Deletes the job, cancels it first, waits, or refuses: what the table says for the state of a
 * fresh look. See docs/lifecycle.md.
 *
 * A job that is gone counts as deleted. A wait that runs out leaves the cancellation requested, and
 * a second delete goes on from there.
 *
 * @throws JobError with the job's state and the next step; the resource then stays in the stack
 */
export async function deleteJob(session: Session, id: string, olds: JobOutputs): Promise<void> {
    const address = jobAddress(id);
    if (await isLeftover(session, id, address, olds)) return;
    const client = await session.reconnect(address, olds);
    const deleting = { session, client, address, olds, wishes: resolveDeletion(olds.deletion) };
    await orForgetRetired(
        {
            address,
            say: session.say,
            mayForget: mayForget(deleting.wishes.whenUndeletable, circumstancesOf(deleting)),
        },
        async () => await deleteFrom(deleting, await client.getJob(address)),
    );
}

async function look(
    { session, client, address, olds }: Deleting,
    options?: LookOptions,
): Promise<ArmJob | "gone"> {
    const job = await client.getJob(address, options);
    if (job !== "gone") assertOurs(address, job, olds, session.settings.ownerTag);
    return job;
}

/** One turn of the table; a parcel that moved while Azure was asked gives it another turn. */
async function deleteFrom(deleting: Deleting, job: ArmJob | "gone"): Promise<void> {
    const { session, client, address, olds, wishes } = deleting;
    if (job === "gone") {
        return await assertNotMoved(session.missing(client, address, olds), "delete");
    }
    const circumstances = circumstancesOf(deleting);
    if (circumstances.isReplaced) assertReplaceable(address, session.lacksOfNext(address));
    const seen = observationOf(stateOf(job), isCancelRequested(job));
    const evidence = foreignEvidence(job, olds, session.settings.ownerTag);
    const isAnothers = evidence !== undefined;
    const plan = planDeletion(seen, wishes, { ...circumstances, isAnothers });
    switch (plan.action) {
        case "nothing":
            return;
        case "delete":
            return await removeRecord(deleting, job);
        case "cancel":
            return await cancelFirst(deleting, job);
        case "wait":
            return await waitForEnd(deleting);
        case "forget":
            return sayForgotten(deleting, stateOf(job));
        case "refuse":
            throw refusalOf(plan.rule, deleting, job, { seen, evidence });
    }
}

function circumstancesOf({ session, address, olds }: Deleting): Circumstances {
    const isReplaced = session.isBeingReplaced(address, olds.owner);
    return { isReplaced, isPurged: olds.purged };
}

function refusalOf(
    rule: RefusalRule,
    { address }: Deleting,
    job: ArmJob,
    { seen, evidence = "" }: { seen: Observation; evidence?: string },
): Error {
    const state = stateOf(job);
    switch (rule) {
        case "replacement":
            // Most are stopped by diff already; `--replace`, taints and cascades never ask it.
            return replacementRefused(address, state, seen.replacement as Refused, []);
        case "cancellationNotWanted":
            return deletionNotWanted(address, stateInWords(state));
        case "anothersJob":
            return somebodyElsesJob(address, stateInWords(state), evidence);
        case "undeletable":
            return deletionRefused(address, state, ruleFor(state, "delete") as Refused);
        case "creationUnderWay":
        case "feeNotAccepted":
            return new Error(`No rule of this service: ${rule}`);
    }
}

async function removeRecord(deleting: Deleting, job: ArmJob): Promise<void> {
    const { session, client, address } = deleting;
    const state = stateOf(job);
    const keys = await keysToLose(deleting, job);
    if (keys === "gone") return await deleteFrom(deleting, keys);
    if (state === "Creating" && trackingNumberOf(job)) {
        session.say(
            `Warning: ${jobInWords(address)} is Creating but has a tracking number: its drives may be in the post, and Azure will not know what to do with them.`,
        );
    }
    try {
        const answer = await client.deleteJob(address);
        if (answer === "gone") await deleteFrom(deleting, answer);
    } catch (error) {
        if (!isRefusal(error)) throw error;
        const now = await look(deleting);
        if (now !== "gone" && stateOf(now) === state) {
            throw azureDisagrees(address, "delete", state, operationSources.delete, error);
        }
        await deleteFrom(deleting, now);
    }
}

function trackingNumberOf(job: ArmJob): unknown {
    return (job.properties?.deliveryPackage as Record<string, unknown> | undefined)?.trackingNumber;
}

/**
 * Whether a delete would lose keys: "none", or "gone" when the job vanished before it could be asked.
 *
 * @throws JobError `KeysNotInStack` for a Completed export with a key that only Azure has
 */
async function keysToLose(deleting: Deleting, job: ArmJob): Promise<"none" | "gone"> {
    const { client, address, olds, wishes } = deleting;
    const isExport = sameIgnoringCase(job.properties?.jobType, "Export");
    if (!isExport || stateOf(job) !== "Completed" || wishes.discardKeys) return "none";
    const isKnown = ({ driveId }: { driveId?: unknown }) =>
        olds.bitLockerKeys.some((key) => sameIgnoringCase(key.driveId, driveId));
    const { driveList } = job.properties ?? {};
    const drives = (Array.isArray(driveList) ? driveList : []) as { driveId?: unknown }[];
    const unknown = drives.filter((drive) => !isKnown(drive));
    const keys = await orRefusal(client.listBitLockerKeys(address));
    if (keys === "gone") return "gone";
    if (keys instanceof AzureError) {
        if (drives.length > 0 && unknown.length === 0) return "none";
        throw keysNotInStack(address, insteadOfKeys(keys, keysPermission), keys);
    }
    if (!keys.every(isKnown)) throw keysNotInStack(address);
    // A cancelled export may have drives that were never written, and then they have no key.
    if (unknown.length > 0 && !isCancelRequested(job)) {
        const instead = `Azure has none for ${unknown.length} of its drives, and a refresh would not find any: ask Azure support;`;
        throw keysNotInStack(address, instead);
    }
    return "none";
}

async function cancelFirst(deleting: Deleting, job: ArmJob): Promise<void> {
    const { session, client, address, olds } = deleting;
    const state = stateOf(job);
    session.say(
        `Asking Azure to cancel ${jobInWords(address)}, which is ${stateInWords(state)}. This is final; data may go on being transferred.`,
    );
    try {
        const answer = await client.updateJob(address, cancellationRequest);
        if (answer === "gone") return await deleteFrom(deleting, answer);
        const checkOwner = session.settings.ownerTag;
        assertReachedOurs(address, answer, olds, checkOwner, "The cancellation");
    } catch (error) {
        if (!isRefusal(error)) throw error;
        const now = await look(deleting);
        if (now !== "gone" && stateOf(now) === state && !isCancelRequested(now)) {
            // A lock or an Azure policy that stops the request says nothing of the service's mind.
            if (isForbidden(error.code)) {
                throw azureDisagrees(
                    address,
                    "cancel",
                    state,
                    operationSources.requestCancellation,
                    error,
                );
            }
            return giveUp(deleting, cancellationRefused(address, state, error));
        }
        return await deleteFrom(deleting, now);
    }
    await waitForEnd(deleting);
}

/**
 * Waits for a cancelled job to be Completed, then takes up the table again. Its state is looked at
 * together with those of other jobs; whatever ends the wait comes from a fresh look at this one.
 */
async function waitForEnd(deleting: Deleting): Promise<void> {
    const { session, address, olds, wishes } = deleting;
    const { last, timedOut, trouble } = await session.waitFor({
        address,
        look: (options) => look(deleting, options),
        isDone: (job) =>
            job === "gone" ||
            foreignEvidence(job, olds, session.settings.ownerTag) !== undefined ||
            deletionStep(stateOf(job), isCancelRequested(job)) !== "wait",
        waitMs: wishes.waitMinutes * 60_000,
    });
    if (!timedOut || last === "gone") return await deleteFrom(deleting, last);
    if (!mayForget(wishes.whenTimeIsUp, circumstancesOf(deleting))) {
        throw timeIsUp(address, stateOf(last), wishes.waitMinutes, trouble);
    }
    session.say(
        `Forgetting ${jobInWords(address)}, which is ${stateInWords(stateOf(last))}: its cancellation is requested (deletion.whenTimeIsUp: "forget"). Azure ends it, and deletes its record 90 days later.`,
    );
}

/** What cannot be deleted fails, or leaves the stack when the program said so. */
function giveUp(deleting: Deleting, error: JobError): void {
    if (!mayForget(deleting.wishes.whenUndeletable, circumstancesOf(deleting))) throw error;
    sayForgotten(deleting, error.state);
}

function sayForgotten({ session, address }: Deleting, state: string | undefined): void {
    session.say(
        `Forgetting ${jobInWords(address)}, which is ${stateInWords(state)} (deletion.whenUndeletable: "forget"). It was not cancelled by this and stays in Azure until the service deletes it, 90 days after its end.`,
    );
}
