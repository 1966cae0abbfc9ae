import { hasNotKnown, type Properties } from "./notKnown";
import type { Sameness } from "./jobTypes";

/** `West US` as `westus`: Azure answers with the display name of what was sent as a name. */
export function plainLocation(location: unknown): string {
    return typeof location === "string" ? location.replace(/\s/g, "").toLowerCase() : "";
}

/** Whether a program's value asks for what is there already. Neither may hold anything not known. */
export function isSame(there: unknown, wanted: unknown, sameness: Sameness): boolean {
    if (wanted === undefined || wanted === null) return true;
    if (hasNotKnown(there) || hasNotKnown(wanted)) return false;
    if (Array.isArray(wanted)) {
        // Azure writes the keys of a list's objects in an order of its own.
        return (
            Array.isArray(there) &&
            there.length === wanted.length &&
            wanted.every((value, index) => isSame(there[index], value, sameness))
        );
    }
    if (typeof wanted === "object") {
        // What a program leaves out is no opinion.
        return Object.entries(wanted as Properties).every(([key, value]) =>
            isSame((there as Properties | undefined)?.[key], value, sameness),
        );
    }
    if (typeof wanted !== "string" || typeof there !== "string") {
        return JSON.stringify(there) === JSON.stringify(wanted);
    }
    switch (sameness) {
        case "exactly":
            return there === wanted;
        case "ignoring case":
            return there.toLowerCase() === wanted.toLowerCase();
        case "as location":
            return plainLocation(there) === plainLocation(wanted);
    }
}
