import { badWords, unnoticedChanges, wrongSuccesses } from "./claims";
import {
    hollowSuccess,
    identityOf,
    isOfCheckpoint,
    mayForget,
    ownerOf,
    sameId,
    systemDataIn,
    type Deletion,
    type Observation,
} from "./observation";
import type { SeenJob, SoakService } from "./service";

/** What earlier commands did that explains what is seen later. */
export class Memory {
    /** Jobs that may be without a resource, and why: Pulumi or the program let go of them. */
    readonly letGo = new Map<string, string>();
    /** Jobs that Azure was asked to delete: it may get there later. */
    readonly askedToDelete = new Set<string>();
}

/** Everything that design §7 forbids, of one command. Adds to `memory` what was let go on purpose. */
export function violations(
    seen: Observation,
    memory: Memory,
    service: Omit<SoakService, "argsOf" | "wish">,
): string[] {
    noteLetGo(seen, memory);
    return [
        ...lostJobs(seen, memory, service),
        ...lostKeys(seen, service),
        ...doubledJobs(seen, memory),
        ...unaskedCancellations(seen, service),
        ...touchedStrangers(seen, service),
        ...wrongSuccesses(seen, service),
        ...unnoticedChanges(seen, service),
        ...(service.badRequests?.(seen) ?? []),
        ...badWords(seen, service),
    ];
}

function noteLetGo(
    { before, after, events, kept, keptBefore, struck, requests }: Observation,
    { letGo, askedToDelete }: Memory,
) {
    // What is in the stack again is looked after as before.
    for (const { id, outputs } of kept.values()) {
        letGo.delete(identityOf({ id, systemData: systemDataIn(outputs) }));
    }
    for (const { path } of requests.filter(({ method }) => method === "DELETE")) {
        const job = before.find((one) => sameId(one.id, path.split("?")[0]));
        if (job) askedToDelete.add(identityOf(job));
    }
    const at = (id: string | undefined) => after.find((job) => sameId(job.id, id));
    for (const { what, id, error, lost, olds, resource, replaces } of events) {
        const job = at(id) ?? after.find((one) => ownerOf(one) === resource);
        if (!job) continue;
        const forgets = !replaces && mayForget(olds);
        if (what === "create" && lost) letGo.set(identityOf(job), "Pulumi was killed");
        if (what === "delete" && !error && forgets) letGo.set(identityOf(job), "forget");
        if (what === "delete" && !error && struck.includes(hollowSuccess)) {
            letGo.set(identityOf(job), "Azure said that it was deleted");
        }
        // An old answer says "not found" of a new job; the next `up` finds it by its tag.
        if (struck.includes("staleRead")) letGo.set(identityOf(job), "an old answer");
    }
    for (const [resource, old] of keptBefore) {
        // Pulumi forgets the second half of a replacement that was cut off, without a call.
        if (!old.isPendingReplacement || kept.has(resource)) continue;
        const job = before.find((one) => ownerOf(one) === resource);
        if (job) letGo.set(identityOf(job), "Pulumi forgot a replacement");
    }
}

function lostJobs(
    { before, after, kept, events, struck }: Observation,
    { letGo, askedToDelete }: Memory,
    { whereIs }: Pick<SoakService, "whereIs">,
): string[] {
    const inStack = new Set([...kept.values()].map(({ id }) => id.toLowerCase()));
    const orphans = after
        .filter((job) => ownerOf(job) !== undefined && !inStack.has(job.id.toLowerCase()))
        .filter((job) => !letGo.has(identityOf(job)))
        .map((job) => `lost: ${job.name} (${whereIs(job)}) is in no stack`);
    const stillThere = new Set(after.map(identityOf));
    const wasAsked = (job: SeenJob) =>
        askedToDelete.has(identityOf(job)) ||
        events.some(({ what, id }) => what === "delete" && sameId(job.id, id));
    // Somebody else may have taken it away meanwhile.
    const gone = (struck.includes("removeJob") ? [] : before)
        .filter((job) => !stillThere.has(identityOf(job)) && !wasAsked(job))
        .map((job) => `lost: ${job.name} vanished, and nobody deleted it`);
    return [...orphans, ...gone];
}

/** Only Azure has the keys of an export's disks, until a refresh reads them: a delete must not take them with it. */
function lostKeys(
    { before, after, events, struck }: Observation,
    { disksWithKeys, disksKnown }: Pick<SoakService, "disksWithKeys" | "disksKnown">,
): string[] {
    if (struck.some((type) => ["removeJob", "moveJob", "staleRead"].includes(type))) return [];
    const isThere = (job: SeenJob) => after.some((one) => identityOf(one) === identityOf(job));
    return events.flatMap(({ what, id, olds = {} }) => {
        const job = before.find((one) => sameId(one.id, id));
        const { discardKeys = false } = (olds.deletion ?? {}) as Deletion;
        if (what !== "delete" || !job || discardKeys || isThere(job)) return [];
        if (olds.purged || !isOfCheckpoint(job, olds)) return [];
        const known = disksKnown(olds);
        return disksWithKeys(job)
            .filter((disk) => !known.includes(disk))
            .map((disk) => `lost: the key of disk ${disk} went with ${job.name}`);
    });
}

function doubledJobs({ after }: Observation, { letGo }: Memory): string[] {
    const owners = after
        .filter((job) => !letGo.has(identityOf(job)))
        .flatMap((job) => ownerOf(job) ?? []);
    return owners
        .filter((owner, index) => owners.indexOf(owner) !== index)
        .map((owner) => `doubled: two jobs are ${owner}'s`);
}

function unaskedCancellations(
    { before, after, events, requests }: Observation,
    { isCancelled, mayCancel }: Pick<SoakService, "isCancelled" | "mayCancel">,
): string[] {
    const cancelledBefore = new Set(before.filter(isCancelled).map(identityOf));
    const isAsked = (id: string) =>
        events.some(
            (event) =>
                sameId(id, event.id) &&
                mayCancel(
                    event,
                    before.find((job) => sameId(job.id, id)),
                ),
        );
    const cancelled = after
        .filter((job) => isCancelled(job) && !cancelledBefore.has(identityOf(job)))
        .filter((job) => !isAsked(job.id))
        .map((job) => `unasked: ${job.name} was cancelled`);
    // A job that is gone afterwards shows it no more.
    const sent = requests
        .filter(({ method }) => method === "POST")
        .flatMap(({ path }) => /^(.+)\/cancel\?/.exec(path)?.[1] ?? [])
        .filter((id) => !isAsked(id))
        .map((id) => `unasked: the cancellation of ${id} was sent`);
    return [...cancelled, ...sent];
}

/** A job that is not ours is not written to, whatever happens. Adopting writes nothing either. */
function touchedStrangers(
    { before, after, keptBefore, struck }: Observation,
    { content }: Pick<SoakService, "content">,
): string[] {
    const own = new Set(
        [...keptBefore.values()].map(({ id, outputs }) =>
            identityOf({ id, systemData: systemDataIn(outputs) }),
        ),
    );
    return before
        .filter((job) => ownerOf(job) === undefined && !own.has(identityOf(job)))
        .filter((job) => {
            const now = after.find((one) => identityOf(one) === identityOf(job));
            if (!now) return !struck.includes("removeJob");
            return JSON.stringify(content(now)) !== JSON.stringify(content(job));
        })
        .map((job) => `touched: ${job.name} is somebody else's`);
}
