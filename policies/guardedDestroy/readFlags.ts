import { readArgumentsWith, truthOf } from "../checkpoint/flagGrammar";
import { nearestName } from "../nearestName";
import { flags, impossible } from "./flags";
import { NotDestroyed } from "./notDestroyed";

/** The values of each flag that was given, as text, in the order in which they were given. */
export type Given = Readonly<Record<string, readonly string[]>>;

/**
 * Reads the arguments of `guarded-destroy` as Pulumi's CLI would read them.
 *
 * @param before values that stand already, by environment variables
 * @throws NotDestroyed for what is no flag, or has no value or a wrong one, by name
 */
export function readFlags(args: readonly string[], before: Given): Given {
    const given = new Map(Object.entries(before).map(([name, values]) => [name, [...values]]));
    for (const read of readArgumentsWith(flags, args)) {
        switch (read.is) {
            case "argument":
                throw strayWord(read.word);
            case "unknown":
                throw read.written.startsWith("--")
                    ? unknownFlag(read.written.slice(2))
                    : unknownLetter(read.written, read.word);
            case "without value":
                throw new NotDestroyed(`The flag ${read.written} needs a value. See --help.`);
            case "flag":
                checkValue(read.name, read.value, read.written);
                given.set(read.name, [...(given.get(read.name) ?? []), read.value]);
        }
    }
    return Object.fromEntries(given);
}

const untouched = "Nothing was touched.";

function checkValue(name: string, value: string, written: string): void {
    const kind = flags[name]?.kind;
    // An empty value of --refresh is as good as none.
    const mustBeTruth = kind === "bool" || (name === "refresh" && value !== "");
    if (mustBeTruth && truthOf(value) === undefined) {
        throw new NotDestroyed(
            `The value "${value}" of ${written} is neither true nor false. Write ${written}=true or ${written}=false. ${untouched}`,
        );
    }
    if (
        kind === "int" &&
        !/^[+-]?(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|[0-9]+)$/.test(value)
    ) {
        throw new NotDestroyed(
            `The value "${value}" of ${written} is no whole number. Write, for example, ${written} 8. ${untouched}`,
        );
    }
}

/** Says that guarded-destroy cannot take a flag: one that does not exist, or that no guard can stand for. */
export function unknownFlag(name: string, source = `--${name}`): NotDestroyed {
    const why = Object.hasOwn(impossible, name) ? impossible[name] : undefined;
    if (why) {
        return new NotDestroyed(
            `guarded-destroy cannot do with ${source}: ${why}. Leave it out. ${untouched}`,
        );
    }
    const nearest = nearestName(name, Object.keys(flags));
    return new NotDestroyed(
        `${source} is no flag of guarded-destroy, nor of "pulumi destroy" as of Pulumi 3.250.${nearest ? ` Did you mean --${nearest}?` : ""} See --help. ${untouched}`,
    );
}

function unknownLetter(written: string, word: string): NotDestroyed {
    return new NotDestroyed(
        `${written}${word === written ? "" : `, in ${word},`} is no flag of guarded-destroy, nor of "pulumi destroy" as of Pulumi 3.250. See --help. ${untouched}`,
    );
}

/** What is no flag; after `--` that is also what looks like one. */
function strayWord(word: string): NotDestroyed {
    const looksLikeFlag = /^-./.test(word);
    const why = looksLikeFlag
        ? `After "--" nothing is a flag; write ${word} without the "--" before it.`
        : `"${word}" is no flag. guarded-destroy takes flags only; to name a stack write --stack ${word || "NAME"}.`;
    return new NotDestroyed(`${why} ${untouched}`);
}
