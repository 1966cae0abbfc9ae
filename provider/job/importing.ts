import type { ArmJob, JobAddress } from "./armJob";
import { wordsOf } from "./ownerTag";
import { errors } from "./errors";
import { ownerOf } from "./ownership";
import type { Session } from "./session";
import { withoutOwner } from "./tags";

/** What the outputs of an imported job remember, and no answer of Azure holds. */
export interface ImportedIdentity {
    readonly adoptExisting: true;
    readonly owner: string;
    readonly managedTags: string[];
}

/** What knows whose an identity is. */
type Asked = Pick<Session, "settings" | "checkpoints">;

/**
 * Whose an imported job is: that of the resource which is to have it.
 *
 * An import writes nothing, so it cannot take a job from whoever made it, as an adoption does by renewing the tag: both
 * would have it. A job with an owner tag is left alone, whatever its words are, unless the tag is of a creation of this
 * stack which was cut off (`pulumi refresh --import-pending-creates`).
 *
 * @param owner the words of the resource that is to have it
 * @param where where the job is, for the message
 * @throws JobError `SomebodyElsesJob` when the job has another creation's owner tag
 */
export async function importedIdentity(
    session: Asked,
    address: JobAddress,
    job: ArmJob,
    owner: string,
    where: string,
): Promise<ImportedIdentity> {
    const tag = session.settings.ownerTag ? ownerOf(job) : undefined;
    if (tag !== undefined && !(await session.checkpoints.isUnfinished(tag))) {
        const facts = { job: address, where, owner: wordsOf(tag) };
        throw wordsOf(tag) === owner
            ? errors.SomebodyElsesJob.atImport(facts)
            : errors.SomebodyElsesJob.atAdoption(facts);
    }
    const managedTags = Object.keys(withoutOwner(job.tags) ?? {});
    return { adoptExisting: true, owner: tag ?? owner, managedTags };
}
