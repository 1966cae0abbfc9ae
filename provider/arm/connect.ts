/** Who has the same settings shares logins and quotas, so the clients too; who has others shares nothing. */
import type { Settings } from "../settings/settings";
import type { ArmClient } from "./client";
import type { Clock } from "./clock";
import { memoised } from "./memoised";
import { Throttles } from "./throttle";

/** What the providers of the same settings share. */
interface Connection {
    readonly clients: Map<string, Promise<ArmClient>>;
    readonly throttles: Throttles;
}

/** By all settings. Pulumi's dynamic-provider process loads each service by a stored line, and gives them nothing in common. */
const connections = new Map<string, Connection>();

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
    const key = JSON.stringify(settings);
    const known = connections.get(key);
    const connection = known ?? { clients: new Map(), throttles: new Throttles(clock) };
    connections.set(key, connection);
    const { clients, throttles } = connection;
    return memoised(clients, (subscriptionId ?? "").toLowerCase(), () => {
        // `require`, because `import()` in a CommonJS package would go through the other module loader.
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        const { openArm } = require("./client") as typeof import("./client");
        return openArm(settings, subscriptionId, clock, undefined, throttles);
    });
}
