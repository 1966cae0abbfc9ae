/**
 * A resource whose state was copied into this stack from another one (`pulumi stack export`, `pulumi stack import`), which
 * still has the job: the owner tag is right for both, and each could cancel or delete the job under the other. A stack that
 * was renamed left none behind, and `pulumi state move` leaves no resource.
 */
import type { JobAddress } from "./armJob";
import { fullOwner, type TakenApart } from "./checkedInputs";
import { errors } from "./errors";
import type { Finding } from "./findings";
import { copiedFrom, otherStackOf, stackOfWords } from "./otherStack";
import type { Session } from "./session";
import { isUnknown } from "./unknowns";

type Asked = Pick<Session, "checkpoints">;

/** What is wrong with a resource of the program whose job another stack has too; undefined: nothing says so. */
export async function copiedState(
    session: Asked,
    { given, before, isNew }: TakenApart,
): Promise<Finding | undefined> {
    const words = given.owner;
    if (isNew || typeof words !== "string" || isUnknown(words)) return undefined;
    if (typeof before.owner !== "string") return undefined;
    const stack = await otherStackWith(session, fullOwner(before), words);
    if (stack === undefined) return undefined;
    return { property: "", reason: `this ${copiedFrom(stack)}`, code: "SomebodyElsesJob" };
}

/**
 * Refuses the deletion of a job that another stack has too.
 *
 * @param owner the owner tag that the stack has of the job
 * @param words those of the resource now
 * @throws JobError `SomebodyElsesJob`
 */
export async function assertNotCopied(
    session: Asked,
    job: JobAddress,
    owner: string,
    words: string,
): Promise<void> {
    const stack = await otherStackWith(session, owner, words);
    if (stack !== undefined) throw errors.SomebodyElsesJob.copied({ job, stack });
}

/**
 * The other stack that has the job of this owner tag, `project/stack`. Only where the tag names another stack than the one
 * that runs, whatever its organisation, is that one's checkpoint read. Where it cannot be – it is no more, or in another
 * backend – nothing says so.
 */
async function otherStackWith(
    { checkpoints }: Asked,
    owner: string,
    words: string,
): Promise<string | undefined> {
    const running = stackOfWords(words);
    const other = running && otherStackOf(owner, running);
    if (!other) return undefined;
    const name = `${other.project}/${other.stack}`;
    const isNamedAlone = !checkpoints.isToldOrganisation && other.project === running.project;
    const asked = isNamedAlone ? other.stack : `${running.organisation}/${name}`;
    return (await checkpoints.hasJob(asked, other.identity)) ? name : undefined;
}
