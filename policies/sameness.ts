import type { Sameness } from "../provider/job/properties";
import { hasNotKnown } from "./notKnown";

/** `West US` as `westus`: Azure answers with the display name of what was sent as a name. */
export function plainLocation(location: unknown): string {
    return typeof location === "string" ? location.replace(/\s/g, "").toLowerCase() : "";
}

/** Whether a program's value asks for what is there already. Neither may hold anything not known. */
export function isSame(there: unknown, wanted: unknown, same: Sameness): boolean {
    if (wanted === undefined || wanted === null) return true;
    return !hasNotKnown(there) && !hasNotKnown(wanted) && same(there, wanted);
}
