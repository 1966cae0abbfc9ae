import { namesUnder, placesOf, reasonsUnder, type PropertyTable } from "./propertyTable";
import { isUnknown } from "./unknowns";

/** One bad property, as `check` reports it: which, and what is wrong with a right example. */
export interface Finding {
    readonly property: string;
    readonly reason: string;
    /** Where docs/errors.md says more. Default: `InvalidInput`. */
    readonly code?: string;
}

/** An object whose keys are not to be trusted. */
export type Untrusted = Readonly<Record<string, unknown>>;

/** What a property may be; every message ends with `example`. */
export interface Expectation {
    readonly example: string;
    /** Absent and empty are findings. */
    readonly required?: boolean;
}

/**
 * The findings as Pulumi takes them. Of a finding that names a property of the resource Pulumi prints the value too, even
 * a secret one, and whatever a misspelt or misplaced key holds; so none is named, and the sentence does it instead:
 * `resource 'photos' has a problem: location is missing; …`.
 * At its end stands the code by which docs/errors.md is found.
 */
export function asFailures(findings: readonly Finding[]): Finding[] {
    return findings.map(({ property, reason, code = "InvalidInput" }) => ({
        property: "",
        reason: `${property === "" ? reason : `${property} ${reason}`} [${code}]`,
    }));
}

/**
 * Collects what is wrong with a job's inputs.
 *
 * Every question answers with the value when it is usable, and with undefined when it is absent,
 * wrong (then a finding has been noted) or not known yet at preview (then nothing is noted). A
 * finding repeats a value only where that can be no secret: it is nearly one of the words that are taken.
 */
export class Findings {
    readonly list: Finding[] = [];

    /** @param table knows what the inputs, and the objects in them, may be called */
    constructor(private readonly table: PropertyTable<never, never>) {}

    add(property: string, reason: string): void {
        this.list.push({ property, reason });
    }

    text(property: string, value: unknown, expected: Expectation): string | undefined {
        if (isUnknown(value)) return undefined;
        if (value === undefined || value === null || value === "") {
            if (expected.required)
                this.add(property, `is missing; give it, e.g. ${expected.example}`);
            return undefined;
        }
        if (typeof value === "string") return value;
        this.add(property, `is ${kindOf(value)}; it must be a string, e.g. ${expected.example}`);
        return undefined;
    }

    oneOf<T extends string>(
        property: string,
        value: unknown,
        allowed: readonly T[],
        required = false,
    ): T | undefined {
        const quoted = allowed.map((word) => `"${word}"`).join(" or ");
        if (isUnknown(value)) return undefined;
        if (value === undefined || value === null) {
            if (required) this.add(property, `is missing; it must be ${quoted}`);
            return undefined;
        }
        const found = allowed.find((word) => word === value);
        if (found === undefined) this.add(property, `must be ${quoted}${butIs(value, allowed)}`);
        return found;
    }

    flag(property: string, value: unknown): boolean | undefined {
        if (isUnknown(value) || value === undefined || value === null) return undefined;
        if (typeof value === "boolean") return value;
        this.add(property, `is ${kindOf(value)}; it must be true or false, without quotes`);
        return undefined;
    }

    object(property: string, value: unknown, example: string): Untrusted | undefined {
        if (isUnknown(value) || value === undefined || value === null) return undefined;
        if (typeof value === "object" && !Array.isArray(value)) return value as Untrusted;
        this.add(property, `is ${kindOf(value)}; it must be an object, e.g. ${example}`);
        return undefined;
    }

    requiredObject(property: string, value: unknown, example: string): Untrusted | undefined {
        if (value === undefined || value === null) {
            this.add(property, `is missing; give it, e.g. ${example}`);
        }
        return this.object(property, value, example);
    }

    array(property: string, value: unknown, example: string): readonly unknown[] | undefined {
        if (isUnknown(value) || value === undefined || value === null) return undefined;
        if (Array.isArray(value)) return value as readonly unknown[];
        this.add(property, `is ${kindOf(value)}; it must be a list, e.g. ${example}`);
        return undefined;
    }

    /**
     * An object of the inputs, which may have what the property table has under it.
     *
     * @param row its path in the table, where that is another than its place
     */
    part(property: string, value: unknown, example: string, row = property): Untrusted | undefined {
        const part = this.object(property, value, example);
        if (part) this.keysOfPart(property, part, row);
        return part;
    }

    /** The same of one that may not be left out. @param adopts but of a job that exists: it has it */
    requiredPart(
        property: string,
        value: unknown,
        example: string,
        adopts: boolean,
    ): Untrusted | undefined {
        const part = adopts
            ? this.object(property, value, example)
            : this.requiredObject(property, value, example);
        if (part) this.keysOfPart(property, part);
        return part;
    }

    /** Names every key of an object that the property table does not have under it. */
    keysOfPart(property: string, part: Untrusted, row = property): void {
        const refused = reasonsUnder(this.table, row, "refused");
        this.keys(property, part, namesUnder(this.table, row), refused);
    }

    /**
     * Names every key of `value` that is not among `known`.
     *
     * @param refused why some of them are not taken, by key
     */
    keys(
        property: string,
        value: Untrusted,
        known: readonly string[],
        refused: Readonly<Record<string, string>> = {},
    ): void {
        for (const key of Object.keys(value)) {
            if (known.includes(key) || value[key] === undefined) continue;
            const name = shownKey(key);
            const path = property ? `${property}.${name}` : name;
            const reason = Object.hasOwn(refused, key) ? refused[key] : undefined;
            this.add(path, reason ?? `is not known here; ${this.wayOn(key, known)}`);
        }
    }

    /** Where a name belongs that is not known in its place, or which one was meant. */
    private wayOn(key: string, known: readonly string[]): string {
        const places = placesOf(this.table, key);
        if (places.length > 0) {
            const inWords = (place: string) =>
                place === "" ? `beside ${this.table.nest}` : `in ${place}`;
            return `it belongs ${places.map(inWords).join(" or ")}`;
        }
        const meant = nearest(key, known) ?? onlyLonger(key, known);
        return meant === undefined ? `known are ${known.join(", ")}` : `did you mean ${meant}?`;
    }
}

/** A key that nobody knows may be a value: a serial number, of disks that were spread into the wrong object. */
function shownKey(key: string): string {
    return isPlainName(key) ? key : "(a name that is not shown)";
}

/** Whether a name looks like one, and like no key, serial number or token. */
export function isPlainName(name: string): boolean {
    return /^[A-Za-z_]{1,40}$/.test(name);
}

/** So many letters may be wrong in a word that is taken for a known one. */
const mostWrongLetters = 2;

/** The known word that was meant, in whatever casing; undefined: none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
    // A program without a slip is spared the library.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { distance } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
    const wrong = (one: string) => distance(word.toLowerCase(), one.toLowerCase());
    const [first] = [...known].sort((a, b) => wrong(a) - wrong(b));
    return first !== undefined && wrong(first) <= mostWrongLetters ? first : undefined;
}

/** The one known name that a name is most of: `resourceGroup` is of `resourceGroupName`; undefined: none or several. */
function onlyLonger(name: string, known: readonly string[]): string | undefined {
    const [found, ...more] = known.filter((one) => one.toLowerCase().includes(name.toLowerCase()));
    const isMost = found !== undefined && name.length > found.length / 2;
    return isMost && more.length === 0 ? found : undefined;
}

/** `, not "import"`: what stands there, where it may be shown. */
export function butIs(value: unknown, allowed: readonly string[]): string {
    if (typeof value === "number") return `, not ${value}`;
    if (typeof value !== "string") return `, not ${kindOf(value)}`;
    if (allowed.length === 0) return `, not ${kindOf(value)}`;
    return nearest(value, allowed) === undefined ? "" : `, not "${value}"`;
}

export function kindOf(value: unknown): string {
    if (Array.isArray(value)) return "a list";
    if (value === null) return "null";
    return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/**
 * The findings on a program's inputs, without those that the inputs of its last update had already: what a job that
 * exists has lived with is not held against it later. So `adoptExisting` may leave the program after the adoption, and a
 * rule that a newer version brings stops no job that is there.
 *
 * @param olds the inputs of the last update, empty for a new job
 */
export function settled(
    olds: Untrusted,
    news: Untrusted,
    findingsOf: (olds: Untrusted, news: Untrusted) => Finding[],
): Finding[] {
    const found = findingsOf(olds, news);
    if (found.length === 0 || Object.keys(olds).length === 0) return found;
    const key = ({ property, reason }: Finding) => `${property} ${reason}`;
    // The old ones are judged as a program's that adopts nothing: so the rules of a new job are found in them too.
    const before = findingsOf(olds, { ...olds, adoptExisting: false });
    const known = new Set(before.map(key));
    return found.filter((finding) => !known.has(key(finding)));
}
