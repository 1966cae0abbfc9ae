import { creationKey, identityOf, ownerTagOf, stackKey, wordsOf } from "./ownerTag";
import { definedOnly } from "./defined";
import { autoNameKey, isDynamic, storedProviderKey, type Wire } from "./wire";
import type { Registered } from "./registered";
import type { Session } from "./session";
import { isUnknown } from "./unknowns";

/** What `check` gets, without Pulumi's own and without what only the constructor knows. */
export interface TakenApart {
    readonly autoName: unknown;
    /** The program's inputs. The identity of a creation is decided once: a resource that exists keeps its own, or none. */
    readonly given: Wire;
    readonly before: Wire;
    readonly isNew: boolean;
    /** Whether the resource was the other provider's until now: dynamic or packaged. */
    readonly isMoved: boolean;
}

/** Takes the inputs of a `check` apart, and notes which stack it is and which jobs its resources have. */
export function takenApart(
    session: Pick<Session, "checkpoints" | "program">,
    olds: Wire,
    news: Wire,
): TakenApart {
    const {
        [storedProviderKey]: _stored,
        [autoNameKey]: autoName,
        [stackKey]: stack,
        ...given
    } = news;
    const { [storedProviderKey]: _storedBefore, ...before } = olds;
    session.checkpoints.noteStack(stack);
    const isNew = Object.keys(before).length === 0;
    if (isNew) return { autoName, given, before, isNew, isMoved: false };
    session.program.noteExisting({ ...(before as Registered), owner: fullOwner(before) });
    const kept = { ...given, [creationKey]: before[creationKey] };
    const isMoved = isDynamic(olds) !== isDynamic(news);
    return { autoName, given: kept, before, isNew, isMoved };
}

/**
 * Whether the checkpoint is read for a resource that is new to this check. An update reads it, which knows the resource's
 * creation; a preview of the dynamic provider does not, and is spared the 0.2 s that it takes.
 */
export function asksCheckpoint(given: Wire): given is Wire & { owner: string } {
    return typeof given.owner === "string" && !isUnknown(given[creationKey]);
}

/**
 * The name of the job: the program's, the one that the resource has, or one that is made. A creation that was cut off has
 * made one already, which a rename of the stack does not change: the resource goes on with that one.
 *
 * @param types the tokens of the resource's type
 */
async function decidedName(
    session: Pick<Session, "checkpoints">,
    types: readonly string[],
    { autoName, given, before, isNew }: TakenApart,
): Promise<unknown> {
    const known = given.jobName ?? before.jobName;
    if (!isNew || (known !== undefined && known !== null)) return known ?? autoName;
    if (!asksCheckpoint(given)) return autoName;
    return (await session.checkpoints.unfinishedName(types, given.owner)) ?? autoName;
}

/**
 * The inputs as they are to be kept, before the service has its say. Name and owner are decided once: an alias must rename
 * nothing.
 *
 * @param types the tokens of the resource's type
 */
export async function decidedInputs(
    session: Pick<Session, "checkpoints" | "settings">,
    types: readonly string[],
    taken: TakenApart,
): Promise<Wire> {
    const { given, before } = taken;
    return definedOnly({
        ...given,
        jobName: await decidedName(session, types, taken),
        location: given.location ?? before.location ?? session.settings.location,
        owner: before.owner ?? given.owner,
    });
}

/** The owner tag that inputs ask for: their words, and which creation. */
export function fullOwner({ owner, [creationKey]: creation }: Wire): string {
    return ownerTagOf(owner as string, typeof creation === "string" ? creation : undefined);
}

/** The inputs that ask for this owner tag: the other way round. */
export function ownerInputs(tag: string): Wire {
    return { owner: wordsOf(tag), [creationKey]: identityOf(tag) };
}
