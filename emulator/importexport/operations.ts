import type { Route } from "../arm/router";
import { importExportApiVersions } from "./apiVersions";

const provider = "Microsoft Import/Export";

/** What the provider can do, as the official example ListOperations.json lists it. */
const operations = [
    [
        "locations/read",
        "Locations",
        "Get or List Locations",
        "Gets the properties for the specified location or returns the list of locations.",
    ],
    [
        "jobs/write",
        "Jobs",
        "Create or Update Job",
        "Creates a job with the specified parameters or update the properties or tags for the specified job.",
    ],
    [
        "jobs/read",
        "Jobs",
        "Get or List Jobs",
        "Gets the properties for the specified job or returns the list of jobs.",
    ],
    [
        "jobs/listBitLockerKeys/action",
        "Jobs",
        "List BitLocker Keys",
        "Gets the BitLocker keys for the specified job.",
    ],
    ["jobs/delete", "Jobs", "Delete Job", "Deletes an existing job."],
    [
        "register/action",
        "Import/Export Resource Provider",
        "Registers the Import/Export Resource Provider",
        "Registers the subscription for the import/export resource provider and enables the creation of import/export jobs.",
    ],
].map(([name, resource, operation, description]) => ({
    name: `Microsoft.ImportExport/${name}`,
    display: { provider, resource, operation, description },
}));

/** Operations_List. */
export const operationRoutes: readonly Route[] = [
    {
        operation: "Operations_List",
        method: "GET",
        path: "/providers/Microsoft.ImportExport/operations",
        apiVersions: importExportApiVersions,
        handle: () => ({ status: 200, body: { value: operations } }),
    },
];
