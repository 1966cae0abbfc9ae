import { wordsOf } from "../job/ownerTag";
import { ownerOf } from "../job/ownership";
import { destroyOutlook } from "./destroyOutlook";
import { importExportStatus } from "./importExportStatus";
import type { JobStatus } from "./jobStatus";
import type { KnownJob } from "./knownJob";
import { orderStatus } from "./orderStatus";
import { daysUntil } from "./times";

/** @param now milliseconds since 1970, as `Date.now()` */
export function statusOf(known: KnownJob, now: number): JobStatus {
    const { address, job, isFresh, inStack } = known;
    const { expires, ...told } =
        known.service === "Microsoft.DataBox"
            ? orderStatus(known, now)
            : importExportStatus(known, now);
    const owner = job === "gone" ? undefined : ownerOf(job);
    return {
        name: address.jobName,
        resourceGroupName: address.resourceGroupName,
        subscriptionId: address.subscriptionId,
        resourceName: inStack?.resourceName ?? null,
        owner: owner === undefined ? null : wordsOf(owner),
        service: known.service,
        ...told,
        isGone: job === "gone",
        isFresh,
        expiresAt: expires?.toISOString() ?? null,
        daysToExpiry: expires && daysUntil(expires, now),
        destroy: destroyOutlook(known),
    };
}
