import fc from "fast-check";
import { jobStates } from "../../../provider/importexport/stateNames";
import { announcedShipment, drive, exportJob, importJob } from "../../fixtures/jobInputs";
import { importExportJobs } from "../../fixtures/jobStack";
import { anyBitLockerKey, sameLocation, type SeenJob, type SoakService } from "./service";
import { deletionWishes, tagWishes, type ResourceName } from "./steps";

/** An import/export job of a random program, told by what is not usual about it. */
export interface JobWish {
    type?: string;
    location?: string;
    tags?: Record<string, string>;
    shipment?: string;
    otherKey?: boolean;
    cancelRequested?: boolean;
    adoptExisting?: boolean;
    renamed?: boolean;
    deletion?: Record<string, unknown>;
}

const wish: fc.Arbitrary<JobWish> = fc.record(
    {
        type: fc.constantFrom("Import", "Import", "Export"),
        location: fc.constantFrom("westus", "westus", "eastus"),
        tags: tagWishes,
        shipment: fc.constantFrom("packed", "announced"),
        otherKey: fc.boolean(),
        cancelRequested: fc.constantFrom(true),
        adoptExisting: fc.boolean(),
        renamed: fc.boolean(),
        deletion: fc.record(deletionWishes, { requiredKeys: [] }),
    },
    { requiredKeys: [], noNullPrototype: true },
);

function argsOf(resource: ResourceName, wish: JobWish) {
    const { type, renamed, shipment, otherKey, cancelRequested, deletion, ...more } = wish;
    const { deliveryPackage } = announcedShipment;
    const properties: Record<string, unknown> = {
        ...(shipment === "packed" ? { deliveryPackage } : {}),
        ...(shipment === "announced" ? announcedShipment : {}),
        ...(cancelRequested ? { cancelRequested } : {}),
    };
    const bitLockerKey = drive.bitLockerKey.replace("238810", "111111");
    if (otherKey && type !== "Export") properties.driveList = [{ ...drive, bitLockerKey }];
    const jobName = renamed ? `${resource}-again` : resource;
    const all = { ...more, jobName, deletion: { waitMinutes: 0, ...deletion }, properties };
    return type === "Export" ? exportJob(all) : importJob(all);
}

/** The classic jobs. */
export const importExport: SoakService<JobWish> = {
    title: "Import/Export jobs",
    kind: importExportJobs,
    variants: { usual: {} },
    wish,
    argsOf,
    places: [...jobStates, ...jobStates, "Quarantined", null],
    placesMeanwhile: ["Shipping", "Received", "Transferring", "Packaging", "Completed", "Closed"],
    beginnings: ["Creating", "Shipping", "Completed"],
    end: "Completed",
    whereIs: ({ properties }) => properties.state,
    isCancelled: ({ properties }) => properties.cancelRequested === true,
    mayCancel: ({ what, inputs, olds, replaces }) => {
        const { cancelRequested } = (inputs?.properties ?? {}) as { cancelRequested?: boolean };
        if (what === "create" || what === "update") return cancelRequested === true;
        // The default is not stored.
        const { inFlight = "cancel" } = (olds?.deletion ?? {}) as { inFlight?: string };
        return what === "delete" && replaces !== true && inFlight === "cancel";
    },
    content: ({ tags, location, properties }) => {
        const { deliveryPackage, returnAddress, cancelRequested, driveList } = properties;
        const drives = driveList as { driveId: string }[] | undefined;
        return {
            tags,
            location,
            deliveryPackage,
            returnAddress,
            cancelRequested,
            drives: drives?.map(({ driveId }) => driveId),
        };
    },
    shownIn: (outputs) => outputs as unknown as SeenJob,
    notDone: ({ properties }, inputs) => {
        const wanted = (inputs.properties ?? {}) as Record<string, unknown>;
        const isCancelled = properties.cancelRequested === true;
        const isBehind =
            wanted.state === "Shipping" && properties.state === "Creating" && !isCancelled;
        return [
            ...(isBehind ? ["state"] : []),
            ...(wanted.cancelRequested === true && !isCancelled ? ["cancelRequested"] : []),
        ];
    },
    fixedDifferences: ({ location, properties: { jobType } }, inputs) => {
        const wanted = inputs.properties as { jobType: string };
        return [
            ...(sameLocation(location, inputs.location) ? [] : ["location"]),
            ...(jobType === wanted.jobType ? [] : ["jobType"]),
        ];
    },
    disksWithKeys: ({ properties: { jobType, state, cancelRequested, driveList } }) =>
        jobType === "Export" && state === "Completed" && cancelRequested !== true
            ? ((driveList ?? []) as { driveId: string }[]).map(({ driveId }) => driveId)
            : [],
    disksKnown: ({ bitLockerKeys }) =>
        ((bitLockerKeys ?? []) as { driveId: string }[]).map(({ driveId }) => driveId),
    hidden: [
        "9CA995BB",
        anyBitLockerKey,
        /EXP[0-9A-F]{8}/,
        "ACC-700",
        "TRACK-800",
        "Ada Example",
        "425000",
        "ada@",
    ],
};
