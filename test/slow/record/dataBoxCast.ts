import {
    deliverToDcPackageDetails,
    exportOrder,
    importOrder,
    type PlainOrderArgs,
} from "../../fixtures/diskInputs";
import { plantedOrder } from "./plantedOrder";
import type { Cast } from "./cast";

export const cast: Cast = {
    word: "order",
    importOf: importOrder,
    shippedOf: (wishes) => importOrder({ ...wishes, deliverToDcPackageDetails }),
    exportOf: exportOrder,
    shippedExportOf: (wishes) => exportOrder({ ...wishes, deliverToDcPackageDetails }),
    replacing: importOrder({ details: { enableManifestBackup: true } }),
    planted: (args) => plantedOrder(args as PlainOrderArgs, "Created"),
    action: "POST",
    cancellableOf: importOrder,
    cancelled: "Cancelled",
    slowCancellation: { dataBoxCancel: "whenMoved" },
    makeDeletable: async (stage, names) => {
        const shipped = importOrder({ deliverToDcPackageDetails });
        await stage.up(Object.fromEntries(names.map((name) => [name, shipped])));
        for (const name of names) stage.move(name, "Completed");
    },
    arrived: "AtAzureDC",
    replaceable: "an order that can be cancelled",
    onItsWay: "an order whose shipment is announced",
};
