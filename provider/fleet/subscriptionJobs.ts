import { connect, type ArmJob, type ImportExportClient } from "../azure/jobsClient";
import { systemClock } from "../azure/clock";
import type { Settings } from "../config";
import { jobAddress } from "../importexport/jobId";
import { sameIgnoringCase } from "../dynamic/sameness";
import { inTurns } from "./inTurns";
import type { Found, KnownJob } from "./knownJob";

/**
 * Every job of a subscription or of one of its resource groups, whoever made it.
 *
 * @param options.say shows one line to the person who waits
 * @throws AzureError
 */
export async function jobsOfSubscription(
    settings: Settings,
    subscriptionId: string,
    { resourceGroupName, say }: { resourceGroupName?: string; say: (line: string) => void },
): Promise<Found> {
    const client = await connect(settings, subscriptionId, { clock: systemClock, say });
    const listed = await client.listJobs({ subscriptionId, resourceGroupName });
    const jobs = await inTurns(listed, (job) => withDrives(client, job));
    return { jobs: jobs.filter(({ job }) => job !== "gone"), warnings: [] };
}

/** Azure leaves out the drives where it lists a resource group; an export has none before it is received. */
async function withDrives(client: ImportExportClient, listed: ArmJob): Promise<KnownJob> {
    const address = jobAddress(listed.id ?? "");
    const needsDrives =
        listed.properties?.driveList === undefined &&
        sameIgnoringCase(listed.properties?.jobType, "Import");
    const job = needsDrives ? await client.getJob(address) : listed;
    return { address, job, isFresh: true };
}
