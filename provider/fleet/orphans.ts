/** Which jobs of a subscription no given stack has, and which creations of theirs were cut off. */
import type { JobAddress } from "../job/armJob";
import { identityOf, wordsOf } from "../job/ownerTag";
import { isSameElsewhere } from "../job/movedJobs";
import { foreignEvidence, ownerOf } from "../job/ownership";
import { sameIgnoringCase } from "../job/sameness";
import type { BegunCreation, GivenStack, HeldJob } from "./givenStacks";
import type { KnownJob } from "./knownJob";
import { serviceNamed } from "./services";

/**
 * - `unclaimed`: it has an owner tag, and no given stack has it
 * - `interrupted`: a given stack began to create it, and its checkpoint does not know the end
 * - `untagged`: nothing says that a stack ordered it, and no given stack has it
 * - `moved`: a given stack has it under the id that it had in another resource group
 */
export type OrphanKind = "unclaimed" | "untagged" | "interrupted" | "moved";

/** A job that needs somebody. */
export interface Orphan {
    readonly kind: OrphanKind;
    /** Of an interrupted creation, `job` is "gone" where Azure has none. */
    readonly known: KnownJob;
    /** The words of its owner tag, `organization/project/stack/name`; empty without one. */
    readonly words: string;
    /** Whether a resource of a given stack, or an orphan before this one, has the same words. */
    readonly wordsTaken: boolean;
    /** Of one that is interrupted or moved: the stack, as it was given, and the resource. */
    readonly inStack: { readonly name: string; readonly urn: string } | undefined;
}

/** The orphans, and how many of something else there are. */
export interface OrphansFound {
    readonly orphans: readonly Orphan[];
    /** Jobs without an owner tag that no given stack has, and that were not asked for. */
    readonly leftOut: number;
    /** Interrupted creations of other subscriptions, or whose names are encrypted. */
    readonly notLookedFor: number;
}

/**
 * @param jobs what Azure has
 * @param listed of which services that is everything: of the others nothing says that a job is not there
 */
export function orphansOf(
    jobs: readonly KnownJob[],
    listed: readonly string[],
    stacks: readonly GivenStack[],
    { subscriptionId, withUntagged }: { subscriptionId: string; withUntagged: boolean },
): OrphansFound {
    const all = jobs.flatMap((known) => orphanOf(known, jobs, stacks) ?? []);
    const ofJobs = all.filter(({ kind }) => withUntagged || kind !== "untagged");
    const unmade = stacks.flatMap((stack) =>
        stack.begun
            .filter((begun) => listed.includes(begun.service))
            .filter((begun) => !hasEnded(begun, stack) && !ofJobs.some(isOf(begun, stack)))
            .map((begun) => ({ begun, orphan: unmadeOrphan(begun, stack, subscriptionId) })),
    );
    const found = [...ofJobs, ...unmade.flatMap(({ orphan }) => orphan ?? [])];
    const words = stacks.flatMap(({ held }) =>
        held.flatMap(({ identity }) => (identity ? [wordsOf(identity.owner)] : [])),
    );
    return {
        orphans: found.map((orphan, place) => {
            const before = found.slice(0, place).map((other) => other.words);
            const taken = orphan.kind === "moved" ? before : [...words, ...before];
            const wordsTaken = orphan.words !== "" && taken.includes(orphan.words);
            return { ...orphan, wordsTaken };
        }),
        leftOut: all.length - ofJobs.length,
        notLookedFor: unmade.filter(({ orphan }) => orphan === undefined).length,
    };
}

type FoundOrphan = Omit<Orphan, "wordsTaken">;

function orphanOf(
    known: KnownJob,
    jobs: readonly KnownJob[],
    stacks: readonly GivenStack[],
): FoundOrphan | undefined {
    const pairs = stacks.flatMap((stack) => stack.held.map((held) => ({ stack, held })));
    if (pairs.some(({ held }) => hasIt(held, known))) return undefined;
    const words = wordsOf(tagOf(known) ?? "");
    const moved = pairs.find(
        ({ held }) => isMoved(held, known) && !jobs.some((other) => hasIt(held, other)),
    );
    if (moved) {
        const { stack, held } = moved;
        return { kind: "moved", known, words, inStack: { name: stack.name, urn: held.urn } };
    }
    for (const stack of stacks) {
        const begun = stack.begun.find((one) => isBegunAs(one, known));
        if (!begun) continue;
        const inStack = { name: stack.name, urn: begun.urn };
        return { kind: "interrupted", known, words, inStack };
    }
    const kind = words === "" ? "untagged" : "unclaimed";
    return { kind, known, words, inStack: undefined };
}

function tagOf({ job }: KnownJob): string | undefined {
    return job === "gone" ? undefined : ownerOf(job);
}

function idOf({ service, address }: KnownJob): string {
    const { subscriptionId, resourceGroupName, jobName } = address;
    return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/${service}/jobs/${jobName}`;
}

/** By its id; unless the job is another one of that name. */
function hasIt({ id, identity }: HeldJob, known: KnownJob): boolean {
    if (known.job === "gone" || !sameIgnoringCase(id, idOf(known))) return false;
    return identity === undefined || foreignEvidence(known.job, identity, true) === undefined;
}

function isMoved({ id, identity }: HeldJob, { service, address, job }: KnownJob): boolean {
    const [, namespace, name] = /\/providers\/([^/]+)\/jobs\/([^/]+)$/i.exec(id) ?? [];
    if (job === "gone" || identity === undefined) return false;
    if (!sameIgnoringCase(namespace, service) || !sameIgnoringCase(name, address.jobName)) {
        return false;
    }
    return (
        !sameIgnoringCase(id, idOf({ service, address } as KnownJob)) &&
        isSameElsewhere(job, identity, true)
    );
}

/** By the identity of the creation, wherever the job is; in state of older versions, by its address and words. */
function isBegunAs(begun: BegunCreation, known: KnownJob): boolean {
    if (begun.service !== known.service || begun.owner === undefined) return false;
    if (begun.owner !== tagOf(known)) return false;
    return identityOf(begun.owner) !== undefined || isAt(begun, known.address);
}

function isAt(begun: BegunCreation, { resourceGroupName, jobName, subscriptionId }: JobAddress) {
    return (
        sameIgnoringCase(begun.resourceGroupName, resourceGroupName) &&
        sameIgnoringCase(begun.jobName, jobName) &&
        (begun.subscriptionId === undefined ||
            sameIgnoringCase(begun.subscriptionId, subscriptionId))
    );
}

/** The entry of a creation stays in the checkpoint until a refresh, whatever has become of the resource since. */
function hasEnded(begun: BegunCreation, { held }: GivenStack): boolean {
    return held.some(({ urn }) => urn === begun.urn);
}

function isOf(begun: BegunCreation, { name }: GivenStack): (orphan: FoundOrphan) => boolean {
    return ({ kind, inStack }) =>
        kind === "interrupted" && inStack?.name === name && inStack.urn === begun.urn;
}

/** A creation of which Azure has no job. Undefined: it is not known where to look. */
function unmadeOrphan(
    begun: BegunCreation,
    { name }: GivenStack,
    subscriptionId: string,
): FoundOrphan | undefined {
    const { urn, service, resourceGroupName, jobName, owner } = begun;
    const isHere = sameIgnoringCase(begun.subscriptionId ?? subscriptionId, subscriptionId);
    if (!isHere || resourceGroupName === undefined || jobName === undefined) return undefined;
    const address = { subscriptionId, resourceGroupName, jobName };
    return {
        kind: "interrupted",
        known: serviceNamed(service).missing(address),
        words: wordsOf(owner ?? ""),
        inStack: { name, urn },
    };
}
