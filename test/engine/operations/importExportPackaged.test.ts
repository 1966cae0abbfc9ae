import { packagedImportExportJobs } from "../../fixtures/jobStack";
import { describeImportJob } from "./importExport";

describe("An import job on the real engine, as a packaged resource", () =>
    describeImportJob(packagedImportExportJobs));
