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
    announcement: "POST",
    arrived: "AtAzureDC",
    replaceable: "an order that can be cancelled",
    onItsWay: "an order whose shipment is announced",
};
