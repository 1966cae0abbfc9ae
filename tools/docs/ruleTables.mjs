// What the pages say of any service's lifecycle: which operation is allowed where, why not, and where that stands.
import { evidenceMarks, table } from "./markdown.mjs";

const verdictWords = { allowed: "yes", satisfied: "nothing to do", refused: "**no**" };

/**
 * The tables of one service.
 *
 * @param rows where a job can be, as the rules are asked for it
 * @param nameOf how a row is called
 * @param operations the names of what can be asked of it, and `words` for each
 * @param ruleFor the rule of a row and an operation
 * @param sources name of the operation → where its rule stands
 */
export function ruleTables({ rows, nameOf, operations, words, ruleFor, sources }) {
    const cell = (row, operation) => {
        const { verdict, evidence } = ruleFor(row, operation);
        return verdictWords[verdict] + evidenceMarks[evidence];
    };
    const refusals = (operation) => {
        const heading = `**${words[operation]}**`;
        const refused = rows.filter((row) => ruleFor(row, operation).verdict === "refused");
        if (refused.length === 0) return `${heading} is never refused by the provider.`;
        const reasons = refused.map((row) => {
            const { because, instead } = ruleFor(row, operation);
            return [nameOf(row), because, instead];
        });
        return `${heading}\n\n${table(["it is", "reason", "instead"], reasons)}`;
    };
    return {
        /** What may be done. @param more the headings and cells between a row's name and its verdicts */
        verdicts: (heading, more = { headings: [], of: () => [] }, last = []) =>
            table(
                [heading, ...more.headings, ...operations.map((name) => words[name])],
                [...rows, ...last].map((row) => [
                    nameOf(row),
                    ...more.of(row),
                    ...operations.map((name) => cell(row, name)),
                ]),
            ),
        whyNot: () => operations.map(refusals).join("\n\n"),
        sources: () =>
            table(
                ["operation", "request and rule"],
                operations.map((name) => [words[name], sources[name]]),
            ),
    };
}
