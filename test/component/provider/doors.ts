/** Both services' jobs by both providers, for tests whose outcomes are the same in all four. */
import { importOrder } from "../../fixtures/diskInputs";
import { importJob } from "../../fixtures/jobInputs";
import { customerDiskJobs, doorsOf, importExportJobs } from "../../fixtures/jobStack";

/** The services, with inputs of a job. */
export const services = [
    { service: "Import/Export", dynamic: importExportJobs, args: importJob(), own: "properties" },
    { service: "Data Box", dynamic: customerDiskJobs, args: importOrder(), own: "details" },
];

/** Each service's jobs, by each of the two providers; `own` is the input whose properties are the service's own. */
export const jobsByDoor = services.flatMap(({ dynamic, ...rest }) =>
    doorsOf(dynamic).map(([door, kind]) => ({ ...rest, door, kind })),
);
