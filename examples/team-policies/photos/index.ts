import { importJob } from "../import";

// In a location that the team allows, and with the tag that it wants.
const job = importJob("photos", "westeurope", { team: "pictures" });

export const state = job.state;
