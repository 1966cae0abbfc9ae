import { AzureError } from "../arm/azureErrors";
import type { JobAddress } from "./armJob";
import { wordsOf } from "./ownerTag";
import { errors } from "./errors";
import { toBeRenewed, type Shown } from "./ownership";
import type { PartialCreation } from "./jobError";
import { isRefusal, lacksPermission } from "./azureRefusals";
import type { Session } from "./session";
import { tagsToWrite } from "./tags";

/** An adoption, as far as the owner tag of its job goes. */
interface Adoption {
    readonly address: JobAddress;
    readonly job: Shown;
    /** The owner tag that the program gives. */
    readonly owner: string;
    /** The service's word for where the job is. */
    readonly where: string;
}

/** What knows whose an identity is. */
type Asked = Pick<Session, "settings" | "checkpoints">;

/**
 * The owner tag that an adoption has to renew; undefined: the job has none. The words of another resource are refused, unless
 * a creation of this stack which was cut off left them: the stack had another name then.
 *
 * @throws JobError `SomebodyElsesJob`
 */
export async function formerOwnerOf(
    session: Asked,
    { address, job, owner, where }: Adoption,
): Promise<string | undefined> {
    const former = toBeRenewed(job, owner, session.settings.ownerTag);
    if (former === undefined || wordsOf(former) === wordsOf(owner)) return former;
    if (!(await session.checkpoints.isUnfinished(former))) {
        throw errors.SomebodyElsesJob.atAdoption({ job: address, where, owner: wordsOf(former) });
    }
    return former;
}

/**
 * Makes an adopted job's owner tag say which creation has it now, so that whoever had it before is refused from here on.
 *
 * @param send the PATCH of the tags
 * @param keeping what keeps the job in the stack where the PATCH may have taken effect: the next update sends it again
 * @throws JobError `UpdateRefused`, `JobGone`
 */
export async function renewOwner(
    { address, job, owner, where }: Adoption,
    send: (tags: Record<string, string>) => Promise<object | "gone">,
    keeping: (lost: AzureError) => PartialCreation,
): Promise<void> {
    let answer: object | "gone";
    try {
        answer = await send(tagsToWrite({ tags: job.tags, managedTags: [] }, {}, owner));
    } catch (error) {
        if (!(error instanceof AzureError)) throw error;
        if (isRefusal(error) || lacksPermission(error)) {
            throw errors.UpdateRefused.atAdoption({ job: address, where, cause: error });
        }
        throw keeping(error);
    }
    if (answer === "gone") throw errors.JobGone.atAdoption({ job: address });
}
