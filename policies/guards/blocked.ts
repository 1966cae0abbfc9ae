import { standingInWords, type JobFacts } from "../jobFacts";
import { jobInWords } from "../jobIdentity";
import type { Verdict } from "../verdict";
import { whyJobBlocked } from "./blockedJob";
import { whyOrderBlocked } from "./blockedOrder";
import { exceptionFor, type Exception } from "./exceptions";

/** Which states block a destroy: some of them, or everything that is under way. */
export type BlockedStates = readonly string[] | "in-flight";

/** What the block goes by. */
export interface BlockSettings {
    readonly blockedStates: BlockedStates;
    readonly allow: readonly Exception[];
    readonly ifStateUnreadable: "block" | "warn";
}

/** How the job would come to be destroyed. */
export interface Threat {
    /** "destroy", "replace": completes "Cannot … job". */
    readonly verb: "destroy" | "replace";
    /** A clause after the job's name: what in the program, or the command, destroys it. */
    readonly how: string;
    /** A sentence: what takes the threat away; none: what the service's rules say for a delete. */
    readonly wayOut?: string;
}

/** Why a job must not be destroyed now. */
export interface BlockReason {
    /** A sentence that goes on after a colon. */
    readonly because: string;
    /** A sentence: the next step. */
    readonly instead: string;
    /** Nobody can tell where the job is: `ifStateUnreadable` decides. */
    readonly unreadable?: boolean;
}

/** What the block says about a job that something threatens; nothing when it may go. Pure. */
export function* blockOf(
    job: JobFacts,
    threat: Threat,
    settings: BlockSettings,
    now: Date,
): Iterable<Verdict> {
    const why = whyBlocked(job, settings.blockedStates);
    if (!why) return;
    const { holds, ended } = exceptionFor(job, settings.allow, now);
    if (holds) {
        const message = `Let ${jobInWords(job)} go although it is ${standingInWords(job)}: the config allows it until ${holds.expires} (${holds.reason}).`;
        yield { kind: "remark", message, urn: job.urn };
        return;
    }
    const over = ended ? ` Its exception ended on ${ended.expires}.` : "";
    yield {
        kind: why.unreadable && settings.ifStateUnreadable === "warn" ? "remark" : "refused",
        message: `Cannot ${threat.verb} ${jobInWords(job)}${threat.how}: ${why.because}${over} ${threat.wayOut ?? why.instead}`,
        urn: job.urn,
    };
}

function whyBlocked(job: JobFacts, blockedStates: BlockedStates): BlockReason | undefined {
    if (job.purged) return undefined;
    return job.service === "databox"
        ? whyOrderBlocked(job, blockedStates === "in-flight")
        : whyJobBlocked(job, blockedStates);
}
