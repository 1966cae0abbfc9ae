import type { ArmService } from "../arm/advice";
import type { ArmClient } from "../arm/client";
import type { CallContext } from "../arm/context";
import { asResource, isGone, readDeleted, readResource, readSuccess } from "../arm/response";
import { jobPathsOf } from "./armJob";
import type { JobClient } from "./jobClient";

/**
 * The client of a service that answers each request with its end: no operation goes on behind an answer. What the service
 * has beside that, its own client adds.
 *
 * @param context for whom the calls are
 */
export function plainClient(arm: ArmClient, service: ArmService, context: CallContext): JobClient {
    const { id, in: pathIn, doing, listing } = jobPathsOf(arm, service, context);
    return {
        endpoint: arm.endpoint,
        timeOfDay: () => arm.timeOfDay(),

        async getJob(job, { once } = {}) {
            const response = await arm.get(id(job), { ...doing("read", job), once });
            return isGone(response) ? "gone" : readSuccess(response, [200], readResource);
        },

        async createJob(job, body) {
            const response = await arm.put(id(job), body, doing("create", job));
            return readSuccess(response, [200, 201], readResource);
        },

        async updateJob(job, patch) {
            const response = await arm.patch(id(job), patch, doing("update", job));
            return isGone(response) ? "gone" : readSuccess(response, [200], readResource);
        },

        async deleteJob(job) {
            const response = await arm.delete(id(job), doing("delete", job));
            if (response.status === 204 || isGone(response)) return "gone";
            readSuccess(response, [200], readDeleted);
            return "deleted";
        },

        async listJobs(scope, { once, onPage } = {}) {
            const asked = { ...listing(scope), once, onPage };
            return await arm.list(pathIn(scope, "jobs"), asked, asResource);
        },
    };
}
