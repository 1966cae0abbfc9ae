import { AzureError } from "../arm/azureErrors";
import type { JobAddress } from "./armJob";
import type { Refused, Rule } from "./lifecycleRules";
import { JobError, jobInWords } from "./jobError";

/**
 * One message. It has four parts: what could not be done; which job; where it is and why that matters; what to do next.
 * None repeats a key, an address, a tracking number or a drive id.
 */
interface Message {
    /** What happened, for the catalogue. */
    readonly when: string;
    /** @param job the job in words */
    readonly text: (job: string, facts: never) => string;
    /** What is special to the examples of the catalogue; by default one with the sample facts. */
    readonly examples?: readonly Example[];
}

/** An error by its code: what it means and what to do, and its message, or its messages by name. */
export type ErrorRows = Readonly<
    Record<
        string,
        { readonly meaning: string } & (
            Message | { readonly messages: Readonly<Record<string, Message>> }
        )
    >
>;

/** Makes the error of the facts that its text tells. */
type Factory<Text> = Text extends (job: string, facts: infer Facts) => string
    ? (facts: { readonly job: JobAddress } & Facts) => JobError
    : never;

type Factories<Row> = Row extends { text: infer Text }
    ? Factory<Text>
    : Row extends { messages: infer Messages }
      ? { readonly [Name in keyof Messages]: Factories<Messages[Name]> }
      : never;

/** The errors of a table by code, to throw. A fact named `cause` is the error's cause. */
export function errorsOf<Rows extends ErrorRows>(
    rows: Rows,
): { readonly [Code in keyof Rows]: Factories<Rows[Code]> } {
    const factory =
        (code: string, { text }: Message) =>
        (facts: { readonly job: JobAddress; readonly cause?: Error }) =>
            new JobError(code, facts.job, text(jobInWords(facts.job), facts as never), facts.cause);
    const errors = Object.entries(rows).map(([code, row]) => {
        if (!("messages" in row)) return [code, factory(code, row)];
        const messages = Object.entries(row.messages);
        return [
            code,
            Object.fromEntries(messages.map(([name, message]) => [name, factory(code, message)])),
        ];
    });
    return Object.fromEntries(errors) as ReturnType<typeof errorsOf<Rows>>;
}

/** What the messages of the tables tell, beside the job: never a key, an address, a tracking number or a drive id. */
export interface AllFacts extends ServiceFacts {
    /** Azure's answer, or that there was none. */
    readonly cause: AzureError;
    /** Why the job is taken to be somebody else's; a clause. */
    readonly evidence: string;
    /** The request that reached another job: begins the sentence "… had been sent". */
    readonly sent: string;
    /** The words of an owner tag. */
    readonly owner: string;
    /** Another resource of the stack. */
    readonly resource: string;
    /** Another stack, `project/stack`. */
    readonly stack: string;
    /** What kept the provider from finding out; a clause. */
    readonly reason: string;
    /** Why a job is not taken over; a clause. */
    readonly why: string;
    /** Whether a PUT overwrites a job that exists. */
    readonly overwrites: boolean;
    /** The Resource Manager that has the job, and the one that the settings lead to. */
    readonly stored: string;
    readonly now: string;
    /** Names of the inputs in which the job differs. */
    readonly differences: readonly string[];
    /** What is wrong with the inputs as a new job's; sentences. */
    readonly missing: readonly string[];
    /** Names of the changed inputs; none where a replacement is forced (`--replace`, a taint). */
    readonly changed: readonly string[];
    /** Names of outputs. */
    readonly outputs: readonly string[];
    /** Where somebody moved the job. */
    readonly resourceGroupName: string;
    /** What was to be done with the job; a verb. */
    readonly action: string;
    readonly waitMinutes: number;
    /** What Azure refused, against its own documents. */
    readonly operation: "delete" | "cancel";
    /** The cell of the lifecycle that refuses. */
    readonly rule: Refused;
}

/** What a service says of a job as it was seen, for the errors that all services have, each in its own words. */
export interface ServiceFacts {
    /** Where the job is, in the service's word, as it reads after "it is". */
    readonly where: string;
    /** The same of a job that has to be cancelled before it can be deleted. */
    readonly whereInFlight: string;
    /** Azure's own flags, where it has some. */
    readonly flags?: string;
    /** The cell of the lifecycle for a delete. */
    readonly deletion: Rule;
    /** What makes a job deletable, as it reads after "until". */
    readonly deletable: string;
    /** That the cancellation is on its way; a clause. */
    readonly cancelled: string;
    /** When a cancelled job ends; a sentence. */
    readonly ends: string;
    /** What Azure contradicts where it refuses a delete, or a cancellation; a sentence. */
    readonly otherwise: { readonly delete: string; readonly cancel: string };
    /** Where the documents do not agree on when a cancellation is accepted: that they do not; a sentence. */
    readonly contradiction?: string;
    /** What the disks are called. */
    readonly disks: string;
    /** The secret output that has their keys. */
    readonly keysOutput: string;
}

/** The facts that a message tells. */
export type Facts<Name extends keyof AllFacts> = Pick<AllFacts, Name>;

/** What an example of the catalogue has instead of the facts below. */
export type Example = Partial<AllFacts> & Readonly<Record<string, unknown>>;

/** The examples in a service's own words, by code, or by code and text. */
export type ServiceExamples<Seen> = Readonly<
    Record<string, Example & { readonly seen: Seen; readonly when?: string }>
>;

/** The answer to a request that was lost on its way. */
export const lostAnswer = new AzureError(
    "no answer from https://management.azure.com (ECONNRESET).",
    { kind: "unreachable", effect: "unknown" },
);

/** The made-up job of the examples in docs/errors.md, and what is told of it where an example says nothing else. */
export const sampleFacts: { readonly job: JobAddress } & Omit<
    AllFacts,
    "rule" | Exclude<keyof ServiceFacts, "where">
> = {
    job: {
        subscriptionId: "00000000-0000-0000-0000-000000000000",
        resourceGroupName: "rg-archive",
        jobName: "photos",
    },
    where: "Creating",
    cause: new AzureError("Azure answered 409 Conflict: not now.", {
        kind: "refused",
        status: 409,
        code: "Conflict",
        azureMessage: "not now",
        effect: "none",
    }),
    evidence: 'its tag "pulumi-owner" says acme/archive/prod/photos',
    sent: "A cancellation",
    owner: "acme/archive/prod/photos",
    resource: "holiday-photos",
    stack: "archive/dev",
    reason: 'the Pulumi CLI ("pulumi") is not on PATH',
    why: "it has no owner tag",
    overwrites: true,
    stored: "https://management.azure.com",
    now: "https://management.chinacloudapi.cn",
    differences: ["location"],
    missing: ['location is missing; give it, e.g. "westus"'],
    changed: ["properties.logLevel"],
    outputs: ["owner"],
    resourceGroupName: "rg-elsewhere",
    action: "delete",
    waitMinutes: 10,
    operation: "delete",
};
