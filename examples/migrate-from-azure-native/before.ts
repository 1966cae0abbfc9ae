// The stack as it is: the job is azure-native's.
import { Job } from "@pulumi/azure-native/importexport";
import { photos } from "./photos";

const job = new Job("photos", photos);

export const jobName = job.name;
