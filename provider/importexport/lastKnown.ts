import type { ArmJob } from "../job/armJob";
import { filledIn, filledUp, only } from "../job/lastKnown";
import { keptNames } from "../job/propertyTable";
import { sameIgnoringCase } from "../job/sameness";
import { driveParts, properties as table } from "./propertyTable";

/** The job that Azure shows; what a program can say of one, and the answer leaves out, is as it was last known. */
export function withLastKnown(answer: ArmJob, known: ArmJob | undefined): ArmJob {
    if (!known) return answer;
    const { driveList, ...others } = only(known.properties, keptNames(table));
    const { export: selection, ...changeable } = others;
    const properties: Record<string, unknown> = {
        ...filledIn(answer.properties ?? {}, changeable),
        ...(selection !== undefined && {
            export: filledUp(answer.properties?.export, selection),
        }),
    };
    // The drives of an export are Azure's to report.
    const drives =
        properties.jobType === "Export"
            ? properties.driveList
            : withLastKnownDrives(properties.driveList, driveList);
    return {
        ...answer,
        location: answer.location ?? known.location,
        tags: answer.tags ?? known.tags,
        properties: drives === undefined ? properties : { ...properties, driveList: drives },
    };
}

/** Drives are told by their ids. What Azure reports of one is not kept: it is of its time. */
function withLastKnownDrives(shown: unknown, known: unknown): unknown {
    if (!Array.isArray(known)) return shown;
    const inputs = known.map((drive) => only(drive, driveParts));
    if (!Array.isArray(shown)) return inputs;
    return shown.map((drive: Record<string, unknown>, index) => {
        const same = inputs.find((one) => sameIgnoringCase(one.driveId, drive.driveId));
        return filledIn(drive, drive.driveId ? same : inputs[index]);
    });
}
