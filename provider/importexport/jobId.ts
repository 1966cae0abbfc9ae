import { jobIdsOf } from "../job/armId";

export const { jobId, jobAddress } = jobIdsOf("Microsoft.ImportExport", "an import/export job");
