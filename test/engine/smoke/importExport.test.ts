import { importExportJobs } from "../../fixtures/jobStack";
import { describeImportJob } from "../operations/importExport";

describe("An import job on the real engine, as a dynamic resource", () =>
    describeImportJob(importExportJobs));
