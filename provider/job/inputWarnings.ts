/**
 * What Azure takes, and would complain of days later, when the drives are there. The shapes are those of the documents'
 * examples, so nothing is refused for them, and no warning repeats a value.
 */
import { nearest, type Finding } from "./findings";
import { regions } from "./regions";
import { plainLocation } from "./sameness";
import { isUnknown } from "./unknowns";

/** Notes warnings about values; what is absent, unknown or of another kind is the rules' to judge. */
export class InputWarnings {
    readonly list: Finding[] = [];

    /** A drive's or disk's BitLocker key. */
    key(property: string, value: unknown): void {
        const isPassword = (text: string) => /^\d{6}(-\d{6}){7}$/.test(text);
        const mayBeExternal = (text: string) => /^[A-Za-z0-9+/=_-]{40,}$/.test(text);
        this.unless(
            property,
            value,
            (text) => isPassword(text) || mayBeExternal(text),
            () =>
                "does not look like a BitLocker key: a recovery password is eight groups of six digits with hyphens between them. Azure opens the drive with it, and says only then that it cannot",
        );
    }

    /** The path of a manifest on the drive. */
    manifestFile(property: string, value: unknown): void {
        this.unless(
            property,
            value,
            (text) => text.startsWith("\\"),
            () =>
                'does not begin with a backslash, as a path on the drive does. In a string of a program it is written twice: "\\\\DriveManifest.xml"',
        );
    }

    /** Where the job is to be. */
    location(property: string, value: unknown): void {
        const plain = (text: string) => String(plainLocation(text));
        this.unless(
            property,
            value,
            (text) => regions.includes(plain(text)),
            (text) => {
                const meant = nearest(plain(text), regions);
                const near = meant === undefined ? "" : `; "${meant}" is one`;
                return `is no Azure region that this version knows${near}. If it is a new one, all is well; else Azure refuses the job ("az account list-locations" lists them)`;
            },
        );
    }

    email(property: string, value: unknown): void {
        this.unless(
            property,
            value,
            (text) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text),
            () =>
                'does not look like an e-mail address, such as "archive-team@example.com"; Azure sends its notices there',
        );
    }

    private unless(
        property: string,
        value: unknown,
        isRight: (text: string) => boolean,
        warning: (text: string) => string,
    ): void {
        if (typeof value !== "string" || value === "" || isUnknown(value) || isRight(value)) return;
        this.list.push({ property, reason: warning(value) });
    }

    /** A country where two letters are asked for. */
    country(property: string, value: unknown, isCode: (text: string) => boolean): void {
        this.unless(
            property,
            value,
            isCode,
            () => 'is no two-letter country code (ISO 3166-1), which Data Box takes, such as "US"',
        );
    }
}

/** The entries of a list or a map that may be anything. */
export function entriesOf(value: unknown): [string, Readonly<Record<string, unknown>>][] {
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).filter(
        (entry): entry is [string, Record<string, unknown>] =>
            typeof entry[1] === "object" && entry[1] !== null,
    );
}

/** What stands under a name, where there is an object. */
export function partOf(value: unknown, name: string): unknown {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return (value as Readonly<Record<string, unknown>>)[name];
}
