/** The clients of this process: the same settings and subscription share a login and a quota, so they share a client. */
import type { Settings } from "../settings/settings";
import type { ArmClient } from "./client";
import type { Clock } from "./clock";
import { openedOnce } from "./openedOnce";

const clients = new Map<string, Promise<ArmClient>>();

/**
 * The client for these settings and this subscription: made at the first call, which loads Azure's modules, and the same
 * one at every later call.
 *
 * @param subscriptionId without one the client can only answer for what is in none
 * @param clock that of the first call counts
 * @throws AzureError when the cloud does not describe itself, or a login that was chosen is incomplete
 */
export function connectArm(
    settings: Settings,
    subscriptionId: string | undefined,
    clock: Clock,
): Promise<ArmClient> {
    return openedOnce(clients, JSON.stringify([settings, subscriptionId]), () => {
        // `require`, because `import()` in a CommonJS package would go through the other module loader.
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        const { openArm } = require("./client") as typeof import("./client");
        return openArm(settings, subscriptionId, clock);
    });
}
