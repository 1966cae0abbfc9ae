import { stateInWords } from "../../provider/importexport/jobStates";
import { deletionStep } from "../../provider/importexport/lifecycle";
import { jobInWords } from "../jobFacts";
import { policies } from "../index";
import { at, notKnown } from "../notKnown";
import type { Violation } from "./analysis";
import type { Deletion } from "./deletions";

/** What the destroy is about to do to each job, and what the policies said, as text. */
export function summaryOf(
    deletions: readonly Deletion[],
    violations: readonly Violation[],
): string {
    const jobs = deletions.filter(({ job }) => job);
    const others = deletions.length - jobs.length;
    return [
        `This destroy would delete ${count(jobs.length, "import/export job")} and ${count(others, "other resource")}.`,
        ...jobs.map((deletion) => `  ${lineOf(deletion, violations)}`),
        ...violations.map(violationLines),
    ].join("\n");
}

function violationLines({ isMandatory, policy, message }: Violation): string {
    const description = policies.find(({ name }) => name === policy)?.description;
    // The SDK puts the policy's description before each message.
    const own = description ? message.replace(`${description}\n`, "") : message;
    const level = isMandatory ? "mandatory" : "advisory";
    return `  [${level}] ${policy}: ${own.replaceAll("\n", "\n    ")}`;
}

function count(number: number, noun: string): string {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function lineOf({ urn, job }: Deletion, violations: readonly Violation[]): string {
    if (!job) return urn;
    const isRefused = violations.some((one) => one.isMandatory && one.urn === urn);
    const { state } = job.facts;
    const word = state === notKnown ? "in a state that is encrypted" : stateInWords(state);
    const fate = isRefused ? "refused by policy" : fateOf(job);
    return `${fate}: ${jobInWords(job.facts)}, ${word}`;
}

/** What the provider is going to do, told from the last look; it looks again itself. */
function fateOf({ facts, outputs }: NonNullable<Deletion["job"]>): string {
    if (facts.purged) return "forgotten (Azure has deleted it)";
    const state = facts.state === notKnown ? undefined : facts.state;
    const step = deletionStep(state, facts.cancelRequested);
    if (step === "delete") return "deleted";
    if (facts.maker === "azure-native") return "refused by Azure";
    const forgets = at(outputs, "deletion.whenUndeletable") === "forget";
    if (step === "refuse") return forgets ? "forgotten" : "refused by the provider";
    if (step === "wait") return "waited for, then deleted";
    return at(outputs, "deletion.inFlight") === "refuse"
        ? "refused by the provider"
        : "cancelled, then deleted";
}
