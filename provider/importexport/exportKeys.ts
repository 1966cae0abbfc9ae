/** The keys of drives: Azure encrypts those of an export, and gives the keys only on demand. */
import { AzureError } from "../arm/azureErrors";
import { jobInWords } from "../job/jobError";
import { sameIgnoringCase } from "../job/sameness";
import type { ExportKeys, Target } from "../job/serviceDefinition";
import { isJobState } from "./stateNames";
import type { ImportExport, Seen } from "./serviceTypes";
import { keysPermission, type Drive, type JobInputs } from "./model";

export const exportKeys: ExportKeys<ImportExport> = {
    output: "bitLockerKeys",
    permission: keysPermission,
    list: (client, address) => client.listBitLockerKeys(address),
    diskOf: ({ driveId }) => driveId,
    disksOf: ({ job }) => {
        const { driveList } = job.properties ?? {};
        const drives = (Array.isArray(driveList) ? driveList : []) as { driveId?: unknown }[];
        return drives.map(({ driveId }) => driveId);
    },
    isExport: (outs) => sameIgnoringCase(outs.properties.jobType, "Export"),
    // They are asked for once the drives have been processed, until every drive's key is known.
    mayExist: (seen) =>
        isExport(seen) &&
        (!isJobState(seen.state) || (seen.state !== "Creating" && seen.state !== "Shipping")),
    mayBeLost: (seen) => isExport(seen) && seen.state === "Completed",
};

function isExport({ job }: Seen): boolean {
    return sameIgnoringCase(job.properties?.jobType, "Export");
}

/**
 * The keys that Azure has for an import's drives, so that a program's other key shows as a change.
 * Without the permission to read them nothing is known, and no key counts as changed.
 */
export async function drivesWithKeys(
    { session, client, address }: Target<ImportExport>,
    inputs: JobInputs,
): Promise<Drive[] | "gone"> {
    if (inputs.properties.jobType !== "Import") return [];
    try {
        const keys = await client.listBitLockerKeys(address);
        return keys === "gone" ? "gone" : keys.map((key) => ({ ...key }));
    } catch (error) {
        if (!(error instanceof AzureError) || error.status !== 403) throw error;
        session.say(
            `Warning: no permission to read the BitLocker keys of ${jobInWords(address)}; a changed key would not be noticed.`,
        );
        return [];
    }
}
