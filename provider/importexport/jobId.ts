import { jobIdsOf } from "../dynamic/armId";

export const { jobId, jobAddress } = jobIdsOf("Microsoft.ImportExport", "an import/export job");
