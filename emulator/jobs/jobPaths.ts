import type { JobNamespace } from "./job";

/** The paths of a service's jobs: all of a subscription, all of a group, one. */
export function jobPaths(namespace: JobNamespace) {
    const jobs = `/providers/${namespace}/jobs`;
    const inGroup = `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}${jobs}`;
    return {
        inSubscription: `/subscriptions/{subscriptionId}${jobs}`,
        inGroup,
        job: `${inGroup}/{jobName}`,
    };
}
