import { doNotEdit, table } from "./markdown.mjs";

/**
 * docs/errors.md: the tables of errors, each message as the code makes it of a made-up job.
 *
 * @param tables the rows of each table
 * @param errorsOf makes the errors of rows
 * @param sampleFacts what is told of the made-up job where a row says nothing else
 * @param services what has the words and the examples of each service: `errorFacts`, `errorExamples`
 * @throws when two tables have a code, or an example lacks a fact
 */
export function errorsPage({ tables, errorsOf, sampleFacts, services }) {
    const rows = tables.flatMap(Object.entries).sort(byFirst);
    const codes = rows.map(([code]) => code);
    const twice = codes.find((code, index) => codes.indexOf(code) !== index);
    if (twice) throw new Error(`Two tables of errors have ${twice}.`);
    const errors = errorsOf(Object.fromEntries(rows));
    const sections = rows.map(([code, { meaning, messages, ...only }]) => {
        const named = messages
            ? Object.keys(messages).map((name) => [
                  `${code}.${name}`,
                  messages[name],
                  errors[code][name],
              ])
            : [[code, only, errors[code]]];
        const entries = named.flatMap(([name, message, make]) =>
            examplesOf(name, message, services).map(({ when = message.when, ...special }) => ({
                when,
                message: make({ ...sampleFacts, ...special }).message,
            })),
        );
        const lacking = entries.find(({ message }) => message.includes("undefined"));
        if (lacking) throw new Error(`An example of ${code} lacks a fact: ${lacking.message}`);
        return { code, meaning, entries };
    });
    return `${doNotEdit("the tables in the files errors.ts and deletionErrors.ts of the provider")}

# Errors

What can stop an operation on a job. Each message says what could not be done, to which job, where the job is and why that matters, and what to do next. The examples are real messages about a made-up job.

${table(["the message begins", "section"], index(sections))}

${sections.map(section).join("\n\n")}

## When Azure or the way to it fails

An \`AzureError\` has a \`kind\`:

${table(["kind", "what it means", "what to do"], azureKinds)}

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

/** AzureError's kinds: kind, meaning, what to do. */
const azureKinds = [
    [
        "`refused`",
        "Azure answered, and said no or could not.",
        "Read Azure's own code and message at the end.",
    ],
    [
        "`unreachable`",
        "Nobody answered: no such name, no connection, a certificate that is not trusted.",
        "Look at the network, the proxy and the setting `endpoint` or `environment`. The message says whether the request may have had an effect.",
    ],
    [
        "`notUnderstood`",
        "An answer came that is not the service's: a proxy's page, half a body.",
        "Find out what stands between you and Azure. Nothing was concluded from the answer.",
    ],
    [
        "`credentials`",
        "No token could be had, or Azure does not accept it.",
        "The message names the logins that were tried; the settings are in [configuration.md](configuration.md).",
    ],
    [
        "`notRegistered`",
        "The subscription is not registered for Microsoft.ImportExport or Microsoft.DataBox.",
        "`az provider register --namespace …`, which the message has in full, once, and wait some minutes.",
    ],
    ["`throttled`", "Azure answers 429, too many requests.", "Try again later."],
    [
        "`unfinished`",
        "Azure accepted a request that takes it a while, and has not ended it for a long time.",
        "It goes on in Azure. Run the same command again later: it looks first.",
    ],
    [
        "`cancelled`",
        "The caller ended the request, or its deadline passed.",
        "The message says whether it may have had an effect. Run the same command again: it looks first.",
    ],
];
