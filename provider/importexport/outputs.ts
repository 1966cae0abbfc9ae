import type { ArmJob, JobAddress } from "../job/armJob";
import { definedOnly } from "../job/defined";
import { sameIgnoringCase } from "../job/sameness";
import { ownerOf } from "../job/ownership";
import { tagsToWrite, withoutOwner } from "../job/tags";
import { resolveDeletion } from "./changes";
import { stateInWords } from "./jobStates";
import { blockedReason, isCancellable, isDeletable } from "./lifecycle";
import type { Drive, DriveBitLockerKey, JobInputs, JobOutputs } from "./model";
import { isCancelRequested, stateOf } from "./ownership";
import { withLastKnown } from "./lastKnown";
import { creationRequest } from "./requests";

/** What a job's outputs carry that no answer of Azure holds. */
export type Remembered = Pick<
    JobOutputs,
    "deletion" | "adoptExisting" | "cloud" | "owner" | "managedTags" | "bitLockerKeys"
> & {
    readonly formerOwner?: string | undefined;
    /** Drives whose BitLocker keys are known. */
    readonly knownDrives: readonly Drive[];
    /** The job as it was last seen, or as Azure has just been told: what an answer leaves out is as there. */
    readonly known?: ArmJob | undefined;
};

/** What is remembered of the inputs: they have just been accepted, or are about to be. */
export function rememberInputs(
    inputs: JobInputs,
    cloud: string,
    bitLockerKeys: DriveBitLockerKey[] = [],
): Remembered {
    return {
        deletion: resolveDeletion(inputs.deletion),
        adoptExisting: inputs.adoptExisting ?? false,
        cloud,
        owner: inputs.owner,
        managedTags: Object.keys(inputs.tags ?? {}),
        bitLockerKeys,
        knownDrives: inputs.properties.driveList ?? [],
    };
}

/** What is remembered of the last checkpoint. */
export function rememberOutputs(olds: JobOutputs): Remembered {
    return { ...olds, knownDrives: olds.properties.driveList ?? [], known: olds };
}

/** The job as Azure has just been told, where its answer does not say otherwise. */
export function asTold(inputs: JobInputs, current?: JobOutputs): ArmJob {
    const { location, properties } = creationRequest(inputs, undefined);
    const cancels = inputs.properties.cancelRequested === true && { cancelRequested: true };
    return {
        location: location ?? current?.location,
        tags: tagsToWrite(current ?? { tags: undefined, managedTags: [] }, inputs, undefined),
        properties: { ...current?.properties, ...properties, ...cancels },
    };
}

/** The outputs for a job as Azure shows it. */
export function outputsOf(address: JobAddress, answer: ArmJob, remembered: Remembered): JobOutputs {
    const job = withLastKnown(answer, remembered.known);
    const state = stateOf(job);
    const cancelRequested = isCancelRequested(job);
    const percentComplete = job.properties?.percentComplete;
    return definedOnly({
        name: address.jobName,
        type: job.type ?? "Microsoft.ImportExport/jobs",
        location: job.location,
        tags: withoutOwner(job.tags),
        identity: job.identity,
        systemData: job.systemData,
        properties: withKnownKeys(job.properties ?? {}, remembered.knownDrives),
        state,
        ...lifecycleOutputs(state, cancelRequested),
        percentComplete: typeof percentComplete === "number" ? percentComplete : undefined,
        purged: false,
        bitLockerKeys: remembered.bitLockerKeys,
        resourceGroupName: address.resourceGroupName,
        subscriptionId: address.subscriptionId,
        deletion: remembered.deletion,
        adoptExisting: remembered.adoptExisting,
        cloud: remembered.cloud,
        owner: remembered.owner,
        formerOwner: ownerOf(job) === remembered.owner ? undefined : remembered.formerOwner,
        managedTags: remembered.managedTags,
    });
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

/** The outputs of a job whose creation Azure has not confirmed: only what was asked for. */
export function unconfirmedOutputs(
    address: JobAddress,
    inputs: JobInputs,
    remembered: Remembered,
): JobOutputs {
    const { location, tags, properties } = creationRequest(inputs, undefined);
    const asked: ArmJob = { location, tags, properties };
    return { ...outputsOf(address, asked, remembered), creationUnconfirmed: true };
}

/** The outputs of a job that the service no longer has: what was last known, and that it is over. */
export function purgedOutputs(olds: JobOutputs): JobOutputs {
    const { formerOwner: _tagIsGone, ...kept } = olds;
    return {
        ...kept,
        purged: true,
        isCancellable: false,
        isDeletable: false,
        blockedReason: `It ended (last seen ${stateInWords(olds.state)}) and Azure no longer has it. Destroying it only forgets it.`,
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
