import type { ArmService } from "../arm/advice";
import { unfinished, withEffect } from "../arm/azureErrors";
import type { ArmClient } from "../arm/client";
import type { CallContext } from "../arm/context";
import { endOf } from "../arm/longRunningOperation";
import { checkSegment } from "../arm/resource";
import {
    asResource,
    isGone,
    isObject,
    readResource,
    refused,
    unclear,
    readSuccess,
    type ArmResponse,
} from "../arm/response";
import { jobPathsOf, type JobAddress } from "../job/armJob";
import { connectBy } from "../job/jobClient";
import { locksOn } from "./armLocks";
import type { ArmDataBoxJob, DataBoxClient } from "./dataBoxClient";
import { customerDiskSku } from "./model";
import { secretFields } from "./secretFields";
import { asSku, readCredentials, readDataCenterAddress, readEnd, readNothing } from "./responses";

/** The service, and its one API version that is asked. */
export const DATA_BOX: ArmService = {
    namespace: "Microsoft.DataBox",
    // The newest that customer-disk orders were seen to be made with.
    apiVersion: "2025-02-01",
    permission:
        "a role with Microsoft.DataBox/jobs/* (read, write, delete, cancel/action, markDevicesShipped/action, " +
        "listCredentials/action) and Microsoft.DataBox/locations/*, such as Contributor, at the resource group.",
    retirement:
        "An order of Data Box (CustomerDiskJob) needs this API; no end of it is documented, so ask Azure support, or look for a newer version of this package.",
    secretFields,
};

/** Gives the client; see `Connect`. */
export const connectDataBox = connectBy(dataBoxClient);

export function dataBoxClient(arm: ArmClient, context: CallContext): DataBoxClient {
    const paths = jobPathsOf(arm, DATA_BOX, context);
    const { in: pathIn, doing, listing, call } = paths;

    /** What a URL takes and the service refuses by any status, as if there were no order. */
    function id(job: JobAddress): string {
        if (/^[-\w.]{3,24}$/.test(job.jobName)) return paths.id(job);
        throw new Error(
            `"${job.jobName}" is not a jobName: 3 to 24 letters, digits, "-", "_", ".".`,
        );
    }

    async function look(what: string, job: JobAddress, once = false) {
        const asked = { ...call(what), query: { $expand: "details" }, once };
        const response = await arm.get(id(job), asked);
        return isGone(response) ? "gone" : readSuccess(response, [200], readResource);
    }

    /** A look at what an accepted operation has left. A failure of the look says nothing of the operation. */
    async function lookAfter({ attempt }: ArmResponse, job: JobAddress) {
        return await look(attempt.what, job).catch((error: unknown) => {
            throw withEffect(error, "unknown");
        });
    }

    /** The job after a create or an update. */
    async function jobAfter(begun: ArmResponse, job: JobAddress): Promise<ArmDataBoxJob | "gone"> {
        const ended = await endOf(arm, begun, call(begun.attempt.what));
        if (ended === "unfinished") throw unfinished(begun.attempt, arm.limits.operationMs);
        if (ended === "succeeded") return await lookAfter(begun, job);
        const { status, text } = ended;
        const isSilent = status < 300 && text.trim() === "";
        // Gone may be the record of the operation only.
        if (ended !== begun && (isSilent || isGone(ended))) return await lookAfter(begun, job);
        if (isGone(ended)) return "gone";
        const ordered = readSuccess(ended, [200, 201], readResource);
        // Only a GET has $expand; without it the API description promises no details, and recordings have lacked them.
        return isObject(ordered.properties?.details) ? ordered : await lookAfter(begun, job);
    }

    return {
        endpoint: arm.endpoint,
        timeOfDay: () => arm.timeOfDay(),

        async getJob(job, { once } = {}) {
            return await look(doing("read", job).what, job, once);
        },

        async createJob(job, body) {
            const begun = await arm.put(id(job), body, doing("create", job));
            const created = await jobAfter(begun, job);
            if (created !== "gone") return created;
            if (isGone(begun)) throw refused(begun);
            throw unclear(begun, "it was accepted, and there is no such job at its end");
        },

        async updateJob(job, patch) {
            return await jobAfter(await arm.patch(id(job), patch, doing("update", job)), job);
        },

        async deleteJob(job, waitMs) {
            const asked = doing("delete", job);
            const begun = await arm.delete(id(job), asked);
            if (begun.status === 204 || isGone(begun)) return "gone";
            const ended = await endOf(arm, begun, asked, waitMs);
            if (ended === "unfinished") return "accepted";
            if (ended === "succeeded") return "deleted";
            const isJobGone = isGone(ended) && (await lookAfter(begun, job)) === "gone";
            if (isJobGone) return "gone";
            readSuccess(ended, ended === begun ? [200] : [200, 204], readEnd);
            return "deleted";
        },

        async cancelJob(job, reason) {
            const asked = { ...doing("cancel", job), isWrite: true };
            const response = await arm.post(id(job), "cancel", { reason }, asked);
            return isGone(response) ? "gone" : readSuccess(response, [204], readNothing);
        },

        async markDevicesShipped(job, deliverToDcPackageDetails) {
            const asked = { ...doing("announce the shipment of", job), isWrite: true };
            const body = { deliverToDcPackageDetails };
            const response = await arm.post(id(job), "markDevicesShipped", body, asked);
            return isGone(response) ? "gone" : readSuccess(response, [204], readNothing);
        },

        async listCredentials(job) {
            const asked = { ...doing("list the credentials of", job), isWrite: false };
            const response = await arm.post(id(job), "listCredentials", undefined, asked);
            if (isGone(response)) return "gone";
            const page = readSuccess(response, [200], readCredentials);
            if ("secrets" in page) return page.secrets;
            throw refused(response, { error: page.error });
        },

        async listJobs(scope, { once, onPage } = {}) {
            const asked = { ...listing(scope), once, onPage };
            return await arm.list(pathIn(scope, "jobs"), asked, asResource);
        },

        async listAvailableSkus(location, request, scope) {
            checkSegment("location", location);
            const path = pathIn(scope, "locations", location);
            const what = `list the SKUs that are available in location "${location}"`;
            const asked = { ...call(what), isWrite: false };
            const first = arm.post(path, "availableSkus", request, asked);
            return await arm.list(path, asked, asSku, first);
        },

        async getDataCenterAddress(location, storageLocation, scope) {
            checkSegment("location", location);
            const path = pathIn(scope, "locations", location);
            const what = `read the data centre's address for location "${location}"`;
            const skuName = customerDiskSku;
            const body = { datacenterAddressRequest: { storageLocation, skuName } };
            const asked = { ...call(what), isWrite: false };
            const response = await arm.post(path, "regionConfiguration", body, asked);
            return readSuccess(response, [200], readDataCenterAddress);
        },

        ...locksOn(arm, context),
    };
}
