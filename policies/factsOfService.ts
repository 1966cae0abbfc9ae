import { identityOf, type JobSource } from "./jobIdentity";
import { jobMaker, serviceOf } from "./jobTypes";
import { dataBoxFacts, type DataBoxFacts } from "./services/dataBox";
import { importExportFacts, type ImportExportFacts } from "./services/importExport";
import type { JobFacts } from "./services/jobFacts";

export type { JobFacts };

/** What only one service's jobs have, for rules that are given by service. */
export type FactsOfService = ImportExportFacts | DataBoxFacts;

/** The facts of a resource; undefined when it is a job of neither service. */
export function jobFacts(source: JobSource): FactsOfService | undefined {
    const maker = jobMaker(source.type);
    if (!maker) return undefined;
    const facts = { importexport: importExportFacts, databox: dataBoxFacts }[serviceOf(maker)];
    return facts(identityOf(source, maker), source);
}
