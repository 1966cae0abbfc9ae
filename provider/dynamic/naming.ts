import { randomUUID } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { creationKey, stackKey } from "../job/ownerTag";
import { autoName, ownerWords } from "../job/resourceNames";
import { unknownValue } from "../job/unknowns";

/**
 * Which Pulumi resource a job belongs to: `organisation/project/stack/name`, and before the name
 * the types of its parents, if it has any (Pulumi allows two resources of one name below parents
 * of different types).
 *
 * It is the words of the owner tag, which has at most 256 characters with its identity: longer words are cut and end
 * in a hash of the whole.
 */
export function ownerName(
    typeToken: string,
    name: string,
    parent: pulumi.Resource | undefined,
): pulumi.Output<string> {
    const prefix = stackWords();
    const own = parent
        ? pulumi
              .output(urnBelow(parent, typeToken, name))
              .apply((urn) => urn.split("::").slice(2).join("::"))
        : pulumi.output(name);
    return own.apply((path) => {
        const parents = path.includes("::")
            ? path.slice(0, path.indexOf("::")).split("$").slice(0, -1)
            : [];
        const last = path.includes("::") ? path.slice(path.indexOf("::") + 2) : path;
        return ownerWords([prefix, ...parents, last]);
    });
}

function stackWords(): string {
    return [organization(), pulumi.getProject(), pulumi.getStack()].join("/");
}

/**
 * The inputs that tell this creation from every other, and this stack: see ownerTag.ts. A preview does not know
 * what the update will make; a resource that exists keeps what it has.
 */
export function creationInputs(): pulumi.Inputs {
    return {
        [creationKey]: pulumi.runtime.isDryRun() ? unknownValue : randomUUID(),
        [stackKey]: stackWords(),
    };
}

/** Pulumi throws when there is no name, which happens under `setMocks` only; a backend of files says the same word. */
function organization(): string {
    try {
        return pulumi.getOrganization();
    } catch {
        return "organization";
    }
}

/**
 * A promise, and no Output: an Output would carry a dependency on the parent, which to Pulumi is one
 * on all its children, so that two jobs below one component would wait for each other for ever.
 */
function urnBelow(parent: pulumi.Resource, typeToken: string, name: string): Promise<string> {
    return new Promise((resolve) => pulumi.createUrn(name, typeToken, parent).apply(resolve));
}

/** `autoName` of resourceNames.ts, for an owner that is known only once its parents are. */
export function autoJobName(
    name: string,
    owner: pulumi.Input<string>,
    longest: number,
): pulumi.Output<string> {
    return pulumi.output(owner).apply((whole) => autoName(name, whole, longest));
}
