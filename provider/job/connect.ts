import type { ArmClient } from "../arm/client";
import { connectArm } from "../arm/connect";
import { aloneInTheTerminal, contextOf, type CallContext, type Surroundings } from "../arm/context";
import type { Settings } from "../settings/settings";

/**
 * Gives a service's client for these settings and this subscription.
 *
 * @param subscriptionId the client refuses jobs of another subscription; without one it can only answer for what is in none
 * @param surroundings for whom it asks; default: this machine's clock, lines to the standard output
 * @throws AzureError when the cloud does not describe itself, or a login that was chosen is incomplete
 */
export type Connect<Client> = (
    settings: Settings,
    subscriptionId?: string,
    surroundings?: Surroundings,
) => Promise<Client>;

/** @param clientOf makes the service's client of Resource Manager's */
export function connectBy<Client>(
    clientOf: (arm: ArmClient, context: CallContext) => Client,
): Connect<Client> {
    return async (settings, subscriptionId, surroundings = aloneInTheTerminal) =>
        clientOf(
            await connectArm(settings, subscriptionId, surroundings.clock),
            contextOf(surroundings),
        );
}
