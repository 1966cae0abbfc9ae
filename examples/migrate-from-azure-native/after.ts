// The stack as it shall be: the same job, taken over as it is in Azure.
import { Job } from "pulumi-azure-importexport";
import { photos } from "./photos";

const job = new Job("photos", { ...photos, adoptExisting: true });

export const jobName = job.name;
export const state = job.state;
