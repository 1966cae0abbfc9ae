import type { Move } from "../jobs/job";
import type { JobKind } from "../jobs/jobRegister";
import { jobAnswer } from "./answers";
import { documentedJobStates, type Job } from "./job";
import { moveJob } from "./parcel";
import { plantJob, replacementOf } from "./plantedJob";
import { aged, goneAt } from "./retention";
import { undeletable } from "./rules";

/** The jobs of Microsoft.ImportExport. */
export const importExportJobs: JobKind<Job> = {
    namespace: "Microsoft.ImportExport",
    collection: "jobs",
    states: documentedJobStates,
    aged,
    goneAt,
    moved: moveJob,
    nextMove,
    planted: plantJob,
    replacement: replacementOf,
    shown: (job) => jobAnswer(job, { apiVersion: "2021-01-01" }),
    undeletable,
};

/** Where a parcel goes next by itself. Creating waits for its owner; the ends are the end. */
function nextMove({
    properties: { state, percentComplete = 0, cancelRequested },
}: Job): Move | undefined {
    switch (state) {
        case "Shipping":
            return { state: "Received" };
        case "Received":
            return { state: "Transferring" };
        case "Transferring":
            return percentComplete < 50 && !cancelRequested
                ? { state: "Transferring", percentComplete: 50 }
                : { state: "Packaging" };
        case "Packaging":
            return { state: "Completed" };
        default:
            return undefined;
    }
}
