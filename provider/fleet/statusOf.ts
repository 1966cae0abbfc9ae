import { wordsOf } from "../job/ownerTag";
import { ownerOf } from "../job/ownership";
import { daysUntil } from "./days";
import { destroyOutlook } from "./destroyOutlook";
import type { JobStatus } from "./jobStatus";
import type { KnownJob } from "./knownJob";
import { serviceNamed } from "./services";

/** @param now milliseconds since 1970, as `Date.now()` */
export function statusOf(known: KnownJob, now: number): JobStatus {
    const { address, job, isFresh, inStack } = known;
    const { expires, ...ofService } = serviceNamed(known.service).status(known, now);
    const owner = job === "gone" ? undefined : ownerOf(job);
    return {
        name: address.jobName,
        resourceGroupName: address.resourceGroupName,
        subscriptionId: address.subscriptionId,
        resourceName: inStack?.resourceName ?? null,
        owner: owner === undefined ? null : wordsOf(owner),
        service: known.service,
        ...ofService,
        isGone: job === "gone",
        isFresh,
        expiresAt: expires?.toISOString() ?? null,
        daysToExpiry: expires && daysUntil(expires, now),
        destroy: destroyOutlook(known),
    };
}
