import { AzureError } from "../arm/azureErrors";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import type { JobAddress } from "../job/armJob";
import { insteadOfKeys } from "../job/exportKeys";
import { orRefusal } from "../job/refusals";
import { sameIgnoringCase } from "../job/sameness";
import { keysNotInStack } from "./errors";
import type { CustomerDiskDeletion, CustomerDiskOutputs } from "./model";
import { detailsOf, flagsOf, isBeingCancelled, isShipped, textAt, whereIs } from "./ownership";

/**
 * The keys of an export's disks: Azure encrypts them, only Azure has the keys, and it gives them only on demand. A refresh
 * reads them; a delete takes with it those that nobody has read.
 */

/** The action that asks for the keys. */
export const keysPermission = "Microsoft.DataBox/jobs/listCredentials/action";

/** What the stack knows of an export. */
export type KnownExport = Pick<CustomerDiskOutputs, "shipped" | "transferType">;

/**
 * Whether Azure may have written to the disks of an export, so that it has their keys. When it has them is not
 * documented: not before the disks are on their way. Of that the flags tell, too: the shipment may have been announced
 * elsewhere, and that Azure shows it is assumed. A cancelled order may have been worked on all the same.
 */
export function mayHaveKeys(job: ArmDataBoxJob, known: KnownExport): boolean {
    const transferType = textAt(job, "transferType") ?? known.transferType;
    if (!sameIgnoringCase(transferType, "ExportFromAzure")) return false;
    const { exportDiskDetailsCollection = {} } = detailsOf(job);
    if (Object.keys(exportDiskDetailsCollection ?? {}).length > 0) return true;
    if (known.shipped || isShipped(detailsOf(job))) return true;
    const { isCancellable, isDeletable } = flagsOf(job);
    return !isBeingCancelled(job) && (isCancellable !== true || isDeletable === true);
}

/**
 * Whether a delete would lose keys: "none", or "gone" when the job vanished before it could be asked.
 *
 * @throws JobError `KeysNotInStack` for an export with a key that only Azure has, or may have
 */
export async function keysToLose(
    client: DataBoxClient,
    address: JobAddress,
    job: ArmDataBoxJob,
    { olds, wishes }: { olds: CustomerDiskOutputs; wishes: CustomerDiskDeletion },
): Promise<"none" | "gone"> {
    if (wishes.discardKeys || !mayHaveKeys(job, olds)) return "none";
    const isKnown = (serial: string) =>
        olds.diskSecrets.some((one) => sameIgnoringCase(one.diskSerialNumber, serial));
    const disks = Object.keys(detailsOf(job).exportDiskDetailsCollection ?? {});
    const unknown = disks.filter((serial) => !isKnown(serial));
    const secrets = await orRefusal(client.listCredentials(address));
    if (secrets === "gone") return "gone";
    if (secrets instanceof AzureError) {
        if (disks.length > 0 && unknown.length === 0) return "none";
        const instead = insteadOfKeys(secrets, keysPermission);
        throw keysNotInStack(address, whereIs(job), instead, secrets);
    }
    const unread = secrets.filter((one) => !isKnown(one.diskSerialNumber));
    if (unread.length > 0) throw keysNotInStack(address, whereIs(job));
    // A cancelled export may have disks that were never written, and then they have no key.
    if (unknown.length > 0 && !isBeingCancelled(job)) {
        const instead = `Azure has none for ${unknown.length} of its disks, and a refresh would not find any: ask Azure support;`;
        throw keysNotInStack(address, whereIs(job), instead);
    }
    return "none";
}
