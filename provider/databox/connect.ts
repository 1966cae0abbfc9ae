import { connectArm } from "../arm/connect";
import { aloneInTheTerminal, contextOf, type Surroundings } from "../arm/context";
import type { Settings } from "../settings/settings";
import { dataBoxClient } from "./armDataBoxClient";
import type { DataBoxClient } from "./dataBoxClient";

/**
 * The client for these settings and this subscription.
 *
 * @param subscriptionId the client refuses jobs of another subscription
 * @param surroundings for whom it asks; default: this machine's clock, lines to the standard output
 * @throws AzureError when the cloud does not describe itself, or a login that was chosen is incomplete
 */
export async function connectDataBox(
    settings: Settings,
    subscriptionId?: string,
    surroundings: Surroundings = aloneInTheTerminal,
): Promise<DataBoxClient> {
    const arm = await connectArm(settings, subscriptionId, surroundings.clock);
    return dataBoxClient(arm, contextOf(surroundings));
}
