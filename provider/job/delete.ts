import type { LookOptions } from "../arm/resource";
import type { ArmJob } from "./armJob";
import { assertNotCopied } from "./copiedState";
import { deletionErrors } from "./deletionErrors";
import { errors } from "./errors";
import { assertKeysKept } from "./exportKeys";
import { jobInWords, type JobError } from "./jobError";
import type { JobKind } from "./serviceTypes";
import { assertNotMoved } from "./movedJobs";
import type { Session } from "./session";
import { assertOurs, assertReachedOurs, evidenceAgainst } from "./ownershipCheck";
import { mayForget, planDeletion, type RefusalRule } from "./deletionPlan";
import { isForbidden, isRefusal } from "./azureRefusals";
import { orForgetRetired } from "./retiredService";
import type { Refused } from "./lifecycleRules";
import type { ServiceDefinition, Target } from "./serviceDefinition";
import { isLeftover } from "./leftoverRecord";
import { assertReplaceable } from "./takingOver";
import { minutesToAppear } from "./unconfirmed";

/** Everything that a delete needs to know of the job and of its options. */
interface Deletion<K extends JobKind> extends Target<K> {
    readonly olds: K["outputs"];
    readonly options: K["deletion"];
    readonly isReplaced: boolean;
}

/** How a delete ended: a job that was forgotten stays in Azure, and whatever the service made with it. */
type Ending = "gone" | "forgotten";

/**
 * Deletes the job, cancels it first, waits, or refuses: what the service's table says for a fresh look. See
 * docs/lifecycle.md.
 *
 * A job that is gone counts as deleted. A wait that runs out leaves the cancellation requested, and a second delete goes
 * on from there.
 *
 * @param words the resource's own now; undefined where the front door is not told
 * @throws JobError with where the job is and the next step; the resource then stays in the stack
 */
export async function deleteJob<K extends JobKind>(
    service: ServiceDefinition<K>,
    session: Session<K["client"]>,
    id: string,
    olds: K["outputs"],
    words?: string,
): Promise<void> {
    const address = service.ids.jobAddress(id);
    if (words !== undefined) await assertNotCopied(session, address, olds.owner, words);
    if (await isLeftover(session, id, address, olds)) return;
    const client = await session.reconnect(address, olds);
    const options = service.deletionOf(olds.deletion, olds.owner);
    const isReplaced =
        session.program.isBeingReplaced(address, olds.owner) ||
        (await mayBeReplacedWithOther(session, id));
    const deletion = { service, session, client, address, olds, options, isReplaced };
    const forgets = mayForget(options.whenUndeletable, { isReplaced });
    const ending = await orForgetRetired(
        { address, say: session.say, mayForget: forgets },
        async () => {
            const job = await client.getJob(address);
            if (job === "gone") refuseUnfinishedCreation(deletion);
            return await deleteFrom(deletion, job);
        },
    );
    // The new job of a replacement needs again what the service made with the old one.
    if (ending === "gone" && !isReplaced) {
        await service.afterDelete?.(deletion, { ...olds, deletion: options });
    }
}

/**
 * Whether an update may delete the job because of the option `replaceWith`: the engine does so before the program has
 * registered the job, and nothing tells that from a resource that the program has dropped.
 */
async function mayBeReplacedWithOther(
    { program, checkpoints }: Pick<Session, "program" | "checkpoints">,
    id: string,
): Promise<boolean> {
    return program.hasProgram && (await checkpoints.isReplacedWithOther(id));
}

/** A job that this delete has never seen may be one that Azure is still making. */
function refuseUnfinishedCreation<K extends JobKind>(deletion: Deletion<K>): void {
    const { service, client, address, olds, options } = deletion;
    const left = minutesToAppear(olds, service.creationGraceMinutes, client.timeOfDay());
    const { action } = planDeletion("gone", options, { minutesToAppear: left });
    if (action === "refuse") {
        throw errors.CreationUnconfirmed.atDeletion({ job: address, waitMinutes: left });
    }
}

/** @param afterAsking whether a cancellation of this delete was accepted, by whatever job has the name */
async function look<K extends JobKind>(
    deletion: Deletion<K>,
    { afterAsking = false, ...options }: LookOptions & { afterAsking?: boolean } = {},
): Promise<ArmJob | "gone"> {
    const { service, client, address, olds } = deletion;
    const job = await client.getJob(address, options);
    if (job === "gone") return job;
    if (afterAsking && service.showsCancellation?.(job, deletion.options)) {
        assertReachedOurs(deletion, job, olds, "The cancellation");
    }
    assertOurs(deletion, job, olds);
    return job;
}

function observe<K extends JobKind>(
    { service, olds, options }: Deletion<K>,
    job: ArmJob,
): K["seen"] {
    return service.observe(job, { olds, deletion: options });
}

/** One turn of the table; a parcel that moved while Azure was asked gives it another turn. */
async function deleteFrom<K extends JobKind>(
    deletion: Deletion<K>,
    job: ArmJob | "gone",
): Promise<Ending> {
    const { session, client, address, olds, options, isReplaced } = deletion;
    if (job === "gone") {
        await assertNotMoved(session.missing(client, address, olds), "delete");
        return "gone";
    }
    if (isReplaced) assertReplaceable(address, session.program.lacksOfNext(address));
    const seen = observe(deletion, job);
    const evidence = evidenceAgainst(deletion, job, olds);
    const isAnothers = evidence !== undefined;
    const plan = planDeletion(seen, options, { isReplaced, isAnothers, isPurged: olds.purged });
    switch (plan.action) {
        case "nothing":
            return "gone";
        case "refuse":
            throw refusalOf(plan.rule, deletion, seen, evidence);
        case "delete":
            return await deleteRecord(deletion, seen);
        case "cancel":
            return await cancelFirst(deletion, seen);
        case "wait":
            return await waitForEnd(deletion);
        case "forget":
            return forget(deletion, seen);
    }
}

function refusalOf<K extends JobKind>(
    rule: RefusalRule,
    { service, address: job }: Deletion<K>,
    seen: K["seen"],
    evidence = "",
): JobError {
    const facts = { job, ...service.errorFacts(seen) };
    switch (rule) {
        case "replacement":
            // Most are stopped by diff already; `--replace`, taints and cascades never ask it.
            return deletionErrors.ReplacementRefused({
                ...facts,
                rule: seen.replacement as Refused,
                changed: [],
            });
        case "cancellationNotWanted":
            return deletionErrors.DeletionRefused.notWanted(facts);
        case "feeNotAccepted":
            return deletionErrors.FeeNotAccepted(facts);
        case "anothersJob":
            return errors.SomebodyElsesJob.found({ ...facts, evidence });
        case "creationUnderWay":
        case "undeletable":
            return deletionErrors.DeletionRefused.undeletable({
                ...facts,
                rule: facts.deletion as Refused,
            });
    }
}

async function deleteRecord<K extends JobKind>(
    deletion: Deletion<K>,
    seen: K["seen"],
): Promise<Ending> {
    const { service, session, client, address, options, olds } = deletion;
    if (!options.discardKeys) {
        const keys = await assertKeysKept(deletion, seen, olds);
        if (keys === "gone") return await deleteFrom(deletion, keys);
    }
    const warning = service.words.beforeDelete?.(address, seen);
    if (warning !== undefined) session.say(warning);
    try {
        const answer = await client.deleteJob(address, minutesOfDeletion(options) * 60_000);
        if (answer === "gone") return await deleteFrom(deletion, answer);
        return answer === "accepted" ? stillDeleting(deletion, seen) : "gone";
    } catch (error) {
        if (!isRefusal(error)) throw error;
        const now = await look(deletion);
        if (now === "gone") return await deleteFrom(deletion, now);
        const seenNow = observe(deletion, now);
        if (seenNow.row === seen.row) {
            const facts = { job: address, ...service.errorFacts(seenNow), cause: error };
            throw deletionErrors.AzureDisagrees({ ...facts, operation: "delete" });
        }
        return await deleteFrom(deletion, now);
    }
}

/** A recorded deletion took more than two minutes, however little the stack wants to wait for a cancellation. */
const leastDeletionMinutes = 5;

function minutesOfDeletion({ waitMinutes }: { readonly waitMinutes: number }): number {
    return Math.max(waitMinutes, leastDeletionMinutes);
}

function stillDeleting<K extends JobKind>(deletion: Deletion<K>, seen: K["seen"]): Ending {
    const { session, address, options } = deletion;
    if (!mayForget(options.whenTimeIsUp, deletion)) {
        const waitMinutes = minutesOfDeletion(options);
        throw deletionErrors.DeletionUnderWay({ job: address, where: seen.where, waitMinutes });
    }
    session.say(
        `Forgetting ${jobInWords(address)}: Azure has accepted its deletion and works on it (deletion.whenTimeIsUp: "forget").`,
    );
    return "forgotten";
}

async function cancelFirst<K extends JobKind>(
    deletion: Deletion<K>,
    seen: K["seen"],
): Promise<Ending> {
    const { service, session, address, olds, options } = deletion;
    session.say(
        `Asking Azure to cancel ${jobInWords(address)}, which is ${seen.where}. ${service.words.cancelling}`,
    );
    try {
        const answer = await service.requests.cancel(deletion, options);
        if (answer === "gone") return await deleteFrom(deletion, answer);
        if (answer !== "accepted") assertReachedOurs(deletion, answer, olds, "The cancellation");
    } catch (error) {
        if (!isRefusal(error)) throw error;
        const now = await look(deletion);
        if (now === "gone") return await deleteFrom(deletion, now);
        const seenNow = observe(deletion, now);
        if (seenNow.row !== seen.row || seenNow.isCancelling) {
            return await deleteFrom(deletion, now);
        }
        const facts = { job: address, ...service.errorFacts(seenNow), cause: error };
        // A lock or an Azure policy that stops the request says nothing of the service's mind: the job is not forgotten for
        // it, and documents that contradict each other do not explain it.
        const isStopped = isForbidden(error.code);
        if (isStopped && facts.contradiction !== undefined) {
            throw deletionErrors.AzureDisagrees({ ...facts, operation: "cancel" });
        }
        if (!isStopped && mayForget(options.whenUndeletable, deletion)) {
            return forget(deletion, seenNow);
        }
        throw deletionErrors.CancellationRefused(facts);
    }
    return await waitForEnd(deletion, { afterAsking: true });
}

/**
 * Waits for a cancelled job to end, then takes up the table again. The job is looked at together with others; whatever
 * ends the wait comes from a fresh look at this one.
 */
async function waitForEnd<K extends JobKind>(
    deletion: Deletion<K>,
    { afterAsking = false }: { afterAsking?: boolean } = {},
): Promise<Ending> {
    const { service, session, address, olds, options } = deletion;
    const { last, timedOut, trouble } = await session.waitFor({
        address,
        look: (how) => look(deletion, { ...how, afterAsking }),
        isDone: (job) =>
            job === "gone" ||
            evidenceAgainst(deletion, job, olds) !== undefined ||
            observe(deletion, job).endsWait,
        waitMs: options.waitMinutes * 60_000,
    });
    if (!timedOut || last === "gone") return await deleteFrom(deletion, last);
    const seen = observe(deletion, last);
    if (!mayForget(options.whenTimeIsUp, deletion)) {
        const facts = { job: address, ...service.errorFacts(seen), cause: trouble };
        throw deletionErrors.TimeIsUp({ ...facts, waitMinutes: options.waitMinutes });
    }
    session.say(
        `Forgetting ${jobInWords(address)}, which is ${seen.where}: ${service.words.forgottenCancelled}`,
    );
    return "forgotten";
}

/** What cannot be deleted leaves the stack, since the program said so. */
function forget<K extends JobKind>(
    { session, address }: Deletion<K>,
    { where }: K["seen"],
): Ending {
    session.say(
        `Forgetting ${jobInWords(address)}, which is ${where} (deletion.whenUndeletable: "forget"). It was not cancelled by this and stays in Azure until the service deletes it, 90 days after its end.`,
    );
    return "forgotten";
}
