/** A way to Resource Manager for one subscription, whatever SDK sends through it: cloud, login, pace and patience. */
import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import type { Settings } from "../settings/settings";
import type { ArmService } from "./advice";
import type { Clock } from "./clock";
import { cloudFor } from "./clouds";
import { credentialFor } from "./credentials";
import { HeldUpRequests } from "./heldUp";
import type { JobAddress, Surroundings } from "./jobsClient";
import { pacerFor } from "./pacing";
import type { Patience } from "./patience";
import { RawExchanges } from "./rawExchanges";
import { TokenKeeper } from "./tokenKeeper";
import { Tries } from "./tries";

/** The SDK signs a request once, before it waits; ours are signed anew for each try, by rawExchanges.ts. */
export const signedLater = {
    getToken: () => Promise.resolve({ token: "signed-later", expiresOnTimestamp: Infinity }),
};

/** A resource group, or a whole subscription. */
interface Scope {
    subscriptionId: string;
    resourceGroupName?: string;
}

export interface ArmConnection {
    /** Resource Manager's address without a trailing slash. */
    readonly endpoint: string;
    readonly clock: Clock;
    readonly patience: Patience;
    readonly heldUp: HeldUpRequests;
    /** The exchanges with one service. All of a connection share pace, patience and login. */
    exchangesWith(service: ArmService): RawExchanges;
    /** Checks that this client may be asked about it. @throws Error */
    readonly checkScope: (scope: Scope) => void;
    /** Checks that the job is one of ours to ask about, and says what is done to it. @throws Error */
    readonly doing: (action: string, job: JobAddress) => string;
    /** Checks that the jobs there are ours to ask about, and says that they are listed. @throws Error */
    readonly listing: (scope: Scope) => string;
}

/** @throws AzureError when the cloud does not describe itself, or a login that was chosen is incomplete */
export async function openConnection(
    settings: Settings,
    subscriptionId: string | undefined,
    { clock, say }: Surroundings,
    patience: Patience,
): Promise<ArmConnection> {
    const cloud = await cloudFor(settings, patience);
    const { endpoint } = cloud;
    const token = new TokenKeeper(
        () => credentialFor(settings, cloud, subscriptionId),
        `${cloud.audience}/.default`,
        clock,
    );
    const heldUp = heldUpRequests(clock, say);
    const tries = new Tries({
        patience,
        clock,
        heldUp,
        pacers: {
            subscription: pacerFor(endpoint, subscriptionId ?? "", clock),
            tenant: pacerFor(endpoint, "tenant", clock),
        },
        renewToken: (authorization) => token.renew(authorization),
    });

    function checkScope(scope: Scope): void {
        if (scope.subscriptionId.toLowerCase() !== (subscriptionId ?? "").toLowerCase()) {
            throw new Error(
                `This client works in subscription "${subscriptionId ?? ""}", not in "${scope.subscriptionId}".`,
            );
        }
        checkSegment("subscriptionId", scope.subscriptionId);
        if (scope.resourceGroupName !== undefined) {
            checkSegment("resourceGroupName", scope.resourceGroupName);
        }
    }

    return {
        endpoint,
        clock,
        patience,
        heldUp,
        exchangesWith: (service) =>
            new RawExchanges(endpoint, service, patience.requestTimeoutMs, tries, () =>
                token.authorization(),
            ),
        checkScope,
        doing(action, job) {
            checkScope(job);
            checkSegment("jobName", job.jobName);
            return `${action} job "${job.jobName}" in resource group "${job.resourceGroupName}"`;
        },
        listing(scope) {
            checkScope(scope);
            const { resourceGroupName: group } = scope;
            return `list the jobs of ${group === undefined ? "the subscription" : `resource group "${group}"`}`;
        },
    };
}

/** The options of an SDK's client whose requests go through these exchanges. */
export function sdkOptions({ endpoint }: ArmConnection, policy: PipelinePolicy) {
    return {
        endpoint,
        userAgentOptions: { userAgentPrefix: "pulumi-azure-importexport" },
        // Ours is behind it, and one rule is enough: see tries.ts.
        retryOptions: { maxRetries: 0 },
        // Resource Manager redirects nobody; who does is a sign-in page, and should be seen as one.
        redirectOptions: { maxRetries: 0 },
        additionalPolicies: [{ policy, position: "perRetry" as const }],
    };
}

/** URLs swallow "." and "..", so that a DELETE of the job ".." would be one of something else. */
export function checkSegment(name: string, value: string): void {
    if (/^\.{0,2}$/.test(value)) throw new Error(`"${value}" is not a ${name}.`);
}

let ofThisProcess: HeldUpRequests | undefined;

/** One for all clients, so that there is one line a minute and not one for each subscription. */
function heldUpRequests(clock: Clock, say: (line: string) => void): HeldUpRequests {
    return (ofThisProcess ??= new HeldUpRequests(clock, say));
}
