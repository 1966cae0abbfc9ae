import { announcedShipment, exportJob, importJob } from "../../fixtures/jobInputs";
import type { Cast } from "./cast";

export const cast: Cast = {
    word: "job",
    importOf: importJob,
    shippedOf: (wishes) => importJob({ ...wishes, properties: announcedShipment }),
    exportOf: exportJob,
    shippedExportOf: exportJob,
    replacing: importJob({ location: "eastus" }),
    planted: (args) => ({ ...args, properties: asArmHasIt(args.properties), state: "Creating" }),
    action: "PATCH",
    cancellableOf: (wishes) => importJob({ ...wishes, properties: announcedShipment }),
    cancelled: "Completed",
    makeDeletable: async (stage, names) => {
        await stage.up(Object.fromEntries(names.map((name) => [name, importJob()])));
    },
    arrived: "Received",
    replaceable: "a job that is Creating",
    onItsWay: "a job that is Shipping",
};

/** A program's spelling of an export's selection is another. */
function asArmHasIt(properties: unknown) {
    const { export: selection, ...others } = properties as Record<string, unknown>;
    return selection ? { ...others, export: { blobList: selection } } : others;
}
