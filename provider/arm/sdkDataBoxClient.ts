/** The client on the official SDK. Loaded through dataBoxClient.ts only, so that Azure's modules come late or never. */
import { DataBoxManagementClient } from "@azure/arm-databox";
import type { Settings } from "../settings/settings";
import type { ArmService } from "./advice";
import { isObject, readJob, readJobPage } from "./answers";
import { checkSegment, openConnection, sdkOptions, signedLater } from "./armConnection";
import { answeredNo, unfinished, withEffect } from "./azureErrors";
import {
    readDataCenterAddress,
    readCredentials,
    readEnd,
    readNothing,
    readSkuPage,
} from "./dataBoxAnswers";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import { CUSTOMER_DISK_SKU, DATA_BOX_API_VERSION } from "./dataBoxNames";
import type { JobAddress, Surroundings } from "./jobsClient";
import { LongRunning } from "./longRunning";
import { patienceOf } from "./patience";
import type { Sent } from "./rawExchanges";
import { locksOn } from "./sdkLocks";
import { isGone, readPages, unclear, understood } from "./understanding";

/** Bodies that the SDK's serialiser lets through; the real ones are put in their place behind it (rawExchanges.ts). */
const PLACEHOLDER = {
    job: { location: "", sku: { name: CUSTOMER_DISK_SKU }, transferType: "ImportToAzure" },
    patch: {},
    reason: { reason: "" },
    shipment: { deliverToDcPackageDetails: {} },
    skus: { transferType: "ImportToAzure", country: "", location: "" },
    region: {},
} as const;

const DATA_BOX: ArmService = {
    namespace: "Microsoft.DataBox",
    permission:
        "a role with Microsoft.DataBox/jobs/* (read, write, delete, cancel/action, markDevicesShipped/action, " +
        "listCredentials/action) and Microsoft.DataBox/locations/*, such as Contributor, at the resource group.",
};

/** See `connectDataBox`. */
export async function openDataBoxClient(
    settings: Settings,
    subscriptionId: string | undefined,
    surroundings: Surroundings,
    patience = patienceOf(settings),
): Promise<DataBoxClient> {
    const connection = await openConnection(settings, subscriptionId, surroundings, patience);
    const { checkScope, listing } = connection;
    const raw = connection.exchangesWith(DATA_BOX);
    const sdk = new DataBoxManagementClient(signedLater, subscriptionId ?? "", {
        ...sdkOptions(connection, raw.policy),
        apiVersion: DATA_BOX_API_VERSION,
    });
    const operations = new LongRunning(connection, raw, (request) => sdk.sendRequest(request));

    /** The SDK refuses other names, too, as if there were no answer. */
    function doing(action: string, job: JobAddress): string {
        const what = connection.doing(action, job);
        if (/^[-\w.]{3,24}$/.test(job.jobName)) return what;
        throw new Error(
            `"${job.jobName}" is not a jobName: 3 to 24 letters, digits, "-", "_", ".".`,
        );
    }

    async function look(what: string, job: JobAddress, once = false) {
        const { resourceGroupName, jobName } = job;
        const sent = await raw.read(
            what,
            (options) =>
                sdk.jobs.get(resourceGroupName, jobName, { ...options, expand: "details" }),
            once,
        );
        return isGone(sent.answer) ? "gone" : understood(sent, [200], readJob);
    }

    /** A look at what an accepted operation has left. A failure of the look says nothing of the operation. */
    async function lookAfter({ attempt }: Sent, job: JobAddress) {
        return await look(attempt.what, job).catch((error: unknown) => {
            throw withEffect(error, "unknown");
        });
    }

    /** The job after a create or an update. */
    async function jobAfter(begun: Sent, job: JobAddress): Promise<ArmDataBoxJob | "gone"> {
        const ended = await operations.endOf(begun);
        if (ended === "unfinished") throw unfinished(begun.attempt, patience.operationMs);
        const { status, text } = ended.answer;
        const isSilent = status < 300 && text.trim() === "";
        // Gone may be the record of the operation only.
        if (ended !== begun && (isSilent || isGone(ended.answer))) {
            return await lookAfter(begun, job);
        }
        if (isGone(ended.answer)) return "gone";
        const ordered = understood(ended, [200, 201], readJob);
        // Only a GET has $expand; without it the API description promises no details, and recordings have lacked them.
        return isObject(ordered.properties?.details) ? ordered : await lookAfter(begun, job);
    }

    return {
        endpoint: connection.endpoint,

        async getJob(job, { once } = {}) {
            return await look(doing("read", job), job, once);
        },

        async createJob(job, body) {
            const begun = await raw.write(doing("create", job), body, (options) =>
                sdk.jobs.beginCreate(job.resourceGroupName, job.jobName, PLACEHOLDER.job, options),
            );
            const created = await jobAfter(begun, job);
            if (created !== "gone") return created;
            if (isGone(begun.answer)) return understood(begun, [], readJob);
            throw unclear(begun, "it was accepted, and there is no such job at its end");
        },

        async updateJob(job, patch) {
            const begun = await raw.write(doing("update", job), patch, (options) =>
                sdk.jobs.beginUpdate(
                    job.resourceGroupName,
                    job.jobName,
                    PLACEHOLDER.patch,
                    options,
                ),
            );
            return await jobAfter(begun, job);
        },

        async deleteJob(job, waitMs) {
            const begun = await raw.write(doing("delete", job), undefined, (options) =>
                sdk.jobs.beginDelete(job.resourceGroupName, job.jobName, options),
            );
            if (begun.answer.status === 204 || isGone(begun.answer)) return "gone";
            const ended = await operations.endOf(begun, waitMs);
            if (ended === "unfinished") return "accepted";
            const isJobGone = isGone(ended.answer) && (await lookAfter(begun, job)) === "gone";
            if (isJobGone) return "gone";
            understood(ended, ended === begun ? [200] : [200, 204], readEnd);
            return "deleted";
        },

        async cancelJob(job, reason) {
            const sent = await raw.write(doing("cancel", job), { reason }, (options) =>
                sdk.jobs.cancel(job.resourceGroupName, job.jobName, PLACEHOLDER.reason, options),
            );
            return isGone(sent.answer) ? "gone" : understood(sent, [204], readNothing);
        },

        async markDevicesShipped(job, deliverToDcPackageDetails) {
            const body = { deliverToDcPackageDetails };
            const sent = await raw.write(doing("announce the shipment of", job), body, (options) =>
                sdk.jobs.markDevicesShipped(
                    job.jobName,
                    job.resourceGroupName,
                    PLACEHOLDER.shipment,
                    options,
                ),
            );
            return isGone(sent.answer) ? "gone" : understood(sent, [204], readNothing);
        },

        async listCredentials(job) {
            const sent = await raw.read(doing("list the credentials of", job), (options) =>
                sdk.jobs
                    .listCredentials(job.resourceGroupName, job.jobName, options)
                    .byPage()
                    .next(),
            );
            if (isGone(sent.answer)) return "gone";
            const page = understood(sent, [200], readCredentials);
            if ("secrets" in page) return page.secrets;
            const { status, ids } = sent.answer;
            throw answeredNo(sent.attempt, status, { error: page.error }, ids);
        },

        async listJobs(scope, { once, onPage } = {}) {
            const what = listing(scope);
            const group = scope.resourceGroupName;
            const pages =
                group === undefined
                    ? sdk.jobs.list(raw.options).byPage()
                    : sdk.jobs.listByResourceGroup(group, raw.options).byPage();
            const nextPage = () => raw.read(what, () => pages.next(), once);
            return await readPages(nextPage, readJobPage, onPage);
        },

        async listAvailableSkus(location, request, scope) {
            checkScope(scope);
            checkSegment("location", location);
            const what = `list the SKUs that are available in location "${location}"`;
            const pages = sdk.service
                .listAvailableSkusByResourceGroup(
                    scope.resourceGroupName,
                    location,
                    PLACEHOLDER.skus,
                    raw.options,
                )
                .byPage();
            const next = () => pages.next();
            return await readPages(
                (page) => (page === 0 ? raw.ask(what, request, next) : raw.read(what, next)),
                readSkuPage,
            );
        },

        async getDataCenterAddress(location, storageLocation, scope) {
            checkScope(scope);
            checkSegment("location", location);
            const what = `read the data centre's address for location "${location}"`;
            const skuName = CUSTOMER_DISK_SKU;
            const body = { datacenterAddressRequest: { storageLocation, skuName } };
            const { resourceGroupName: group } = scope;
            const { region } = PLACEHOLDER;
            const sent = await raw.ask(what, body, (options) =>
                group === undefined
                    ? sdk.service.regionConfiguration(location, region, options)
                    : sdk.service.regionConfigurationByResourceGroup(
                          group,
                          location,
                          region,
                          options,
                      ),
            );
            return understood(sent, [200], readDataCenterAddress);
        },

        ...locksOn(connection),
    };
}
