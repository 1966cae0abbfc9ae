import type { ArmDataBoxJob } from "./dataBoxClient";
import type { JobAddress } from "../job/armJob";
import { definedOnly } from "../job/defined";
import { ownerOf } from "../job/ownership";
import { tagsToWrite, withoutOwner } from "../job/tags";
import { resolveDeletion } from "./changes";
import { blockedReason } from "./lifecycle";
import type {
    CustomerDiskDetails,
    CustomerDiskInputs,
    CustomerDiskOutputs,
    DiskSecret,
} from "./model";
import {
    detailsOf,
    flagAt,
    flagsOf,
    isBeingCancelled,
    isShipped,
    stageOf,
    textAt,
    whereIs,
} from "./ownership";
import { withLastKnown, type LastKnown } from "./lastKnown";
import { creationRequest } from "./requests";
import { stageInWords } from "./stages";
import { withUnreturned } from "./unreturned";

/** What a job's outputs carry that no answer of Azure holds. */
export type Remembered = Pick<
    CustomerDiskOutputs,
    "deletion" | "adoptExisting" | "cloud" | "owner" | "managedTags" | "diskSecrets"
> & {
    readonly formerOwner?: string | undefined;
    /** The details as last sent or seen: keys among them that Azure does not return. */
    readonly knownDetails: CustomerDiskDetails;
    /** The order as it was last seen, or as Azure has just been told: what an answer leaves out is as there. */
    readonly known?: LastKnown | undefined;
};

/** What is remembered of the inputs: they have just been accepted, or are about to be. */
export function rememberInputs(
    inputs: CustomerDiskInputs,
    cloud: string,
    diskSecrets: DiskSecret[] = [],
): Remembered {
    return {
        deletion: resolveDeletion(inputs.deletion, inputs.owner),
        adoptExisting: inputs.adoptExisting ?? false,
        cloud,
        owner: inputs.owner,
        managedTags: Object.keys(inputs.tags ?? {}),
        diskSecrets,
        knownDetails: inputs.details,
    };
}

/** What is remembered of the last checkpoint. */
export function rememberOutputs(olds: CustomerDiskOutputs): Remembered {
    return { ...olds, knownDetails: olds.details, known: olds };
}

/** The order as Azure has just been told, where its answer does not say otherwise. */
export function asTold(inputs: CustomerDiskInputs, current?: CustomerDiskOutputs): LastKnown {
    const { location, sku, identity, properties = {} } = creationRequest(inputs, undefined);
    const { transferType, deliveryType, deliveryInfo, details } = properties as LastKnown;
    return definedOnly({
        ...current,
        ...definedOnly({ location, sku, identity, transferType, deliveryType, deliveryInfo }),
        tags: tagsToWrite(current ?? { tags: undefined, managedTags: [] }, inputs, undefined),
        details: { ...current?.details, ...details },
    });
}

/** The outputs for a job as Azure shows it. */
export function outputsOf(
    address: JobAddress,
    answer: ArmDataBoxJob,
    remembered: Remembered,
): CustomerDiskOutputs {
    const job = withLastKnown(answer, remembered.known);
    const details = withUnreturned(detailsOf(job), remembered.knownDetails);
    const { isDeletable, isCancellable, isCancellableWithoutFee } = flagsOf(job);
    return definedOnly({
        name: address.jobName,
        type: job.type ?? "Microsoft.DataBox/jobs",
        location: job.location,
        tags: withoutOwner(job.tags),
        identity: job.identity,
        systemData: job.systemData,
        sku: job.sku,
        transferType: textAt(job, "transferType"),
        deliveryType: textAt(job, "deliveryType"),
        deliveryInfo: job.properties?.deliveryInfo as Record<string, unknown> | undefined,
        details,
        status: stageOf(job),
        startTime: textAt(job, "startTime"),
        isCancellable,
        isDeletable,
        isCancellableWithoutFee,
        isShippingAddressEditable: flagAt(job, "isShippingAddressEditable"),
        cancellationReason: textAt(job, "cancellationReason"),
        blockedReason: blockedReason(whereIs(job), flagsOf(job), isBeingCancelled(job)),
        shipped: isShipped(details),
        purged: false,
        diskSecrets: remembered.diskSecrets,
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

/**
 * The outputs of a job whose creation Azure has not confirmed: only what was asked for.
 *
 * @param askedAt when, by Azure's clock; ms since 1970
 */
export function unconfirmedOutputs(
    address: JobAddress,
    inputs: CustomerDiskInputs,
    remembered: Remembered,
    askedAt: number,
): CustomerDiskOutputs {
    const asked: ArmDataBoxJob = creationRequest(inputs, undefined);
    return {
        ...outputsOf(address, asked, remembered),
        creationUnconfirmed: true,
        creationAskedAt: new Date(askedAt).toISOString(),
    };
}

/** The outputs of a job that the service no longer has: what was last known, and that it is over. */
export function purgedOutputs(olds: CustomerDiskOutputs): CustomerDiskOutputs {
    const { formerOwner: _tagIsGone, ...kept } = olds;
    return {
        ...kept,
        purged: true,
        isCancellable: false,
        isDeletable: false,
        blockedReason: `It ended (last seen ${stageInWords(olds.status)}) and Azure no longer has it. Destroying it only forgets it.`,
    };
}
