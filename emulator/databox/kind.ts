import type { JobKind } from "../jobs/jobRegister";
import { jobAnswer } from "./answers";
import type { DataBoxJob } from "./job";
import { moveJob, nextMove } from "./parcel";
import { plantJob, replacementOf } from "./plantedJob";
import { aged, goneAt } from "./retention";
import { undeletable, type DataBoxRules } from "./rules";
import { documentedStages } from "./stages";

/** The orders of Microsoft.DataBox. */
export function dataBoxJobs(rules: DataBoxRules): JobKind<DataBoxJob> {
    return {
        namespace: "Microsoft.DataBox",
        collection: "dataBoxJobs",
        states: documentedStages,
        aged,
        goneAt,
        moved: moveJob,
        nextMove,
        planted: (name, request, now) => plantJob(name, request, now, rules),
        replacement: replacementOf,
        shown: (job) => jobAnswer(job, { apiVersion: "2025-07-01", expanded: true, rules }),
        undeletable: (job) => undeletable(job, rules),
    };
}
