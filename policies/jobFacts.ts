import {
    areFlagsKnown,
    dataBoxFacts,
    isOrderInFlight,
    observationOfOrder,
    orderInWords,
    type DataBoxFacts,
} from "./dataBoxFacts";
import {
    importExportFacts,
    isJobInFlight,
    isStateReadable,
    jobStateInWords,
    observationOfImportExport,
    type ImportExportFacts,
} from "./importExportFacts";
import type { Observation } from "../provider/job/plan";
import { identityOf, type JobSource } from "./jobIdentity";
import { jobMaker, serviceOf } from "./jobTypes";

/** What the policies need to know of a job, whoever made it and wherever it was read. */
export type JobFacts = ImportExportFacts | DataBoxFacts;

/** The facts of a resource; undefined when it is a job of neither service. */
export function jobFacts(source: JobSource): JobFacts | undefined {
    const maker = jobMaker(source.type);
    if (!maker) return undefined;
    const identity = identityOf(source, maker);
    return serviceOf(maker) === "databox"
        ? dataBoxFacts(identity, source)
        : importExportFacts(identity, source);
}

/** Whether the job is with a carrier or the data centre, as far as anybody can tell. */
export function isInFlight(job: JobFacts): boolean {
    if (job.purged) return false;
    return job.service === "databox" ? isOrderInFlight(job) : isJobInFlight(job);
}

/** Whether what {@link isInFlight} goes by could be read. */
export function isReadable(job: JobFacts): boolean {
    return job.service === "databox" ? areFlagsKnown(job) : isStateReadable(job);
}

/** What the job's end depends on, as the provider would see it. */
export function observationOfJob(job: JobFacts): Observation {
    return job.service === "databox" ? observationOfOrder(job) : observationOfImportExport(job);
}

/** Where the job is; completes "it is …". */
export function standingInWords(job: JobFacts): string {
    return job.service === "databox" ? orderInWords(job) : jobStateInWords(job);
}
