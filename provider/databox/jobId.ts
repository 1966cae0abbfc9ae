import { jobIdsOf } from "../dynamic/armId";

export const { jobId, jobAddress } = jobIdsOf("Microsoft.DataBox", "a Data Box job");
