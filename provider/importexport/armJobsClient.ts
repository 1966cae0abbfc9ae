import type { ArmService } from "../arm/advice";
import type { ArmClient } from "../arm/client";
import type { CallContext } from "../arm/context";
import { checkSegment } from "../arm/resource";
import {
    asResource,
    BodyError,
    isGone,
    isObject,
    items,
    object,
    readSuccess,
    type ArmResponse,
} from "../arm/response";
import { jobPathsOf } from "../job/armJob";
import { connectBy } from "../job/jobClient";
import { plainClient } from "../job/plainClient";
import type { ArmLocation, DriveBitLockerKey, ImportExportClient } from "./jobsClient";
import { secretFields } from "./secretFields";

/** The service, and its one API version that is asked. */
export const IMPORT_EXPORT: ArmService = {
    namespace: "Microsoft.ImportExport",
    apiVersion: "2021-01-01",
    permission:
        "a role with Microsoft.ImportExport/jobs/* (read, write, delete, " +
        "listBitLockerKeys/action), such as Contributor, at the resource group.",
    retirement:
        "Microsoft documented the end of the Azure Import/Export API for 28 February 2023; new jobs are orders of Data Box: CustomerDiskJob of this package (docs/migration.md).",
    secretFields,
};

const LOCATIONS = "/providers/Microsoft.ImportExport/locations";

/** Gives the client; see `Connect`. */
export const connectImportExport = connectBy(importExportClient);

export function importExportClient(arm: ArmClient, context: CallContext): ImportExportClient {
    const { id, in: pathIn, doing, listing, call } = jobPathsOf(arm, IMPORT_EXPORT, context);
    return {
        ...plainClient(arm, IMPORT_EXPORT, context),

        async listBitLockerKeys(job) {
            const asked = { ...doing("list the BitLocker keys of", job), isWrite: false };
            const response = await arm.post(id(job), "listBitLockerKeys", undefined, asked);
            return isGone(response) ? "gone" : readSuccess(response, [200], readKeys);
        },

        async listJobs(scope, { filter, once, onPage } = {}) {
            const asked = { ...listing(scope), query: { $filter: filter }, once, onPage };
            return await arm.list(pathIn(scope, "jobs"), asked, asResource);
        },

        async getLocation(name) {
            checkSegment("location", name);
            const response = await arm.get(`${LOCATIONS}/${name}`, call(`read location "${name}"`));
            return isGone(response)
                ? "gone"
                : readSuccess(response, [200], (answer) => asLocation(object(answer)));
        },

        async listLocations() {
            const response = await arm.get(LOCATIONS, call("list the locations"));
            return readSuccess(response, [200], (answer) => items(object(answer)).map(asLocation));
        },
    };
}

function readKeys(response: ArmResponse): DriveBitLockerKey[] {
    return items(object(response)).map((key) => {
        if (typeof key.driveId !== "string" || typeof key.bitLockerKey !== "string") {
            throw new BodyError("a key in it has no driveId or no bitLockerKey");
        }
        return { driveId: key.driveId, bitLockerKey: key.bitLockerKey };
    });
}

function asLocation(body: Record<string, unknown>): ArmLocation {
    if (typeof body.name !== "string" || !isObject(body.properties)) {
        throw new BodyError("it is not a location: it lacks name or properties");
    }
    return body;
}
