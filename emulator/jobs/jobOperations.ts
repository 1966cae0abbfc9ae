import { operation, type Operation, type Route } from "../arm/router";
import type { JobNamespace } from "./job";

/** What a service does with its jobs: all of a subscription or a group, or one. */
interface Handlers {
    readonly list: Route["handle"];
    readonly get: Route["handle"];
    readonly create: Route["handle"];
    readonly update: Route["handle"];
    readonly delete: Route["handle"];
}

/**
 * The operations that jobs of both services have, and the path of one job.
 *
 * @param listAll how the swagger calls the list of a subscription
 */
export function jobOperations(
    namespace: JobNamespace,
    listAll: string,
    { list, get, create, update, delete: remove }: Handlers,
): { readonly job: string; readonly operations: readonly Operation[] } {
    const jobs = `/providers/${namespace}/jobs`;
    const inGroup = `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}${jobs}`;
    const job = `${inGroup}/{jobName}`;
    return {
        job,
        operations: [
            operation("GET", listAll, `/subscriptions/{subscriptionId}${jobs}`, list),
            operation("GET", "Jobs_ListByResourceGroup", inGroup, list),
            operation("GET", "Jobs_Get", job, get),
            operation("PUT", "Jobs_Create", job, create),
            operation("PATCH", "Jobs_Update", job, update),
            operation("DELETE", "Jobs_Delete", job, remove),
        ],
    };
}
