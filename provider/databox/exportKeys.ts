import type { ArmDataBoxJob } from "./dataBoxClient";
import { sameIgnoringCase } from "../job/sameness";
import type { ExportKeys } from "../job/serviceDefinition";
import type { CustomerDisk } from "./serviceTypes";
import type { CustomerDiskOutputs } from "./model";
import { detailsOf, flagsOf, isBeingCancelled, isShipped, textAt } from "./observation";

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

export const exportKeys: ExportKeys<CustomerDisk> = {
    output: "diskSecrets",
    permission: keysPermission,
    list: (client, address) => client.listCredentials(address),
    diskOf: ({ diskSerialNumber }) => diskSerialNumber,
    disksOf: ({ details }) => Object.keys(details.exportDiskDetailsCollection ?? {}),
    isExport: ({ transferType }) => sameIgnoringCase(transferType, "ExportFromAzure"),
    mayExist: ({ job }, outs) => mayHaveKeys(job, outs),
    mayBeLost: ({ job }, outs) => mayHaveKeys(job, outs),
};
