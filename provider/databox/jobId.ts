import { jobIdsOf } from "../job/armId";

export const { jobId, jobAddress } = jobIdsOf("Microsoft.DataBox", "a Data Box job");
