/** Microsoft.ImportExport, as the fleet needs it. */
import { isJobState } from "../../importexport/stateNames";
import { importExport } from "../../importexport/service";
import type { ImportExport } from "../../importexport/serviceTypes";
import { sameIgnoringCase } from "../../job/sameness";
import { fleetServiceOf } from "../fleetServiceOf";
import type { KnownJob } from "../knownJob";
import { importExportOutlook } from "./importExportOutlook";
import { importExportStatus } from "./importExportStatus";

/** The import/export jobs. */
export const importExportOfFleet = fleetServiceOf<ImportExport, KnownJob>(importExport, {
    word: "import-export",
    title: "Import/Export",
    jobs: "Import/export jobs",
    describedJobs: "Azure Import/Export jobs",
    unshipped: "still Creating",
    failed: "Closed",
    known: (found) => found,
    stored: ({ state, cancelRequested, location }) => ({
        location,
        properties: { state, cancelRequested },
    }),
    // Azure leaves out the drives where it lists a resource group; an export has none before it is received.
    isListedWhole: ({ properties }) =>
        properties?.driveList !== undefined || !sameIgnoringCase(properties?.jobType, "Import"),
    status: importExportStatus,
    kindOfState: (state) => {
        if (!isJobState(state) || state === "Closed") return "bad";
        if (state === "Completed") return "endedWell";
        return state === "Creating" ? "new" : "underWay";
    },
    outlook: importExportOutlook,
    adoption: ({ properties: { jobType, storageAccountId } = {} }) => ({
        className: "Job",
        args: { properties: { jobType, storageAccountId } },
    }),
});
