import { connectArm } from "../arm/connect";
import { aloneInTheTerminal, contextOf, type Surroundings } from "../arm/context";
import type { Settings } from "../settings/settings";
import { importExportClient } from "./armJobsClient";
import type { ImportExportClient } from "./jobsClient";

/**
 * The client for these settings and this subscription.
 *
 * @param subscriptionId the client refuses jobs of another subscription; without one it can only answer for locations
 * @param surroundings for whom it asks; default: this machine's clock, lines to the standard output
 * @throws AzureError when the cloud does not describe itself, or a login that was chosen is incomplete
 */
export async function connect(
    settings: Settings,
    subscriptionId?: string,
    surroundings: Surroundings = aloneInTheTerminal,
): Promise<ImportExportClient> {
    const arm = await connectArm(settings, subscriptionId, surroundings.clock);
    return importExportClient(arm, contextOf(surroundings));
}
