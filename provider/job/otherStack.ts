/** Stacks by the owner tags of their jobs: a tag that names another stack than the one that runs may come of a copied state. */
import { identityOf, wordsOf } from "./ownerTag";

/** A stack by its parts; the organisation is no proof, as every backend of files says `organization`. */
export interface StackName {
    readonly project: string;
    readonly stack: string;
}

/** The stack that owner words name; undefined where they name none. */
export function stackOfWords(words: string): (StackName & { organisation: string }) | undefined {
    const [organisation, project, stack, name] = words.split("/");
    return organisation && project && stack && name ? { organisation, project, stack } : undefined;
}

/** The stack that an owner tag names, and the identity of its creation there; undefined where it is the running one, or none. */
export function otherStackOf(
    tag: string,
    running: StackName,
): (StackName & { identity: string }) | undefined {
    const identity = identityOf(tag);
    const named = stackOfWords(wordsOf(tag));
    if (!identity || !named) return undefined;
    const { project, stack } = named;
    const isRunning = project === running.project && stack === running.stack;
    return isRunning ? undefined : { project, stack, identity };
}

/** What is wrong with a resource whose state is a copy, and what to do. @param stack the other one, `project/stack` */
export const copiedFrom = (stack: string) =>
    `resource's state is a copy of another stack's, ${stack}, which has the job too, and each could cancel or delete it under the other. ` +
    `Keep it in one of them: in the other, "pulumi state delete" takes it out, and touches nothing in Azure`;
