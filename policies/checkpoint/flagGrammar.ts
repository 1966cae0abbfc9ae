/**
 * Arguments as `pflag`, the parser of Pulumi's CLI, reads them: `--name value`, `--name=value`, `-n value`,
 * `-nvalue`, `-n=value`, several one-letter flags in one word (`-fy`), `--` for the end. A flag that needs a
 * value takes the next word, whatever it looks like; one whose value may be left out has one only after `=`.
 */

/** How a flag is written. */
export interface FlagForm {
    readonly short?: string;
    /** Its value where none is written (a switch: "true"); undefined: it needs one. */
    readonly without?: string | undefined;
}

/** What the parser makes of the arguments, one after the other. */
export type Read =
    | {
          readonly is: "flag";
          readonly name: string;
          readonly value: string;
          readonly written: string;
      }
    /** Nothing after it is read: nobody can say whether the next word is its value. */
    | { readonly is: "unknown"; readonly written: string; readonly word: string }
    | { readonly is: "without value"; readonly written: string }
    | { readonly is: "argument"; readonly word: string };

/** @param flags those that the command has, by their long names */
export function* readArgumentsWith(
    flags: Readonly<Record<string, FlagForm>>,
    args: readonly string[],
): Iterable<Read> {
    const rest = [...args];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
        if (word === "--") {
            yield* rest.map((one) => ({ is: "argument" as const, word: one }));
            return;
        }
        if (!word.startsWith("-") || word === "-") {
            yield { is: "argument", word };
            continue;
        }
        for (const one of word.startsWith("--")
            ? [longFlag(word, flags)]
            : shortFlags(word, flags)) {
            if (one.is !== "needs value") {
                yield one;
                if (one.is === "unknown") return;
                continue;
            }
            const value = rest.shift();
            const { name, written } = one;
            yield value === undefined
                ? { is: "without value", written }
                : { is: "flag", name, value, written };
        }
    }
}

type InWord =
    Read | { readonly is: "needs value"; readonly name: string; readonly written: string };

function longFlag(word: string, flags: Readonly<Record<string, FlagForm>>): InWord {
    const end = word.indexOf("=");
    const written = end < 0 ? word : word.slice(0, end);
    const name = written.slice(2);
    if (!Object.hasOwn(flags, name)) return { is: "unknown", written, word };
    const value = end < 0 ? flags[name]!.without : word.slice(end + 1);
    return value === undefined
        ? { is: "needs value", name, written }
        : { is: "flag", name, value, written };
}

function* shortFlags(word: string, flags: Readonly<Record<string, FlagForm>>): Iterable<InWord> {
    for (let letters = word.slice(1); letters !== ""; letters = letters.slice(1)) {
        const written = `-${letters.slice(0, 1)}`;
        const [name, form] =
            Object.entries(flags).find(([, { short }]) => `-${short}` === written) ?? [];
        if (name === undefined || !form) {
            yield { is: "unknown", written, word };
            return;
        }
        const hasValue = letters.length > 2 && letters[1] === "=";
        if (!hasValue && form.without !== undefined) {
            yield { is: "flag", name, value: form.without, written };
            continue;
        }
        // Without a value to leave out, what follows in the same word is the value, a single "=" too.
        const value = letters.slice(hasValue ? 2 : 1);
        yield value === ""
            ? { is: "needs value", name, written }
            : { is: "flag", name, value, written };
        return;
    }
}

const spellings: Readonly<Record<string, boolean>> = {
    ...Object.fromEntries(["1", "t", "T", "TRUE", "true", "True"].map((one) => [one, true])),
    ...Object.fromEntries(["0", "f", "F", "FALSE", "false", "False"].map((one) => [one, false])),
};

/** A truth value in one of Go's spellings; undefined for any other text. */
export function truthOf(text: string): boolean | undefined {
    return Object.hasOwn(spellings, text) ? spellings[text] : undefined;
}
