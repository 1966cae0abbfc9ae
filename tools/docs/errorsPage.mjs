import { doNotEdit, table } from "./markdown.mjs";

/**
 * docs/errors.md: the tables of errors, each message as the code makes it of a made-up job.
 *
 * @param tables the rows of each table
 * @param errorsOf makes the errors of rows
 * @param sampleFacts what is told of the made-up job where a row says nothing else
 * @param services what has the words and the examples of each service: `errorFacts`, `errorExamples`
 * @param azureErrorKinds the kinds of AzureError: what each means, and what to do next
 * @throws when two tables have a code, or an example lacks a fact
 */
export function errorsPage({ tables, errorsOf, sampleFacts, services, azureErrorKinds }) {
    const rows = tables.flatMap(Object.entries).sort(byFirst);
    const codes = rows.map(([code]) => code);
    const twice = codes.find((code, index) => codes.indexOf(code) !== index);
    if (twice) throw new Error(`Two tables of errors have ${twice}.`);
    const kinds = Object.entries(azureErrorKinds).map(([kind, { meaning, next }]) => [
        `\`${kind}\``,
        meaning,
        next,
    ]);
    const errors = errorsOf(Object.fromEntries(rows));
    const sections = rows.map(([code, row]) => {
        const entries = Object.entries(row.messages ?? { [code]: row }).flatMap(
            ([name, message]) => {
                const [path, make] = row.messages
                    ? [`${code}.${name}`, errors[code][name]]
                    : [code, errors[code]];
                return examplesOf(path, message, services).map(
                    ({ when = message.when, ...special }) => ({
                        when,
                        message: make({ ...sampleFacts, ...special }).message,
                    }),
                );
            },
        );
        const lacking = entries.find(({ message }) => message.includes("undefined"));
        if (lacking) throw new Error(`An example of ${code} lacks a fact: ${lacking.message}`);
        return { code, meaning: row.meaning, entries };
    });
    return `${doNotEdit("the tables in the files errors.ts and deletionErrors.ts of the provider")}

# Errors

What can stop an operation on a job. Each message says what could not be done, to which job, where the job is and why that matters, and what to do next. The examples are real messages about a made-up job.

${table(["the message begins", "section"], index(sections))}

${sections.map(section).join("\n\n")}

## When Azure or the way to it fails

An \`AzureError\` has a \`kind\`:

${table(["kind", "what it means", "what to do"], kinds)}

## Wrong input and settings

Inputs are checked before anything is sent. Every wrong one is listed at once, each with its property, what is wrong and a right example; Pulumi prints them as \`resource … has a problem\`, without the value, which may be secret. A missing or wrong setting is a \`SettingsError\`: it names every key that was looked for. See [configuration.md](configuration.md).`;
}

const byFirst = ([one], [other]) => (one < other ? -1 : 1);

/** The first words of each message, up to the job, and where to read on. */
function index(sections) {
    return sections
        .flatMap(({ code, entries }) =>
            entries.map(({ message }) => [/^.*?\bjob(?= ")/i.exec(message)[0], code]),
        )
        .sort(byFirst)
        .map(([begins, code]) => [`${begins} …`, `[${code}](#${code.toLowerCase()})`]);
}

function section({ code, meaning, entries }) {
    const examples = entries.map(({ when, message }) => `_When:_ ${when}\n\n> ${message}`);
    return `## ${code}\n\n${meaning}\n\n${examples.join("\n\n")}`;
}

/** The examples of a message: one of each service that has one for it, or the row's own. */
function examplesOf(name, { examples = [{}] }, services) {
    const ofServices = services.flatMap(({ errorFacts, errorExamples }) => {
        const { seen, ...special } = errorExamples[name] ?? {};
        return seen ? [{ ...examples[0], ...errorFacts(seen), ...special }] : [];
    });
    return ofServices.length > 0 ? ofServices : examples;
}
