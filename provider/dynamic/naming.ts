import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * Which Pulumi resource a job belongs to: `organisation/project/stack/name`, and before the name
 * the types of its parents, if it has any (Pulumi allows two resources of one name below parents
 * of different types).
 *
 * It is the value of the owner tag, so at most 256 characters long: a longer one is cut and ends
 * in a hash of the whole.
 */
export function ownerName(
    typeToken: string,
    name: string,
    parent: pulumi.Resource | undefined,
): pulumi.Output<string> {
    const prefix = [organization(), pulumi.getProject(), pulumi.getStack()].join("/");
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
        return limited([prefix, ...parents, last].join("/"));
    });
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

const tagValueLimit = 256;

function limited(owner: string): string {
    if (owner.length <= tagValueLimit) return owner;
    return `${owner.slice(0, tagValueLimit - 17)}-${hashOf(owner, 16)}`;
}

/**
 * The job's name when the program gives none: made of the resource's name and a hash of its owner
 * name, the same at every try. A random one would order a second job after a crash between Azure's
 * answer and the checkpoint.
 *
 * @param longest how many characters the service lets a name have
 */
export function autoJobName(
    name: string,
    owner: pulumi.Input<string>,
    longest: number,
): pulumi.Output<string> {
    return pulumi.output(owner).apply((whole) => {
        const clean = name.replace(/[^a-zA-Z0-9-]+/g, "-").replace(/^[^a-zA-Z]+/, "");
        return `${clean.slice(0, longest - 9) || "job"}-${hashOf(whole, 8)}`;
    });
}

function hashOf(text: string, digits: number): string {
    return createHash("sha256").update(text).digest("hex").slice(0, digits);
}
