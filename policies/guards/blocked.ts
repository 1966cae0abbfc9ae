import { jobStates, stateInWords } from "../../provider/importexport/jobStates";
import { ruleFor } from "../../provider/importexport/lifecycle";
import { isInFlight, jobInWords, type JobFacts } from "../jobFacts";
import { notKnown } from "../notKnown";
import type { Verdict } from "../verdict";
import { exceptionFor, type Exception } from "./exceptions";

/** Which states block a destroy: some of them, or everything that is under way. */
export type BlockedStates = readonly string[] | "in-flight";

/** The schema of the setting `blockedStates`. */
export const blockedStatesSchema = {
    type: ["array" as const, "string" as const],
    items: { type: "string" as const, enum: [...jobStates] },
    minItems: 1,
    pattern: "^in-flight$",
    default: ["Packaging", "Closed"],
    description:
        'A list of states, or "in-flight": everything shipped and not Completed, unknown states and a Creating job with a tracking number among them.',
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
    /** A sentence: what takes the threat away; none: what the lifecycle table says for a delete. */
    readonly wayOut?: string;
}

/** What the block says about a job that something threatens; nothing when it may go. Pure. */
export function* blockOf(
    job: JobFacts,
    threat: Threat,
    settings: BlockSettings,
    now: Date,
): Iterable<Verdict> {
    const why = whyBlocked(job, settings);
    if (!why) return;
    const { holds, ended } = exceptionFor(job, settings.allow, now);
    if (holds) {
        const message = `Let ${jobInWords(job)} go although it is ${stateOf(job)}: the config allows it until ${holds.expires} (${holds.reason}).`;
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

interface Reason {
    /** A sentence that goes on after a colon. */
    readonly because: string;
    /** A sentence: the next step. */
    readonly instead: string;
    readonly unreadable?: boolean;
}

function whyBlocked(job: JobFacts, { blockedStates }: BlockSettings): Reason | undefined {
    if (job.purged) return undefined;
    if (job.state === notKnown) {
        return {
            because:
                "its state is encrypted or not known here, so nobody can say where the drives are.",
            instead: 'Take "properties" out of additionalSecretOutputs, or look into Azure.',
            unreadable: true,
        };
    }
    const isBlocked =
        blockedStates === "in-flight"
            ? isInFlight(job)
            : blockedStates.some((state) => state === job.state);
    return isBlocked ? reasonOf(job, job.state) : undefined;
}

function reasonOf(job: JobFacts, state: string | undefined): Reason {
    const rule = ruleFor(state, "delete");
    if (rule.verdict !== "refused") {
        const parcel =
            state === "Creating" && job.hasDeliveryPackage
                ? "with a tracking number, so the parcel may be in the post"
                : "a state that the config blocks";
        const instead = "Wait for another state, or change blockedStates in the config.";
        return { because: `it is ${stateInWords(state)}, ${parcel}.`, instead };
    }
    const because = `it is ${stateInWords(state)}, ${rule.because}.`;
    if (job.maker === "azure-native") {
        const instead =
            state === "Closed"
                ? `The service deletes it 90 days after its end; until then ${exceptionNeeded}.`
                : "Wait until the job is Completed; azure-native can neither cancel it nor delete it before.";
        return { because, instead };
    }
    const exception = state === "Closed" ? ` The policy then also wants ${exceptionNeeded}.` : "";
    return { because, instead: `${rule.instead}${exception}` };
}

const exceptionNeeded = "an exception in the config (allow)";

function stateOf({ state }: JobFacts): string {
    return state === notKnown ? "in a state that cannot be read" : stateInWords(state);
}
