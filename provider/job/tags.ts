import { sameIgnoringCase } from "./sameness";
import { hasUnknown } from "./unknowns";

/** The Azure tag that says which Pulumi resource a job belongs to. */
export const ownerTagName = "pulumi-owner";

type Tags = Readonly<Record<string, string>>;

/** The tags of a job, and the names of those that the program set last: those it may also take away. */
interface KnownTags {
    readonly tags?: Tags;
    readonly managedTags: readonly string[];
    /** The owner tag that is to be renewed. */
    readonly formerOwner?: string | undefined;
}

/** Tag names are the same in any casing (ARM), values are not. */
export function tagValue(tags: Tags | undefined, name: string): string | undefined {
    return Object.entries(tags ?? {}).find(([key]) => sameIgnoringCase(key, name))?.[1];
}

/** Whether the program wants other tags than the job has; those that others added are no difference. */
export function tagsDiffer(current: KnownTags, inputs: { readonly tags?: Tags }): boolean {
    if (hasUnknown(inputs.tags) || current.formerOwner !== undefined) return true;
    const wanted = inputs.tags ?? {};
    const now = current.tags ?? {};
    const added = Object.entries(wanted).some(([name, text]) => tagValue(now, name) !== text);
    return added || current.managedTags.some((name) => isTakenAway(name, now, wanted));
}

function isTakenAway(name: string, now: Tags, wanted: Tags): boolean {
    return tagValue(wanted, name) === undefined && tagValue(now, name) !== undefined;
}

/**
 * The tags to write: the program's, those that others added, and the owner tag; without those that
 * the program set before and has taken away. A PATCH of tags replaces them all.
 */
export function tagsToWrite(
    current: KnownTags,
    inputs: { readonly tags?: Tags },
    owner: string | undefined,
): Record<string, string> {
    const wanted = inputs.tags ?? {};
    const now = current.tags ?? {};
    const others = Object.entries(now).filter(
        ([name]) =>
            tagValue(wanted, name) === undefined &&
            !sameIgnoringCase(name, ownerTagName) &&
            !current.managedTags.some((managed) => sameIgnoringCase(managed, name)),
    );
    return {
        ...Object.fromEntries(others),
        ...wanted,
        ...(owner === undefined ? {} : { [ownerTagName]: owner }),
    };
}

/** The tags as the program sees them. */
export function withoutOwner(tags: Tags | undefined): Record<string, string> | undefined {
    if (!tags) return undefined;
    return Object.fromEntries(
        Object.entries(tags).filter(([name]) => !sameIgnoringCase(name, ownerTagName)),
    );
}

/** The tags that the program set last, as they are now: those of others are no input of it. */
export function managed({ tags, managedTags }: KnownTags): Record<string, string> | undefined {
    if (!tags) return undefined;
    const now = managedTags.map((name) => [name, tagValue(tags, name)] as const);
    const there = now.filter(([, value]) => value !== undefined);
    return there.length > 0 || managedTags.length > 0
        ? (Object.fromEntries(there) as Record<string, string>)
        : undefined;
}
