import fs from "node:fs/promises";
import ts from "typescript";
import { azureKinds, meanings } from "./errorTexts.mjs";
import { doNotEdit, table } from "./markdown.mjs";

/**
 * docs/errors.md: when and the message come from the factories themselves, called with made-up jobs; the meaning
 * of each code is in errorTexts.mjs.
 *
 * @param codesIn the file with the type JobErrorCode
 * @param sources the files with the factories: where each is, what it exports, and a value for each parameter
 * @throws when a code has no meaning there, a meaning no code, or a factory takes what nobody can make up
 */
export async function errorsPage({ codesIn, sources }) {
    const codes = codesOf(await parse(codesIn));
    const parts = sources.map(async ({ file, factories, samplesFor }) =>
        eventsOf(await parse(file)).map((event) => {
            const error = makeError(event, { factories, samplesFor });
            return { ...event, code: error.code, message: error.message };
        }),
    );
    const events = (await Promise.all(parts)).flat();
    requireSame("meanings", codes, Object.keys(meanings));
    requireSame("events", codes, [...new Set(events.map(({ code }) => code))].sort());
    return `${doNotEdit("the files errors.ts of the provider and tools/docs/errorTexts.mjs")}

# Errors

What can stop an operation on a job. Each message says what could not be done, to which job, where the job is and why that matters, and what to do next. The examples are real messages about a made-up job.

${table(["the message begins", "section"], index(events))}

${codes.map((code) => section(code, events)).join("\n\n")}

## When Azure or the way to it fails

An \`AzureError\` has a \`kind\`:

${table(["kind", "what it means", "what to do"], azureKinds)}

## Wrong input and settings

Inputs are checked before anything is sent. Every wrong one is listed at once, each with its property, what is wrong and a right example; Pulumi prints them as \`resource … has a problem\`, without the value, which may be secret. A missing or wrong setting is a \`SettingsError\`: it names every key that was looked for. See [configuration.md](configuration.md).`;
}

/** The first words of each message, up to the job, and where to read on. */
function index(events) {
    return events
        .map(({ code, message }) => [/^.*?\bjob(?= ")/i.exec(message)[0], code])
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([begins, code]) => [`${begins} …`, `[${code}](#${code.toLowerCase()})`]);
}

function section(code, events) {
    const own = events.filter((event) => event.code === code);
    const examples = own.map(({ when, message }) => `_When:_ ${when}\n\n> ${message}`);
    return `## ${code}\n\n${meanings[code]}\n\n${examples.join("\n\n")}`;
}

async function parse(file) {
    const text = await fs.readFile(file, "utf8");
    return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** The members of the type JobErrorCode, sorted. */
function codesOf(file) {
    const type = file.statements.find(
        (statement) =>
            ts.isTypeAliasDeclaration(statement) && statement.name.text === "JobErrorCode",
    );
    return type.type.types.map((member) => member.literal.text).sort();
}

/** The exported functions that return a JobError: name, names of the parameters it needs, docstring. */
function eventsOf(file) {
    return file.statements
        .filter((one) => ts.isFunctionDeclaration(one) && one.type?.getText() === "JobError")
        .map((one) => ({
            name: one.name.text,
            parameters: one.parameters
                .filter(({ questionToken, initializer }) => !questionToken && !initializer)
                .map((parameter) => parameter.name.getText()),
            when: ts
                .getJSDocCommentsAndTags(one)
                .map((doc) => ts.getTextOfJSDocComment(doc.comment))
                .join(" ")
                .replace(/\s+/g, " "),
        }));
}

function makeError({ name, parameters }, { factories, samplesFor }) {
    const samples = samplesFor(name);
    const given = parameters.map((parameter) => {
        if (!(parameter in samples)) {
            throw new Error(`errorTexts.mjs has no sample of "${parameter}", which ${name} takes.`);
        }
        return samples[parameter];
    });
    return factories[name](...given);
}

function requireSame(what, codes, others) {
    const missing = codes.filter((code) => !others.includes(code));
    const extra = others.filter((code) => !codes.includes(code));
    if (missing.length + extra.length === 0) return;
    throw new Error(
        `The ${what} are not those of JobErrorCode: missing ${missing.join(", ") || "none"}, too many ${extra.join(", ") || "none"}.`,
    );
}
