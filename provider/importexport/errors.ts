import {
    type Facts,
    type ServiceExamples,
    type ServiceFacts,
    errorsOf,
    type ErrorRows,
} from "../job/errorTable";
import { exportKeys } from "./exportKeys";
import { stateInWords } from "./stateNames";
import type { Seen } from "./serviceTypes";
import { operationSources, ruleFor, type Refused } from "./lifecycle";

/** The errors that only these jobs have; those of all jobs are in job/errors.ts and job/deletionErrors.ts. */
export const errorRows = {
    CancellationTooLate: {
        meaning:
            "The program asks for a cancellation that the documents exclude. Nothing was sent.",
        when: "The program asks for a cancellation that the table calls too late.",
        text: (job, { where, rule }: Facts<"where" | "rule">) =>
            `Cannot cancel ${job}: it is ${where}, ${rule.because}. ${rule.instead}`,
        examples: [
            { where: "Packaging", rule: ruleFor("Packaging", "requestCancellation") as Refused },
        ],
    },
    NotTakenBack: {
        meaning:
            "A cancellation is final, and the program says `cancelRequested: false`. Nothing was sent.",
        when: "`cancelRequested: false` over a cancellation that Azure knows of.",
        text: (job, { where }: Facts<"where">) =>
            `Cannot take back the cancellation of ${job}: it is requested, the job is ${where}, and Azure has no way to resume it. ` +
            `Leave cancelRequested out of the program, or set it to true.`,
        examples: [{ where: "Shipping" }],
    },
} satisfies ErrorRows;

export const errors = errorsOf(errorRows);

/** What the errors of all jobs tell of these. */
export function errorFacts({ state }: Pick<Seen, "state">): ServiceFacts {
    const where = stateInWords(state);
    const otherwise = (documents: string) =>
        `The service's documents say otherwise (${documents}).`;
    return {
        where,
        whereInFlight: where,
        deletion: ruleFor(state, "delete"),
        deletable: "the job is Completed",
        cancelled: "its cancellation is requested",
        ends: "A cancelled job ends Completed when its drives are on their way back, which can take days.",
        otherwise: {
            delete: otherwise(operationSources.delete),
            cancel: otherwise(operationSources.requestCancellation),
        },
        contradiction:
            "The service's documents contradict each other on how late a cancellation is accepted.",
        disks: "drives",
        keysOutput: exportKeys.output,
    };
}

export const errorExamples: ServiceExamples<Pick<Seen, "state">> = {
    AzureDisagrees: { seen: { state: "Completed" } },
    CancellationRefused: { seen: { state: "Received" } },
    "DeletionRefused.undeletable": {
        seen: { state: "Packaging" },
        rule: ruleFor("Packaging", "delete") as Refused,
    },
    "DeletionRefused.notWanted": { seen: { state: "Shipping" } },
    KeysNotInStack: {
        when: "A Completed export job whose keys only Azure has.",
        seen: { state: "Completed" },
    },
    ReplacementRefused: {
        seen: { state: "Received" },
        rule: ruleFor("Received", "replace") as Refused,
        changed: ["location"],
    },
    TimeIsUp: { seen: { state: "Shipping" } },
};
