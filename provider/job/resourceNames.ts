/** Names that are made of a Pulumi resource's own, for both front doors. */
import { createHash } from "node:crypto";
import { longestWords } from "./ownerTag";

/** The owner words, `organisation/project/stack/[types of the parents/]name`: longer ones are cut and end in a hash of the whole. */
export function ownerWords(parts: readonly string[]): string {
    const owner = parts.join("/");
    if (owner.length <= longestWords) return owner;
    return `${owner.slice(0, longestWords - 17)}-${hashOf(owner, 16)}`;
}

/**
 * The job's name when the program gives none: made of the resource's name and a hash of its owner
 * name, the same at every try. A random one would order a second job after a crash between Azure's
 * answer and the checkpoint.
 *
 * @param longest how many characters the service lets a name have
 */
export function autoName(name: string, owner: string, longest: number): string {
    const clean = name.replace(/[^a-zA-Z0-9-]+/g, "-").replace(/^[^a-zA-Z]+/, "");
    return `${clean.slice(0, longest - 9) || "job"}-${hashOf(owner, 8)}`;
}

function hashOf(text: string, digits: number): string {
    return createHash("sha256").update(text).digest("hex").slice(0, digits);
}
