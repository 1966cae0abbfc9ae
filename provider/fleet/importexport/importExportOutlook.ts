/** What a destroy would do with an import/export job: what there is to say of it. */
import type { ArmJob } from "../../job/armJob";
import { sameIgnoringCase } from "../../job/sameness";
import { stateInWords } from "../../importexport/stateNames";
import { blockedReason, observationOf } from "../../importexport/lifecycle";
import { deletionDefaults, type Deletion } from "../../importexport/model";
import { isCancelRequested, stateOf } from "../../importexport/observation";
import type { KnownJob } from "../knownJob";
import type { OutlookOfService } from "../outlookOfService";

export function importExportOutlook({ job, inStack }: KnownJob): OutlookOfService {
    const shown: ArmJob = job === "gone" ? {} : job;
    const options = inStack?.deletion ?? deletionDefaults;
    const state = stateOf(shown);
    const cancelRequested = isCancelRequested(shown);
    const where = stateInWords(state);
    return {
        seen: observationOf(state, cancelRequested),
        options,
        whyDeletable: whyDeletable(shown, options),
        cancellation: `It is ${where}. A cancellation is final, and Azure may refuse it.`,
        blocked: blockedReason(state, cancelRequested, inStack !== undefined) ?? "",
        notWanted: `It is ${where}, and deletion.inFlight is "refuse".`,
        feeNotAccepted: "",
        untilItsEnd: "for Completed",
    };
}

function whyDeletable(job: ArmJob, { discardKeys }: Deletion): string {
    const state = stateOf(job);
    if (state === "Creating" && hasTrackingNumber(job)) {
        return "It is Creating but has a tracking number: its drives may be in the post, and no one would expect them.";
    }
    const isExport = sameIgnoringCase(job.properties?.jobType, "Export");
    if (state === "Completed" && isExport && !discardKeys) {
        return "It is Completed. The destroy refuses unless the stack has the BitLocker keys of the drives (output bitLockerKeys).";
    }
    return `It is ${stateInWords(state)}.`;
}

function hasTrackingNumber(job: ArmJob): boolean {
    const parcel = job.properties?.deliveryPackage as Record<string, unknown> | null | undefined;
    return Boolean(parcel?.trackingNumber);
}
