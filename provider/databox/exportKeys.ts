import type { ArmDataBoxJob, DataBoxClient } from "../azure/dataBoxClient";
import type { JobAddress } from "../azure/jobsClient";
import { sameIgnoringCase } from "../dynamic/sameness";
import { keysNotInStack } from "./errors";
import type { CustomerDiskDeletion, CustomerDiskOutputs } from "./model";
import { detailsOf, isBeingCancelled, isShipped, textAt, whereIs } from "./ownership";

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
    const details = detailsOf(job);
    const isExport = sameIgnoringCase(textAt(job, "transferType"), "ExportFromAzure");
    if (!isExport || wishes.discardKeys) return "none";
    if (!isShipped(details) && !olds.shipped && isBeingCancelled(job)) return "none";
    const secrets = await client.listCredentials(address);
    if (secrets === "gone") return "gone";
    // A cancelled export may have disks that were never written, and then they have no key.
    const written = isBeingCancelled(job) ? {} : (details.exportDiskDetailsCollection ?? {});
    const serials = [...secrets.map((secret) => secret.diskSerialNumber), ...Object.keys(written)];
    const isKnown = (serial: string) =>
        olds.diskSecrets.some((one) => sameIgnoringCase(one.diskSerialNumber, serial));
    if (!serials.every(isKnown)) throw keysNotInStack(address, whereIs(job));
    return "none";
}
