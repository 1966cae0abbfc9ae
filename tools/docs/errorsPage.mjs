import { doNotEdit, table } from "./markdown.mjs";

/**
 * docs/errors.md: the tables of errors, each message as the code makes it of a made-up job.
 *
 * @param tables the rows of each table
 * @param errorsOf makes the errors of rows
 * @param sampleFacts what is told of the made-up job where a row says nothing else
 * @param services what has the words and the examples of each service: `errorFacts`, `errorExamples`
 * @param azureErrorKinds the kinds of AzureError: the code, what each means, and what to do next
 * @param settingsErrors the same of wrong and missing settings, by code
 * @throws when two tables have a code, an example no message, or a message not all of its facts
 */
export function errorsPage({
    tables,
    errorsOf,
    sampleFacts,
    services,
    azureErrorKinds,
    settingsErrors,
}) {
    const rows = tables.flatMap(Object.entries).sort(byFirst);
    const messages = rows.flatMap(([code, row]) => messagesOf(code, row));
    assertComplete(rows, messages, services);
    const errors = errorsOf(Object.fromEntries(rows));
    const entries = messages.flatMap((message) =>
        examplesOf(message, services).map(({ when = message.when, ...facts }) => {
            const make = errors[message.code][message.name] ?? errors[message.code];
            return { code: message.code, when, text: make({ ...sampleFacts, ...facts }).message };
        }),
    );
    const lacking = entries.find(({ text }) => text.includes("undefined"));
    if (lacking) throw new Error(`An example of ${lacking.code} lacks a fact: ${lacking.text}`);
    const kinds = Object.entries(azureErrorKinds);
    return `${doNotEdit("the tables in the files errors.ts and deletionErrors.ts of the provider")}

# Errors

What can stop an operation on a job. Each message says what could not be done, to which job, where the job is and why that matters, and what to do next. The examples are real messages about a made-up job. **Each message ends with its code in square brackets: \`[TimeIsUp]\` is explained under [TimeIsUp](#timeisup)**, wrong input under [InvalidInput](#invalidinput), what Azure and the way to it answer under [When Azure or the way to it fails](#when-azure-or-the-way-to-it-fails).

${table(["the message begins", "section"], index(entries))}

${rows.map(([code, { meaning }]) => section(code, meaning, entries)).join("\n\n")}

## When Azure or the way to it fails

An \`AzureError\` has a \`kind\`, and its message ends with the code of it:

${table(
    ["code", "kind", "what it means", "what to do"],
    kinds.map(([kind, { code, meaning, next }]) => [`\`${code}\``, `\`${kind}\``, meaning, next]),
)}

## When the settings are wrong

Nothing was asked of Azure. Every setting: [configuration.md](configuration.md).

${table(
    ["code", "what it means", "what to do"],
    Object.entries(settingsErrors).map(([code, { meaning, next }]) => [
        `\`${code}\``,
        meaning,
        next,
    ]),
)}

## InvalidInput

Inputs are checked before anything is sent. Every wrong one is listed at once, each with its property, what is wrong and a right example; Pulumi prints them as \`resource … has a problem\`, without the value, which may be secret; a word that is nearly a right one is repeated, and the right one offered. What Azure would complain of only once the drives are there – a key of no BitLocker shape, a manifest path without its backslash, a region that is not known, an e-mail address or a country code that is none – is taken, with a warning. A missing or wrong setting is a \`SettingsError\`: it names every key that was looked for. See [configuration.md](configuration.md).

## MovedAndReplaced

A resource goes from the dynamic provider to the packaged one, or back, and is replaced in the same update: by a taint, \`--replace\` with a wildcard, \`replaceOnChanges\`, \`replacementTrigger\` or an immutable input; or its alias was forgotten, so that the old job would be destroyed. The old provider deletes, does not know of the new one, and would take that for a destroy: it would cancel a job that is under way. So nothing is done. Move first, with an alias and without what replaces it (\`pulumi state untaint URN\`); replace in the next update. Where it is to be another job, remove the old resource in an update of its own.`;
}

const byFirst = ([one], [other]) => (one < other ? -1 : 1);

/** The first words of each message, up to the job, and where to read on. */
function index(entries) {
    const rows = entries
        .map(({ code, text }) => [/^.*?\bjob(?= ")/i.exec(text)[0], code])
        .sort(byFirst)
        .map(([begins, code]) => [`${begins} …`, `[${code}](#${code.toLowerCase()})`]);
    // Several messages of a code may begin alike.
    return [...new Map(rows.map((row) => [row.join(), row])).values()];
}

function section(code, meaning, entries) {
    const own = entries.filter((entry) => entry.code === code);
    const examples = own.map(({ when, text }) => `_When:_ ${when}\n\n> ${text}`);
    return `## ${code}\n\n${meaning}\n\n${examples.join("\n\n")}`;
}

/** The one message of a code, or its messages by name. */
function messagesOf(code, { messages, ...row }) {
    if (!messages) return [{ code, id: code, ...row }];
    return Object.entries(messages).map(([name, message]) => ({
        code,
        name,
        id: `${code}.${name}`,
        ...message,
    }));
}

/** The examples of a message: one of each service that has one for it, or the row's own. */
function examplesOf({ id, examples = [{}] }, services) {
    const ofServices = services.flatMap(({ errorFacts, errorExamples }) => {
        const { seen, ...special } = errorExamples[id] ?? {};
        return seen ? [{ ...examples[0], ...errorFacts(seen), ...special }] : [];
    });
    return ofServices.length > 0 ? ofServices : examples;
}

function assertComplete(rows, messages, services) {
    const codes = rows.map(([code]) => code);
    const twice = codes.find((code, index) => codes.indexOf(code) !== index);
    if (twice) throw new Error(`Two tables of errors have ${twice}.`);
    const unknown = services
        .flatMap(({ errorExamples }) => Object.keys(errorExamples))
        .find((id) => !messages.some((message) => message.id === id));
    if (unknown) throw new Error(`There is an example of ${unknown}, and no such message.`);
}
