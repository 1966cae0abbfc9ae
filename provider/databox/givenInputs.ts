/** How the rows of properties.ts tell an input from what Azure shows. */
import { only, withoutBlanks } from "../job/lastKnown";
import { sameIgnoringCase } from "../job/sameness";
import type { DataDetails, ImportDisk } from "./model";
import { identitiesOf, isWiped, type Current } from "./propertyRules";

type Inputs = Record<string, unknown>;

function isExport({ transferType }: Current): boolean {
    return sameIgnoringCase(transferType, "ExportFromAzure");
}

/** What is shown, without blanks; an empty object says that there is nothing. */
export function shownAs(value: unknown): unknown {
    return withoutBlanks(value) ?? value;
}

/** The contact; one that Azure has removed tells nothing. */
export function givenContact(shown: unknown): unknown {
    if (isWiped(shown)) return undefined;
    const isUsual = (stages: unknown) =>
        Array.isArray(stages) &&
        stages.length === usualStages.length &&
        stages.every(
            ({ stageName, sendNotification }: Inputs) =>
                sendNotification === true && usualStages.includes(stageName as string),
        );
    return without(shown, "notificationPreference", isUsual);
}

/** The stages of which Azure tells the contact where a program says nothing. Source: recorded answers. */
const usualStages = ["AtAzureDC", "DataCopy", "Created", "ShippedToCustomer"];

/** The address. */
export function givenAddress(shown: unknown): unknown {
    return without(shown, "addressType", (type) => type === "None");
}

/** The accounts that the data of an import goes to. */
export function givenImport(shown: unknown, current: Current): unknown {
    return isExport(current) ? undefined : (shown as DataDetails[] | undefined)?.map(dataOf);
}

/** The accounts that the data of an export comes from. */
export function givenExport(shown: unknown, current: Current): unknown {
    return isExport(current) ? (shown as DataDetails[] | undefined)?.map(dataOf) : undefined;
}

function dataOf(shown: DataDetails): unknown {
    return without(shown, "logCollectionLevel", (level) => level === "Error");
}

/** What is shown, without what Azure has filled in. */
function without(shown: unknown, name: string, isFilledIn: (value: unknown) => boolean): unknown {
    const { [name]: value, ...others } = (shownAs(shown) ?? {}) as Inputs;
    if (shown === undefined || shown === null) return undefined;
    return isFilledIn(value) ? others : shownAs(shown);
}

/** The disks as a program gives them; those of an export are Azure's to report. */
export function givenDisks(
    shown: unknown,
    current: Current,
    parts: readonly string[],
): Inputs | undefined {
    if (!shown || isExport(current)) return undefined;
    const inputsOf = (disk: ImportDisk) => withoutBlanks(only(disk, parts)) ?? {};
    return Object.fromEntries(
        Object.entries(shown as Record<string, ImportDisk>).map(([serial, disk]) => [
            serial,
            inputsOf(disk),
        ]),
    );
}

/** The other address that the disks are to go back to. */
export function givenReverse(shown: unknown, parts: readonly string[]): unknown {
    if (shown === undefined || shown === null) return undefined;
    return withoutBlanks(only(shown, parts)) ?? {};
}

/** ARM shows the user-assigned identities as a map; the input is a list. */
export function givenIdentity(shown: unknown): Inputs | undefined {
    if (shown === undefined || shown === null) return undefined;
    const ids = Object.keys(identitiesOf(shown));
    return {
        ...only(shown, ["type"]),
        ...(ids.length > 0 && { userAssignedIdentities: ids }),
    };
}
