import { planDeletion } from "../../provider/job/deletionPlan";
import { policies } from "../index";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../azureNative";
import type { Violation } from "./analysis";
import type { Deletion } from "./deletions";

/** What the destroy is about to do to each job, and what the policies said, as text. */
export function summaryOf(
    deletions: readonly Deletion[],
    violations: readonly Violation[],
): string {
    const jobs = deletions.filter(({ job }) => job);
    const nouns = jobs.flatMap(({ job }) => job?.facts.words.job ?? []);
    const counts = [...new Set(["import/export job", ...nouns])].map((noun) =>
        count(nouns.filter((one) => one === noun).length, noun),
    );
    const others = count(
        deletions.filter(({ job, urn }) => !job && !isDefaultProvider(urn)).length,
        "other resource",
    );
    return [
        `This destroy would delete ${counts.join(", ")} and ${others}.`,
        ...jobs.map((deletion) => `  ${lineOf(deletion, violations)}`),
        ...violations.map(violationLines),
    ].join("\n");
}

/** The engine makes and removes these by itself, and counts them in no summary of its own either. */
function isDefaultProvider(urn: string): boolean {
    return /::pulumi:providers:[^:]+::default(_|$)/.test(urn);
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
    const fate = isRefused ? "refused by policy" : fateOf(job);
    return `${fate}: ${jobInWords(job.facts)}, ${job.facts.standing}`;
}

/** What the provider is going to do, told from the last look; it looks again itself. */
function fateOf({ facts }: NonNullable<Deletion["job"]>): string {
    if (facts.purged) return "forgotten (Azure has deleted it)";
    const { observation, words } = facts;
    // azure-native cancels nothing.
    if (isAzureNative(facts.maker)) {
        return observation.step === "delete" ? "deleted" : words.plainDelete;
    }
    switch (planDeletion(observation, facts.deletion).action) {
        case "nothing":
            return "forgotten (Azure has deleted it)";
        case "delete":
            return "deleted";
        case "wait":
            return "waited for, then deleted";
        case "cancel":
            return "cancelled, then deleted";
        case "forget":
            return "forgotten";
        case "refuse":
            return "refused by the provider";
    }
}
