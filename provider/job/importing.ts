import type { ArmJob, JobAddress } from "./armJob";
import { wordsOf } from "./ownerTag";
import { errors } from "./errors";
import { ownerOf } from "./ownership";
import { withoutOwner } from "./tags";

/** What the outputs of an imported job remember, and no answer of Azure holds. */
export interface ImportedIdentity {
    readonly adoptExisting: true;
    readonly owner: string;
    readonly managedTags: string[];
}

/**
 * Whose an imported job is: that of the resource which is to have it, or, where the job has an owner tag, what the tag
 * says. An import writes nothing, so a tag stays as it is.
 *
 * @param owner the words of the resource that is to have it
 * @param where where the job is, for the message
 * @param checkOwner false when the settings turn the owner tag off
 * @throws JobError `SomebodyElsesJob` when the tag says that it is another resource's
 */
export function importedIdentity(
    address: JobAddress,
    job: ArmJob,
    owner: string,
    where: string,
    checkOwner: boolean,
): ImportedIdentity {
    const tag = checkOwner ? ownerOf(job) : undefined;
    if (tag !== undefined && wordsOf(tag) !== owner) {
        throw errors.SomebodyElsesJob.atAdoption({ job: address, where, owner: tag });
    }
    const managedTags = Object.keys(withoutOwner(job.tags) ?? {});
    return { adoptExisting: true, owner: tag ?? owner, managedTags };
}
