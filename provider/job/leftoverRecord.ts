import type { JobAddress } from "./armJob";
import { wordsOf } from "./ownerTag";
import { errors } from "./errors";
import { jobInWords } from "./jobError";
import type { Registered } from "./registered";
import type { Session } from "./session";

/**
 * Whether what is to be deleted is only the record that an earlier replacement left, and its job is the one that the resource
 * has now: then the record leaves the stack, and the job is left alone.
 *
 * The job that another resource of the program has is never deleted: in the operation in which that one took it over as in
 * every later one, whose process learns of it from `check`.
 *
 * @throws JobError `TakenOverBySibling`, also where the checkpoint cannot be read
 */
export async function isLeftover(
    session: Pick<Session, "say" | "program" | "checkpoints">,
    id: string,
    job: JobAddress,
    { owner }: { readonly owner: string },
): Promise<boolean> {
    const { taken, existing } = session.program.having(job);
    const resources = [...taken, ...existing];
    if (resources.length === 0) return false;
    const isOther = (one: Registered) =>
        one.owner !== undefined && wordsOf(one.owner) !== wordsOf(owner);
    if (resources.some(isOther)) throw errors.TakenOverBySibling.byAnother({ job });
    // Of the same resource: one half of a replacement, or what an earlier one has left.
    const checkpoint = await session.checkpoints.current();
    if ("unreadable" in checkpoint) {
        throw errors.TakenOverBySibling.perhaps({ job, reason: checkpoint.unreadable });
    }
    if (checkpoint.hasLeftover(id, owner)) {
        session.say(
            `The record of ${jobInWords(job)} that waits for its deletion leaves the stack: the resource has this very job, which is left alone.`,
        );
        return true;
    }
    if (taken.length > 0) throw errors.TakenOverBySibling.byAnother({ job });
    return false;
}
