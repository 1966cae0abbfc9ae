/** The client on the official SDK. Loaded through jobsClient.ts only, so that Azure's modules come late or never. */
import { StorageImportExport } from "@azure/arm-storageimportexport";
import type { Settings } from "../settings/settings";
import type { ArmService } from "./advice";
import {
    readBitLockerKeys,
    readDeleted,
    readJob,
    readJobPage,
    readLocation,
    readLocations,
} from "./answers";
import { checkSegment, openConnection, sdkOptions, signedLater } from "./armConnection";
import type { ImportExportClient, Surroundings } from "./jobsClient";
import { patienceOf } from "./patience";
import { isGone, readPages, understood } from "./understanding";

/** The body that the SDK is given; the real one is put in its place behind the SDK's serialiser (rawExchanges.ts). */
const PLACEHOLDER = {};

const IMPORT_EXPORT: ArmService = {
    namespace: "Microsoft.ImportExport",
    permission:
        "a role with Microsoft.ImportExport/jobs/* (read, write, delete, " +
        "listBitLockerKeys/action), such as Contributor, at the resource group.",
};

/** See `connect`. */
export async function openClient(
    settings: Settings,
    subscriptionId: string | undefined,
    surroundings: Surroundings,
    patience = patienceOf(settings),
): Promise<ImportExportClient> {
    const connection = await openConnection(settings, subscriptionId, surroundings, patience);
    const { doing, listing } = connection;
    const raw = connection.exchangesWith(IMPORT_EXPORT);
    const options = sdkOptions(connection, raw.policy);
    const sdk = new StorageImportExport(signedLater, subscriptionId ?? "", options);

    return {
        endpoint: connection.endpoint,

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
            const what = listing(scope);
            const group = scope.resourceGroupName;
            const options = { ...raw.options, filter };
            const pages =
                group === undefined
                    ? sdk.jobs.listBySubscription(options).byPage()
                    : sdk.jobs.listByResourceGroup(group, options).byPage();
            return await readPages(
                () => raw.read(what, () => pages.next(), once),
                readJobPage,
                onPage,
            );
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
