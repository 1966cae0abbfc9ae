/** The rows of propertyTable.ts that take more than two values to judge. */
import { only, withoutBlanks } from "../job/lastKnown";
import type { ComparedOutputs } from "../job/jobShape";
import { covers, sameIgnoringCase } from "../job/sameness";
import { hasUnknown, isUnknown } from "../job/unknowns";
import { isJobState } from "./stateNames";
import type { Drive, JobInputs, JobOutputs } from "./model";

/** A job as it is, in the terms that changes are judged by; outputs fit. */
export type Current = Pick<
    JobOutputs,
    ComparedOutputs | "properties" | "state" | "cancelRequested"
>;

/**
 * Whether the program announces a shipment that the service does not know of yet. A job that is to
 * be cancelled is not shipped.
 */
export function stateDiffers(current: Current, { properties: wanted }: JobInputs): boolean {
    if (wanted.cancelRequested === true) return false;
    if (isUnknown(wanted.state)) return true;
    return !isUnsetState(wanted.state) && current.state === "Creating";
}

/** A job that has been sent off, and is not being cancelled, was announced; the service's own word has moved on. */
export function announcedState(state: unknown, { cancelRequested }: Current): string | undefined {
    const isOnItsWay = state !== undefined && state !== "Creating" && !cancelRequested;
    return isOnItsWay ? "Shipping" : undefined;
}

/**
 * Whether `properties.state` asks for nothing: absent, `""` (as the official examples send it), or where a job is that was
 * imported as azure-native's. The only thing that it can ask for is `"Shipping"`.
 */
export function isUnsetState(state: unknown): boolean {
    if (state === undefined || state === null || state === "") return true;
    return typeof state === "string" && state !== "Shipping" && isJobState(state);
}

/** Whether the program asks for a cancellation that has not been asked for yet. */
export function cancellationDiffers(current: Current, { properties: wanted }: JobInputs): boolean {
    if (isUnknown(wanted.cancelRequested)) return true;
    return wanted.cancelRequested === true && !current.cancelRequested;
}

/** Whether the program has other drives, or knows more of them. The drives of an export are Azure's to report. */
export function drivesDiffer(current: Current, { properties: wanted }: JobInputs): boolean {
    if (wanted.jobType === "Export" || wanted.driveList === undefined) return false;
    if (hasUnknown(wanted.driveList)) return true;
    const drives = current.properties.driveList ?? [];
    return (
        drives.length !== wanted.driveList.length ||
        wanted.driveList.some((drive) => {
            const known = drives.find((one) => sameIgnoringCase(one.driveId, drive.driveId));
            return !known || !sameDrive(known, drive);
        })
    );
}

function sameDrive(known: Drive, drive: Drive): boolean {
    return covers(known, drive, {
        driveId: sameIgnoringCase,
        manifestHash: sameIgnoringCase,
        // Azure never gives a key back: one that was never seen cannot be told from the program's.
        bitLockerKey: (key, wanted) => key === undefined || key === wanted,
    });
}

/** The drives as a program gives them. */
export function givenDrives(
    shown: unknown,
    { properties }: Current,
    parts: readonly string[],
): unknown {
    if (properties.jobType === "Export" || !Array.isArray(shown)) return undefined;
    return shown.map((drive) => withoutBlanks(only(drive, parts)));
}

/** The selection as a program gives it. */
export function givenExport(shown: unknown, { properties }: Current): unknown {
    return properties.jobType === "Export" ? withoutBlanks(flatExport(shown)) : undefined;
}

/** ARM nests the two lists under `blobList`; azure-native, and so our inputs, do not. */
export function flatExport(service: unknown): unknown {
    const { blobList, ...rest } = (service ?? {}) as Record<string, unknown>;
    return { ...rest, ...(blobList as Record<string, unknown> | undefined) };
}

/** What can be given in a return address, each with an example. */
export const addressExamples = {
    recipientName: '"Ada Example"',
    streetAddress1: '"1 Example Street"',
    city: '"Redmond"',
    postalCode: '"98007"',
    countryOrRegion: '"USA"',
    phone: '"4250000000"',
    email: '"ada@example.com"',
    streetAddress2: '"Gate 4"',
    stateOrProvince: '"WA"',
};
