import type { ServiceJob } from "../fixtures/jobStack";
import type { Deletion } from "../../provider/importexport/model";
import type { Event, Kept } from "./pulumiModel";
import type { ResourceName } from "./steps";

/** A job as the service shows it. */
export type SeenJob = ServiceJob & { id: string; location: string };

/** A fault that answers 200 where nothing was done: for a DELETE it looks as the proper answer does. */
export const hollowSuccess = "200 and nothing done";

/** What was, what happened, and what is. */
export interface Observation {
    before: readonly SeenJob[];
    after: readonly SeenJob[];
    keptBefore: ReadonlyMap<ResourceName, Kept>;
    kept: ReadonlyMap<ResourceName, Kept>;
    events: readonly Event[];
    /** Types of the faults that struck, and {@link hollowSuccess}. */
    struck: readonly string[];
    /** All that the command printed. */
    printed: string;
}

/** The same job, and not another one under its name. */
export function identityOf(job: Pick<SeenJob, "id" | "systemData">): string {
    return `${job.id.toLowerCase()} of ${job.systemData.createdAt}`;
}

/** The resource that the job's owner tag names. */
export function ownerOf(job: SeenJob): ResourceName | undefined {
    return /^organization\/test\/dev\/(\w+)$/.exec(job.tags?.["pulumi-owner"] ?? "")?.[1] as
        ResourceName | undefined;
}

/** Jobs that may be without a resource, and why: Pulumi or the program let go of them. */
export type LetGo = Map<string, string>;

/** Everything that design §7 forbids, of one command. Adds to `letGo` what was let go on purpose. */
export function violations(seen: Observation, letGo: LetGo): string[] {
    noteLetGo(seen, letGo);
    return [
        ...lostJobs(seen, letGo),
        ...doubledJobs(seen, letGo),
        ...unaskedCancellations(seen),
        ...touchedStrangers(seen),
        ...wrongSuccesses(seen),
        ...badWords(seen),
    ];
}

function noteLetGo({ before, after, events, kept, keptBefore, struck }: Observation, letGo: LetGo) {
    const at = (id: string | undefined) => after.find((job) => sameId(job.id, id));
    for (const { what, id, error, lost, olds, resource } of events) {
        const job = at(id) ?? after.find((one) => ownerOf(one) === resource);
        if (!job) continue;
        const wishes = olds?.deletion as Deletion | undefined;
        const forgets = wishes?.whenTimeIsUp === "forget" || wishes?.whenUndeletable === "forget";
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

function lostJobs({ before, after, kept, events, struck }: Observation, letGo: LetGo): string[] {
    const inStack = new Set([...kept.values()].map(({ id }) => id.toLowerCase()));
    const orphans = after
        .filter((job) => ownerOf(job) !== undefined && !inStack.has(job.id.toLowerCase()))
        .filter((job) => !letGo.has(identityOf(job)))
        .map((job) => `lost: ${job.name} (${job.properties.state}) is in no stack`);
    const stillThere = new Set(after.map(identityOf));
    const deleted = new Set(events.filter(({ what }) => what === "delete").map(({ id }) => id));
    // Somebody else may have taken it away meanwhile.
    const gone = (struck.includes("removeJob") ? [] : before)
        .filter(
            (job) =>
                !stillThere.has(identityOf(job)) && ![...deleted].some((id) => sameId(job.id, id)),
        )
        .map((job) => `lost: ${job.name} vanished, and nobody deleted it`);
    return [...orphans, ...gone];
}

function doubledJobs({ after }: Observation, letGo: LetGo): string[] {
    const owners = after
        .filter((job) => !letGo.has(identityOf(job)))
        .flatMap((job) => ownerOf(job) ?? []);
    return owners
        .filter((owner, index) => owners.indexOf(owner) !== index)
        .map((owner) => `doubled: two jobs are ${owner}'s`);
}

function unaskedCancellations({ before, after, events }: Observation): string[] {
    const cancelledBefore = new Set(
        before.filter(({ properties }) => properties.cancelRequested).map(identityOf),
    );
    return after
        .filter((job) => job.properties.cancelRequested && !cancelledBefore.has(identityOf(job)))
        .filter((job) => !events.some((event) => sameId(job.id, event.id) && asks(event)))
        .map((job) => `unasked: ${job.name} was cancelled`);
}

/** Whether a call asks for a cancellation: the program does, or a delete that may cancel. */
function asks({ what, inputs, olds, replaces }: Event): boolean {
    const wanted = (inputs?.properties as { cancelRequested?: boolean } | undefined)
        ?.cancelRequested;
    if (what === "create" || what === "update") return wanted === true;
    // The default is not stored.
    const { inFlight = "cancel" } = (olds?.deletion ?? {}) as Partial<Deletion>;
    return what === "delete" && replaces !== true && inFlight === "cancel";
}

/** A job that is not ours is not written to, whatever happens. Adopting writes nothing either. */
function touchedStrangers({ before, after, keptBefore, struck }: Observation): string[] {
    const own = new Set(
        [...keptBefore.values()].map(({ id, outputs }) =>
            identityOf({ id, systemData: (outputs.systemData ?? {}) as SeenJob["systemData"] }),
        ),
    );
    return before
        .filter((job) => ownerOf(job) === undefined && !own.has(identityOf(job)))
        .filter((job) => {
            const now = after.find((one) => identityOf(one) === identityOf(job));
            if (!now) return !struck.includes("removeJob");
            return content(now) !== content(job);
        })
        .map((job) => `touched: ${job.name} is somebody else's`);
}

/** What a write changes; where the parcel is, is not the stack's doing. */
function content({ tags, location, properties }: SeenJob): string {
    const { deliveryPackage, returnAddress, cancelRequested, driveList } = properties;
    const drives = (driveList as { driveId: string }[] | undefined)?.map(({ driveId }) => driveId);
    return JSON.stringify({
        tags,
        location,
        deliveryPackage,
        returnAddress,
        cancelRequested,
        drives,
    });
}

/** What was reported as done is done. */
function wrongSuccesses({ after, events, struck, before }: Observation): string[] {
    const isDisturbed = struck.some((type) => ["removeJob", "moveJob", "staleRead"].includes(type));
    return events.flatMap(({ what, id, error, lost, inputs, olds }) => {
        if (error || lost) return [];
        const job = after.find((one) => sameId(one.id, id));
        if (what === "delete" && job) {
            const was = before.find((one) => identityOf(one) === identityOf(job));
            const wishes = olds?.deletion as Deletion | undefined;
            const forgets =
                wishes?.whenTimeIsUp === "forget" || wishes?.whenUndeletable === "forget";
            // Known limit: a delete that is told "not found" of a job made a moment ago believes it.
            const isNext = !was || struck.includes("staleRead") || struck.includes(hollowSuccess);
            return forgets || isNext || olds?.purged
                ? []
                : [`wrong: ${job.name} counts as deleted`];
        }
        if ((what !== "update" && what !== "create") || isDisturbed || inputs?.adoptExisting)
            return [];
        if (what === "update" && olds?.purged) return [];
        // Options of deletion live in the checkpoint only: no request is sent that could find it gone.
        const wasGone = what === "update" && !before.some((one) => sameId(one.id, id));
        if (!job) return wasGone ? [] : [`wrong: ${id} counts as ${what}d, and is not there`];
        // Nor one that could find another job there: what the checkpoint says counts then.
        const asKept = what === "update" && olds && !isOfCheckpoint(job, olds);
        return notDone(asKept ? (olds as unknown as SeenJob) : job, inputs).map(
            (name) => `wrong: ${name} of ${job.name} counts as ${what}d`,
        );
    });
}

/** Whether the job is the one that the checkpoint knows, and not one that somebody made under its name. */
function isOfCheckpoint(job: SeenJob, olds: NonNullable<Event["olds"]>): boolean {
    const { createdAt } = (olds.systemData ?? {}) as Partial<SeenJob["systemData"]>;
    return createdAt === undefined || createdAt === job.systemData.createdAt;
}

function notDone(job: SeenJob, inputs: Event["inputs"]): string[] {
    const wanted = (inputs?.properties ?? {}) as Record<string, unknown>;
    const tags = (inputs?.tags ?? {}) as Record<string, string>;
    const isCancelled = job.properties.cancelRequested === true;
    return [
        ...(wanted.state === "Shipping" && job.properties.state === "Creating" && !isCancelled
            ? ["state"]
            : []),
        ...(wanted.cancelRequested === true && !isCancelled ? ["cancelRequested"] : []),
        ...Object.keys(tags).filter((name) => job.tags?.[name] !== tags[name]),
    ];
}

const hidden = [
    "9CA995BB",
    "238810-",
    "111111-",
    "ACC-700",
    "TRACK-800",
    "Ada Example",
    "425000",
    "ada@",
];

/** No secret and no nonsense in what the user reads; nothing fails without a word. */
function badWords({ printed, events }: Observation): string[] {
    const texts = [printed, ...events.map(({ error }) => error ?? "")];
    const leaked = hidden.filter((secret) => texts.some((text) => text.includes(secret)));
    const nonsense = texts.filter((text) =>
        /\bundefined\b|\[object |TypeError|Cannot read prop|NaN\b/.test(text),
    );
    return [
        ...leaked.map((secret) => `leaked: ${secret}`),
        ...nonsense.map((text) => `nonsense: ${text.slice(-500)}`),
    ];
}

function sameId(one: string, other: string | undefined): boolean {
    return one.toLowerCase() === other?.toLowerCase();
}
