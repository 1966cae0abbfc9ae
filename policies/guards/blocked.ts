import { jobStates } from "../../provider/importexport/stateNames";
import type { JobFacts } from "../factsOfService";
import { jobInWords } from "../jobIdentity";
import type { BlockedStates } from "../services/jobFacts";
import type { Verdict } from "../verdict";
import { exceptionFor, type Exception } from "./exceptions";

/** The schema of the setting `blockedStates`. */
export const blockedStatesSchema = {
    type: ["array" as const, "string" as const],
    items: { type: "string" as const, enum: [...jobStates] },
    minItems: 1,
    pattern: "^in-flight$",
    default: ["Packaging", "Closed"],
    description:
        'A list of states of Import/Export jobs, or "in-flight": everything shipped and not Completed, unknown states and a Creating job with a tracking number among them. ' +
        'Data Box orders are blocked by their flags: neither cancellable nor deletable; with "in-flight" also what is shipped, or cancellable only with a fee.',
};

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

/** What the block says about a job that something threatens; nothing when it may go. Pure. */
export function* blockOf(
    job: JobFacts,
    threat: Threat,
    settings: BlockSettings,
    now: Date,
): Iterable<Verdict> {
    const why = job.whyBlocked(settings.blockedStates);
    if (!why) return;
    const { holds, ended } = exceptionFor(job, settings.allow, now);
    if (holds) {
        const message = `Let ${jobInWords(job)} go although it is ${job.standing}: the config allows it until ${holds.expires} (${holds.reason}).`;
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
