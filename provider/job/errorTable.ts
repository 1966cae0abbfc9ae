import type { JobAddress } from "./armJob";
import type { Example } from "./errorFacts";
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
