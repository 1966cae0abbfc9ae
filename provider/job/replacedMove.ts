import { isDynamic } from "./wire";
import { asksCheckpoint, type TakenApart } from "./checkedInputs";
import type { Finding } from "./findings";
import type { Session } from "./session";
import { isUnknown } from "./unknowns";

/**
 * A resource that goes from the dynamic provider to the packaged one, or back, and is replaced in the same update. Each is a
 * process of its own, and the engine tells the old one of a delete only: it would take it for a destroy, and cancel a job
 * that is under way without anybody's having asked. So it is refused here, before anything is deleted.
 *
 * Two ways lead there, and neither is shown by the check itself. What `replaceOnChanges`, `replacementTrigger` or an
 * immutable input brings is a second check, which knows no old inputs. The only check of a taint or of `--replace '**'`
 * knows none either, and so does that of a move whose alias was forgotten, which would destroy the old job: there the
 * checkpoint tells that the other provider has the resource.
 *
 * @param types the tokens of the resource's type
 */
export async function replacedMove(
    { program, checkpoints }: Pick<Session, "program" | "checkpoints">,
    types: readonly string[],
    { given, before, isNew, isMoved }: TakenApart,
    news: object,
): Promise<Finding | undefined> {
    const words = given.owner ?? before.owner;
    if (typeof words !== "string" || isUnknown(words)) return undefined;
    if (isMoved) program.noteMoved(words);
    if (!isNew) return undefined;
    const isReplaced =
        program.hasMoved(words) ||
        (asksCheckpoint(given) &&
            (await checkpoints.isHeldElsewhere(types, words, isDynamic(news))));
    if (!isReplaced) return undefined;
    return {
        property: "",
        reason:
            "a job cannot go from one provider to the other (dynamic, packaged) and be replaced in the same update: the old " +
            "provider would take the replacement for a destroy, and cancel a job that is under way; " +
            "move it first, with an alias and without what replaces it (--replace; a taint: pulumi state untaint URN), and " +
            "replace it in the next update; for another job, remove the old resource in an update of its own",
        code: "MovedAndReplaced",
    };
}
