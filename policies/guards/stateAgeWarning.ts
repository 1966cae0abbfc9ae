import type { CheckpointJob } from "../checkpoint/checkpoint";
import { jobInWords } from "../jobIdentity";
import type { Verdict } from "../verdict";

const hour = 60 * 60 * 1000;

/**
 * Warns of jobs under way whose state is an old one: the parcel moves without the stack.
 *
 * A job was last looked at by the last refresh, or when the resource was last written. Where neither
 * is known nothing is said.
 */
export function* judgeAge(
    jobs: readonly CheckpointJob[],
    refreshedAt: Date | undefined,
    maxStateAgeHours: number,
    now: Date,
): Iterable<Verdict> {
    for (const { facts, writtenAt, pendingDelete } of jobs) {
        if (pendingDelete || !facts.isInFlight) continue;
        const looks = [refreshedAt, writtenAt].flatMap((date) => date?.getTime() ?? []);
        const ageHours = (now.getTime() - Math.max(...looks)) / hour;
        // Without any look the age is infinite: not known.
        if (!Number.isFinite(ageHours) || ageHours <= maxStateAgeHours) continue;
        yield {
            kind: "remark",
            message: `The state of ${jobInWords(facts)} was last looked at ${Math.floor(ageHours)} h ago, and it is under way: it may be further on than the stack says. Run "pulumi refresh".`,
            urn: facts.urn,
        };
    }
}
