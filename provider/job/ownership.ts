import type { ArmJob } from "./armJob";
import { wordsOf } from "./ownerTag";
import { sameIgnoringCase } from "./sameness";
import { ownerTagName, tagValue } from "./tags";

/** What a stack knows of its own job that another job of the same name would not have. */
export interface Identity {
    readonly owner: string;
    /** What the tag says until it is seen to be renewed. */
    readonly formerOwner?: string | undefined;
    readonly systemData?: Readonly<Record<string, unknown>>;
    /** Azure never confirmed that it made the job. */
    readonly creationUnconfirmed?: boolean;
}

/** What tells a job from another one of its name. */
export type Shown = Pick<ArmJob, "tags" | "systemData">;

/** The owner tag of a job, if it has one. */
export function ownerOf(job: Shown): string | undefined {
    return tagValue(job.tags, ownerTagName);
}

/**
 * Why the job that Azure shows is somebody else's; undefined when nothing says so.
 *
 * A missing tag or creation time proves nothing: an adopted job has no tag of ours, and the older
 * API versions have no `systemData`. Only a job that this stack ordered, and never saw, must have the
 * tag that it was ordered with.
 *
 * @param checkOwner false when the settings turn the owner tag off.
 */
export function foreignEvidence(
    job: Shown,
    ours: Identity,
    checkOwner: boolean,
): string | undefined {
    const owner = ownerOf(job);
    if (checkOwner && owner !== undefined && owner !== ours.owner && owner !== ours.formerOwner) {
        return wordsOf(owner) === wordsOf(ours.owner)
            ? `its tag "${ownerTagName}" is of another creation than this stack's, though of the same words (${owner})`
            : `its tag "${ownerTagName}" says ${wordsOf(owner)}`;
    }
    if (checkOwner && owner === undefined && ours.creationUnconfirmed) {
        return `it has no tag "${ownerTagName}", and Azure never confirmed the creation of ours`;
    }
    const [now, then] = [createdAt(job), createdAt(ours)];
    if (now !== undefined && then !== undefined && Date.parse(now) !== Date.parse(then)) {
        return `it was created at ${now}, and ours at ${then}`;
    }
    return undefined;
}

/**
 * Whether the answer to a creation shows a job that somebody else had made: the PUT overwrote it.
 * Resource Manager writes both names; the same identity may have made both, so false proves nothing.
 */
export function wasMadeByAnother(job: Shown): boolean {
    const { createdBy, lastModifiedBy } = job.systemData ?? {};
    if (typeof createdBy !== "string" || typeof lastModifiedBy !== "string") return false;
    return !sameIgnoringCase(createdBy, lastModifiedBy);
}

/** The time of its creation, where it is known. */
export function createdAt(job: {
    systemData?: Readonly<Record<string, unknown>>;
}): string | undefined {
    const value = job.systemData?.createdAt;
    return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** The owner tag of a job that this creation takes over, if it is not this creation's own yet. */
export function toBeRenewed(job: Shown, ours: string, checkOwner: boolean): string | undefined {
    const owner = ownerOf(job);
    return checkOwner && owner !== ours ? owner : undefined;
}
