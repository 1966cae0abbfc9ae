import { customerDiskJobs } from "../../fixtures/jobStack";
import { describeCustomerDiskJob } from "./dataBox";

describe("A customer-disk job on the real engine, as a dynamic resource", () =>
    describeCustomerDiskJob(customerDiskJobs));
