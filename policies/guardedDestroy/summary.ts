import { deletionStep } from "../../provider/importexport/lifecycle";
import { deletionStepOfOrder, type DataBoxFacts } from "../dataBoxFacts";
import type { ImportExportFacts } from "../importExportFacts";
import { policies } from "../index";
import { standingInWords } from "../jobFacts";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../jobTypes";
import { at, notKnown, type Properties } from "../notKnown";
import type { Violation } from "./analysis";
import type { Deletion } from "./judged";

/** What the destroy is about to do to each job, and what the policies said, as text. */
export function summaryOf(
    deletions: readonly Deletion[],
    violations: readonly Violation[],
): string {
    const jobs = deletions.filter(({ job }) => job);
    const orders = jobs.filter(({ job }) => job?.facts.service === "databox").length;
    const counts = [
        count(jobs.length - orders, "import/export job"),
        ...(orders > 0 ? [count(orders, "Data Box order")] : []),
    ];
    const others = count(deletions.length - jobs.length, "other resource");
    return [
        `This destroy would delete ${counts.join(", ")} and ${others}.`,
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
    const fate = isRefused ? "refused by policy" : fateOf(job);
    return `${fate}: ${jobInWords(job.facts)}, ${standingInWords(job.facts)}`;
}

/** What the provider is going to do, told from the last look; it looks again itself. */
function fateOf({ facts, outputs }: NonNullable<Deletion["job"]>): string {
    if (facts.purged) return "forgotten (Azure has deleted it)";
    return facts.service === "databox" ? fateOfOrder(facts, outputs) : fateOfJob(facts, outputs);
}

function fateOfJob(job: ImportExportFacts, outputs: Properties): string {
    const state = job.state === notKnown ? undefined : job.state;
    const step = deletionStep(state, job.cancelRequested);
    if (step === "delete") return "deleted";
    if (isAzureNative(job.maker)) return "refused by Azure";
    if (step === "refuse") return undeletable(outputs);
    if (step === "wait") return "waited for, then deleted";
    return cancelling(outputs);
}

function fateOfOrder(order: DataBoxFacts, outputs: Properties): string {
    const step = deletionStepOfOrder(order);
    if (step === "delete") return "deleted";
    // No document says what Azure answers to the DELETE of an order that is not deletable.
    if (isAzureNative(order.maker)) return "sent a plain DELETE, which Azure may refuse";
    switch (step) {
        case "nothing":
            return "forgotten (Azure has deleted it)";
        case "wait":
            return "waited for, then deleted";
        case "cancel":
            return cancelling(outputs);
        case "askAboutFee":
            return at(outputs, "deletion.acceptFee") === true
                ? cancelling(outputs)
                : "refused by the provider";
        case "refuse":
            return undeletable(outputs);
    }
}

function undeletable(outputs: Properties): string {
    const forgets = at(outputs, "deletion.whenUndeletable") === "forget";
    return forgets ? "forgotten" : "refused by the provider";
}

function cancelling(outputs: Properties): string {
    return at(outputs, "deletion.inFlight") === "refuse"
        ? "refused by the provider"
        : "cancelled, then deleted";
}
