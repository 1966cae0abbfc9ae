import { packagedCustomerDiskJobs } from "../../fixtures/jobStack";
import { describeCustomerDiskJob } from "../operations/dataBox";

describe("A customer-disk job on the real engine, as a packaged resource", () =>
    describeCustomerDiskJob(packagedCustomerDiskJobs));
