import type { ArmJob } from "../job/armJob";
import { sameIgnoringCase } from "../job/sameness";
import type { OutputRules } from "../job/serviceDefinition";
import { tagsToWrite } from "../job/tags";
import type { ImportExport, Seen } from "./serviceTypes";
import { withLastKnown } from "./lastKnown";
import { blockedReason, isCancellable, isDeletable } from "./lifecycle";
import type { Drive, JobInputs, JobOutputs } from "./model";
import { secretOutputs } from "./propertyTable";
import { creationRequest } from "./requests";

/** What the outputs of an import/export job have beside those of every job. */
export const outputRules: OutputRules<ImportExport> = {
    withLastKnown,
    own,
    asTold,
    noSecrets: [],
    secretsOfInputs: drivesOf,
    secretsOfOutputs: drivesOf,
    acceptedSecrets,
    announcedSecrets: acceptedSecrets,
    // An empty key differs from every key, so the drives are sent again.
    doubtfulSecrets: (inputs) => drivesOf(inputs).map((drive) => ({ ...drive, bitLockerKey: "" })),
    withSecrets: (outs, drives) => ({
        ...outs,
        properties: withKnownKeys(outs.properties, drives),
    }),
    gaps: { properties: {} },
    secretOutputs,
};

function own(
    { properties = {} }: ArmJob,
    { state, isCancelling }: Seen,
    drives: readonly Drive[],
): Partial<JobOutputs> {
    const { percentComplete } = properties;
    return {
        properties: withKnownKeys(properties, drives),
        state,
        ...lifecycleOutputs(state, isCancelling),
        percentComplete: typeof percentComplete === "number" ? percentComplete : undefined,
    };
}

function drivesOf({ properties }: { properties: { driveList?: Drive[] } }): Drive[] {
    return properties.driveList ?? [];
}

/** From now on the program's keys are the known ones. */
function acceptedSecrets(inputs: JobInputs, current: JobOutputs): Drive[] {
    const program = drivesOf(inputs);
    const others = drivesOf(current).filter(
        (drive) => !program.some((one) => sameIgnoringCase(one.driveId, drive.driveId)),
    );
    return [...program, ...others];
}

/** The job as Azure has just been told, where its answer does not say otherwise. */
function asTold(inputs: JobInputs, current?: JobOutputs): ArmJob {
    const { location, properties } = creationRequest(inputs, undefined);
    const cancels = inputs.properties.cancelRequested === true && { cancelRequested: true };
    return {
        location: location ?? current?.location,
        tags: tagsToWrite(current ?? { tags: undefined, managedTags: [] }, inputs, undefined),
        properties: { ...current?.properties, ...properties, ...cancels },
    };
}

/** The flags that follow from state and cancellation; the same for the functions. */
export function lifecycleOutputs(
    state: string | undefined,
    cancelRequested: boolean,
): Pick<JobOutputs, "cancelRequested" | "isCancellable" | "isDeletable" | "blockedReason"> {
    return {
        cancelRequested,
        isCancellable: isCancellable(state, cancelRequested),
        isDeletable: isDeletable(state),
        blockedReason: blockedReason(state, cancelRequested),
    };
}

/** Azure never returns a drive's key with the job: the last known one stays with its drive. */
function withKnownKeys(
    properties: Record<string, unknown>,
    known: readonly Drive[],
): JobOutputs["properties"] {
    if (!Array.isArray(properties.driveList)) {
        return properties;
    }
    const driveList = (properties.driveList as Drive[]).map((drive) => {
        const key = known.find((one) => sameIgnoringCase(one.driveId, drive.driveId))?.bitLockerKey;
        return key === undefined || drive.bitLockerKey !== undefined
            ? drive
            : { ...drive, bitLockerKey: key };
    });
    return { ...properties, driveList };
}
