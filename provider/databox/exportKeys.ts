import type { ArmDataBoxJob, DataBoxClient } from "../azure/dataBoxClient";
import type { JobAddress } from "../azure/jobsClient";
import { sameIgnoringCase } from "../dynamic/sameness";
import { keysNotInStack } from "./errors";
import type { CustomerDiskDeletion, CustomerDiskOutputs } from "./model";
import { detailsOf, flagsOf, isBeingCancelled, isShipped, textAt, whereIs } from "./ownership";

/**
 * Whether Azure may have written to the disks of an export, so that it has their keys. When it has them is not
 * documented: not before the disks are on their way. Of that the flags tell, too: the shipment may have been announced
 * elsewhere, and that Azure shows it is assumed.
 *
 * @param wasShipped whether the stack has announced the shipment
 */
export function mayHaveKeys(job: ArmDataBoxJob, wasShipped: boolean): boolean {
    if (!sameIgnoringCase(textAt(job, "transferType"), "ExportFromAzure")) return false;
    if (wasShipped || isShipped(detailsOf(job))) return true;
    const { isCancellable, isDeletable } = flagsOf(job);
    return !isBeingCancelled(job) && (isCancellable !== true || isDeletable === true);
}

/**
 * Whether a delete would lose keys: "none", or "gone" when the job vanished before it could be asked.
 *
 * The disks of an export are encrypted by Azure, and only Azure has their keys, until a refresh reads them. A job whose
 * disks never left their owner has none.
 *
 * @throws JobError `KeysNotInStack` for an export with a key that only Azure has
 */
export async function keysToLose(
    client: DataBoxClient,
    address: JobAddress,
    job: ArmDataBoxJob,
    { olds, wishes }: { olds: CustomerDiskOutputs; wishes: CustomerDiskDeletion },
): Promise<"none" | "gone"> {
    if (wishes.discardKeys || !mayHaveKeys(job, olds.shipped)) return "none";
    const secrets = await client.listCredentials(address);
    if (secrets === "gone") return "gone";
    // A cancelled export may have disks that were never written, and then they have no key.
    const written = isBeingCancelled(job) ? {} : (detailsOf(job).exportDiskDetailsCollection ?? {});
    const serials = [...secrets.map((secret) => secret.diskSerialNumber), ...Object.keys(written)];
    const isKnown = (serial: string) =>
        olds.diskSecrets.some((one) => sameIgnoringCase(one.diskSerialNumber, serial));
    if (!serials.every(isKnown)) throw keysNotInStack(address, whereIs(job));
    return "none";
}
