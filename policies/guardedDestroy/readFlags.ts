import { flags, impossible, type Flag } from "./flags";
import { NotDestroyed } from "./notDestroyed";

/** The values of each flag that was given, as text, in the order in which they were given. */
export type Given = Readonly<Record<string, readonly string[]>>;

/**
 * Reads arguments as `pflag`, the parser of Pulumi's CLI, reads them: `--name value`, `--name=value`,
 * `-n value`, `-nvalue`, `-n=value`, several one-letter flags in one word (`-fy`), `--` for the end. A
 * flag that needs a value takes the next word, whatever it looks like.
 *
 * @param before values that stand already, by environment variables
 * @throws NotDestroyed for what is no flag, or has no value or a wrong one, by name
 */
export function readFlags(args: readonly string[], before: Given): Given {
    const given = new Map(Object.entries(before).map(([name, values]) => [name, [...values]]));
    const take = (name: string, value: string, written: string) => {
        checkValue(name, value, written);
        given.set(name, [...(given.get(name) ?? []), value]);
    };
    const rest = [...args];
    const next = (written: string): string => {
        const value = rest.shift();
        if (value === undefined) {
            throw new NotDestroyed(`The flag ${written} needs a value. See --help.`);
        }
        return value;
    };
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
        if (word === "--") {
            if (rest[0] !== undefined) throw strayWord(rest[0]);
        } else if (word.startsWith("--")) {
            readLong(word, take, next);
        } else if (word.startsWith("-") && word !== "-") {
            readShorts(word, take, next);
        } else {
            throw strayWord(word);
        }
    }
    return Object.fromEntries(given);
}

type Take = (name: string, value: string, written: string) => void;
type Next = (written: string) => string;

function readLong(word: string, take: Take, next: Next): void {
    const end = word.indexOf("=");
    const name = end < 0 ? word.slice(2) : word.slice(2, end);
    const written = `--${name}`;
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (!flag) throw unknownFlag(name);
    const value = end < 0 ? (withoutValue(flag) ?? next(written)) : word.slice(end + 1);
    take(name, value, written);
}

function readShorts(word: string, take: Take, next: Next): void {
    let letters = word.slice(1);
    while (letters !== "") {
        const letter = letters.slice(0, 1);
        const written = `-${letter}`;
        const [name, flag] = Object.entries(flags).find(([, { short }]) => short === letter) ?? [];
        if (name === undefined || !flag) {
            throw new NotDestroyed(
                `${written}${word === written ? "" : `, in ${word},`} is no flag of guarded-destroy, nor of "pulumi destroy" as of Pulumi 3.250. See --help. ${untouched}`,
            );
        }
        const without = withoutValue(flag);
        if (letters.length > 2 && letters[1] === "=") {
            take(name, letters.slice(2), written);
            return;
        }
        if (without === undefined) {
            // What follows in the same word is the value, a single "=" too.
            take(name, letters.length > 1 ? letters.slice(1) : next(written), written);
            return;
        }
        take(name, without, written);
        letters = letters.slice(1);
    }
}

function withoutValue({ kind }: Flag): string | undefined {
    if (kind === "bool") return "true";
    return typeof kind === "object" ? kind.without : undefined;
}

const spellings: Readonly<Record<string, boolean>> = {
    ...Object.fromEntries(["1", "t", "T", "TRUE", "true", "True"].map((one) => [one, true])),
    ...Object.fromEntries(["0", "f", "F", "FALSE", "false", "False"].map((one) => [one, false])),
};

/** A truth value in one of Go's spellings; undefined for any other text. */
export function truthOf(text: string): boolean | undefined {
    return Object.hasOwn(spellings, text) ? spellings[text] : undefined;
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
    const nearest = nearestFlag(name);
    return new NotDestroyed(
        `${source} is no flag of guarded-destroy, nor of "pulumi destroy" as of Pulumi 3.250.${nearest ? ` Did you mean --${nearest}?` : ""} See --help. ${untouched}`,
    );
}

function strayWord(word: string): NotDestroyed {
    return new NotDestroyed(
        `"${word}" is no flag. guarded-destroy takes flags only; to name a stack write --stack ${word || "NAME"}. ${untouched}`,
    );
}

/** The flag that differs in the fewest letters; undefined when none is like it. */
function nearestFlag(name: string): string | undefined {
    const [nearest] = Object.keys(flags)
        .map((flag) => ({ flag, distance: distanceOf(name.toLowerCase(), flag) }))
        .filter(({ distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
        .sort((one, other) => one.distance - other.distance);
    return nearest?.flag;
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distanceOf(one: string, other: string): number {
    let row = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (const [place, letter] of [...one].entries()) {
        const above = row;
        row = [place + 1];
        for (let column = 0; column < other.length; column++) {
            const changed = (above[column] ?? 0) + (letter === other[column] ? 0 : 1);
            row.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1));
        }
    }
    return row[other.length] ?? 0;
}
