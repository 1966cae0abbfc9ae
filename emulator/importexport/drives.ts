import { invalidRequest, type ArmError } from "../arm/error";
import { definedOnly } from "../jobs/definedOnly";
import type { Drive } from "./job";

/**
 * The drives that a client sent, laid over those that the job has.
 *
 * A client that puts back what GET gave it has no keys to send: the ones already known stay.
 *
 * @throws ArmError 400 when a drive that is new to the job has no key.
 */
export function mergedDrives(
    sent: readonly Drive[] | undefined,
    existing: readonly Drive[] | undefined,
): readonly Drive[] {
    const known = new Map(existing?.map((drive) => [drive.driveId, drive]));
    const merged = (sent ?? []).map((drive) => ({
        state: "Specified",
        ...known.get(drive.driveId),
        driveId: drive.driveId,
        ...definedOnly({
            bitLockerKey: drive.bitLockerKey,
            manifestFile: drive.manifestFile,
            manifestHash: drive.manifestHash,
            driveHeaderHash: drive.driveHeaderHash,
        }),
    }));
    if (merged.some(({ bitLockerKey }) => bitLockerKey === undefined)) {
        throw refusedProperty(
            "driveList",
            "needs a bitLockerKey for every drive that is new to the job",
        );
    }
    return merged;
}

/** 400 for a property that breaks a rule of the job as a whole. */
export function refusedProperty(property: string, problem: string): ArmError {
    return invalidRequest(
        `The request content was invalid: 'properties.${property}' ${problem}.`,
        `properties.${property}`,
    );
}
