/** The client on the official SDK. Loaded through jobsClient.ts only, so that Azure's modules come late or never. */
import { StorageImportExport } from "@azure/arm-storageimportexport";
import type { Settings } from "../settings";
import {
    AnswerError,
    readBitLockerKeys,
    readDeleted,
    readJob,
    readJobPage,
    readLocation,
    readLocations,
    type RawAnswer,
} from "./answers";
import { answeredNo, armError, notUnderstood, type Attempt } from "./azureErrors";
import type { Clock } from "./clock";
import { cloudFor, type Cloud } from "./clouds";
import { credentialFor } from "./credentials";
import { HeldUpRequests } from "./heldUp";
import type { ArmJob, ImportExportClient, JobAddress, Surroundings } from "./jobsClient";
import { pacerFor } from "./pacing";
import { patienceOf, type Patience } from "./patience";
import { RawExchanges } from "./rawExchanges";
import { TokenKeeper } from "./tokenKeeper";
import { Tries } from "./tries";

/** ARM's codes for something that is not there. Codes are data; texts are not. */
const GONE_CODES: readonly (string | undefined)[] = ["ResourceNotFound", "ResourceGroupNotFound"];

/** The body that the SDK is given; the real one is put in its place behind the SDK's serialiser (rawExchanges.ts). */
const PLACEHOLDER = {};

/** See `connect`. */
export async function openClient(
    settings: Settings,
    subscriptionId: string | undefined,
    surroundings: Surroundings,
    patience = patienceOf(settings),
): Promise<ImportExportClient> {
    const cloud = await cloudFor(settings, patience);
    const token = new TokenKeeper(
        () => credentialFor(settings, cloud, subscriptionId),
        `${cloud.audience}/.default`,
        surroundings.clock,
    );
    return clientOn(cloud, token, subscriptionId, surroundings, patience);
}

function clientOn(
    cloud: Cloud,
    token: TokenKeeper,
    subscriptionId = "",
    { clock, say }: Surroundings,
    patience: Patience,
): ImportExportClient {
    const tries = new Tries({
        patience,
        clock,
        heldUp: heldUpRequests(clock, say),
        pacers: {
            subscription: pacerFor(cloud.endpoint, subscriptionId, clock),
            tenant: pacerFor(cloud.endpoint, "tenant", clock),
        },
        renewToken: (authorization) => token.renew(authorization),
    });
    const raw = new RawExchanges(cloud.endpoint, patience.requestTimeoutMs, tries, () =>
        token.authorization(),
    );
    const sdk = new StorageImportExport(signedLater, subscriptionId, {
        endpoint: cloud.endpoint,
        userAgentOptions: { userAgentPrefix: "pulumi-azure-importexport" },
        // Ours is behind it, and one rule is enough: see tries.ts.
        retryOptions: { maxRetries: 0 },
        // Resource Manager redirects nobody; who does is a sign-in page, and should be seen as one.
        redirectOptions: { maxRetries: 0 },
        additionalPolicies: [{ policy: raw.policy, position: "perRetry" }],
    });

    /** Checks that the job is one of ours to ask about, and says what is done to it. */
    function doing(action: string, job: JobAddress): string {
        checkScope(job);
        checkSegment("jobName", job.jobName);
        return `${action} job "${job.jobName}" in resource group "${job.resourceGroupName}"`;
    }

    function checkScope(scope: { subscriptionId: string; resourceGroupName?: string }): void {
        if (scope.subscriptionId.toLowerCase() !== subscriptionId.toLowerCase()) {
            throw new Error(
                `This client works in subscription "${subscriptionId}", not in "${scope.subscriptionId}".`,
            );
        }
        checkSegment("subscriptionId", scope.subscriptionId);
        if (scope.resourceGroupName !== undefined) {
            checkSegment("resourceGroupName", scope.resourceGroupName);
        }
    }

    return {
        endpoint: cloud.endpoint,

        async getJob(job, { once } = {}) {
            const sent = await raw.read(
                doing("read", job),
                (options) => sdk.jobs.get(job.jobName, job.resourceGroupName, options),
                once,
            );
            return isGone(sent.answer) ? "gone" : understood(sent, [200], readJob);
        },

        async createJob(job, body) {
            const sent = await raw.write(doing("create", job), body, (options) =>
                sdk.jobs.create(job.jobName, job.resourceGroupName, PLACEHOLDER, options),
            );
            return understood(sent, [200, 201], readJob);
        },

        async updateJob(job, patch) {
            const sent = await raw.write(doing("update", job), patch, (options) =>
                sdk.jobs.update(job.jobName, job.resourceGroupName, PLACEHOLDER, options),
            );
            return isGone(sent.answer) ? "gone" : understood(sent, [200], readJob);
        },

        async deleteJob(job) {
            const sent = await raw.write(doing("delete", job), undefined, (options) =>
                sdk.jobs.delete(job.jobName, job.resourceGroupName, options),
            );
            if (sent.answer.status === 204 || isGone(sent.answer)) return "gone";
            understood(sent, [200], readDeleted);
            return "deleted";
        },

        async listBitLockerKeys(job) {
            const sent = await raw.read(doing("list the BitLocker keys of", job), (options) =>
                sdk.bitLockerKeys.list(job.jobName, job.resourceGroupName, options).byPage().next(),
            );
            return isGone(sent.answer) ? "gone" : understood(sent, [200], readBitLockerKeys);
        },

        async listJobs(scope, { filter, once, onPage } = {}) {
            checkScope(scope);
            const group = scope.resourceGroupName;
            const what =
                `list the jobs of ` +
                (group === undefined ? "the subscription" : `resource group "${group}"`);
            const options = { ...raw.options, filter };
            const pages =
                group === undefined
                    ? sdk.jobs.listBySubscription(options).byPage()
                    : sdk.jobs.listByResourceGroup(group, options).byPage();
            const jobs: ArmJob[] = [];
            const visited = new Set<string>();
            for (;;) {
                const sent = await raw.read(what, () => pages.next(), once);
                onPage?.();
                const page = understood(sent, [200], readJobPage);
                jobs.push(...page.jobs);
                if (page.nextLink === undefined) return jobs;
                checkNextLink(page.nextLink, visited, sent);
            }
        },

        async getLocation(name) {
            checkSegment("location", name);
            const sent = await raw.read(`read location "${name}"`, (options) =>
                sdk.locations.get(name, options),
            );
            return isGone(sent.answer) ? "gone" : understood(sent, [200], readLocation);
        },

        async listLocations() {
            const sent = await raw.read("list the locations", (options) =>
                sdk.locations.list(options).byPage().next(),
            );
            return understood(sent, [200], readLocations);
        },
    };
}

/** The SDK signs a request once, before it waits; ours are signed anew for each try, by rawExchanges.ts. */
const signedLater = {
    getToken: () => Promise.resolve({ token: "signed-later", expiresOnTimestamp: Infinity }),
};

let ofThisProcess: HeldUpRequests | undefined;

/** One for all clients, so that there is one line a minute and not one for each subscription. */
function heldUpRequests(clock: Clock, say: (line: string) => void): HeldUpRequests {
    return (ofThisProcess ??= new HeldUpRequests(clock, say));
}

interface Sent {
    answer: RawAnswer;
    attempt: Attempt;
    isWrite: boolean;
}

function isGone(answer: RawAnswer): boolean {
    return answer.status === 404 && GONE_CODES.includes(armError(answer.json).code);
}

/** What a success says, or the error for anything else. */
function understood<T>(
    { answer, attempt, isWrite }: Sent,
    successes: readonly number[],
    read: (answer: RawAnswer) => T,
): T {
    if (answer.status >= 400) throw answeredNo(attempt, answer.status, answer.json);
    const unclear: Attempt = isWrite ? { ...attempt, effect: "unknown" } : attempt;
    if (!successes.includes(answer.status)) {
        throw notUnderstood(
            unclear,
            answer.status,
            `only ${successes.join(" or ")} means success for this operation`,
        );
    }
    try {
        return read(answer);
    } catch (error) {
        if (error instanceof AnswerError)
            throw notUnderstood(unclear, answer.status, error.message);
        throw error;
    }
}

/** The SDK follows the link with our token in hand, wherever it points, and for as long as there is one. */
function checkNextLink(link: string, visited: Set<string>, { attempt, answer }: Sent): void {
    const next = new URL(link, attempt.endpoint);
    if (next.origin !== new URL(attempt.endpoint).origin) {
        throw notUnderstood(
            attempt,
            answer.status,
            `the next page is at another host, ${next.host}`,
        );
    }
    if (visited.has(next.href)) {
        throw notUnderstood(attempt, answer.status, "the next page is one that was read already");
    }
    visited.add(next.href);
}

/** URLs swallow "." and "..", so that a DELETE of the job ".." would be one of something else. */
function checkSegment(name: string, value: string): void {
    if (/^\.{0,2}$/.test(value)) throw new Error(`"${value}" is not a ${name}.`);
}
