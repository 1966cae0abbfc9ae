import type { AzureError } from "../azure/azureErrors";
import type { DataBoxClient } from "../azure/dataBoxClient";
import type { JobAddress } from "../azure/jobsClient";
import { creationUnconfirmed } from "../dynamic/errors";
import { PartialCreation } from "../dynamic/partialCreation";
import { jobId } from "./jobId";
import type { CustomerDiskInputs, CustomerDiskOutputs } from "./model";
import { rememberInputs, unconfirmedOutputs } from "./outputs";
import { storedOutputs } from "./storedOutputs";

/** What keeps a job in the stack that may exist. */
export function unconfirmed(
    client: DataBoxClient,
    address: JobAddress,
    inputs: CustomerDiskInputs,
    error: AzureError,
): PartialCreation {
    return new PartialCreation(
        jobId(address),
        storedOutputs(unconfirmedOutputs(address, inputs, rememberInputs(inputs, client.endpoint))),
        creationUnconfirmed(address, error),
    );
}

/**
 * How long Azure may be at work on a creation that it never confirmed, and not show the job yet: a look answers 404 from
 * the PUT's 202 until the job appears. How long that takes is documented nowhere; recorded creations took 23 s, and the
 * provider follows one for 15 min.
 */
const longestCreationMinutes = 30;

/**
 * For how many more minutes a job that Azure does not show may still appear: 0 says that it was never made. A checkpoint
 * that does not tell when the creation was asked for is older than that.
 */
export function minutesToAppear({
    creationUnconfirmed,
    creationAskedAt,
}: Pick<CustomerDiskOutputs, "creationUnconfirmed" | "creationAskedAt">): number {
    if (!creationUnconfirmed || creationAskedAt === undefined) return 0;
    // The clock of the machine that asked may be ahead of this one's.
    const passed = Math.abs(Date.now() - Date.parse(creationAskedAt)) / 60_000;
    return passed < longestCreationMinutes ? Math.ceil(longestCreationMinutes - passed) : 0;
}
