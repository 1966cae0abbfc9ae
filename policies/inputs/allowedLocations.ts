import { sameLocation } from "../../provider/job/sameness";
import { everyService } from "../services";
import { notKnown } from "../notKnown";
import { resourcePolicy, type Finding, type RegisteredJob } from "./resourcePolicy";

interface Settings {
    locations: string[];
}

/** Jobs, and so the drives with the data on them, stay in the locations that the team allows. */
export const allowedLocations = resourcePolicy<Settings>({
    name: "allowed-locations",
    displayName: "Allowed locations",
    description: "A job is in one of the locations that the config allows.",
    enforcementLevel: "advisory",
    severity: "medium",
    tags: [...everyService(), "residency"],
    remediationSteps: "Choose one of the allowed locations for the job.",
    url: "https://learn.microsoft.com/azure/import-export/storage-import-export-service",
    settings: {
        locations: {
            type: "array",
            items: { type: "string" },
            default: [],
            description: 'The locations that jobs may be in, such as "westeurope"; none: anywhere.',
        },
    },
    rules: allowedLocation,
});

function* allowedLocation(job: RegisteredJob, { locations }: Settings): Iterable<Finding> {
    if (locations.length === 0) return;
    const { location } = job.inputs;
    if (location === notKnown) {
        yield { notKnown: "location" };
        return;
    }
    if (locations.some((one) => sameLocation(one, location))) return;
    const where = typeof location === "string" ? `is in "${location}"` : "names no location";
    yield {
        wrong: `${where}, which this stack does not allow. Drives posted there would leave the allowed region. Use one of: ${locations.join(", ")}.`,
    };
}
