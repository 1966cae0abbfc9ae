/** Microsoft.DataBox, as far as its orders are of the SKU `DataBoxCustomerDisk`, as the fleet needs it. */
import { customerDiskSku } from "../../databox/model";
import { detailsOf, isShipped } from "../../databox/observation";
import { customerDisk } from "../../databox/service";
import type { CustomerDisk } from "../../databox/serviceTypes";
import { isOrderStage } from "../../databox/stageNames";
import { sameIgnoringCase } from "../../job/sameness";
import { fleetServiceOf } from "../fleetServiceOf";
import type { KnownOrder } from "./knownOrder";
import { orderOutlook } from "./orderOutlook";
import { orderStatus } from "./orderStatus";

/** Stages that went wrong. One that was cancelled is none: somebody wanted it. */
const failedStages = [
    "CompletedWithWarnings",
    "CompletedWithErrors",
    "Failed_IssueDetectedAtAzureDC",
    "Aborted",
];

/** The customer-disk orders. A list has neither stages nor the copy's progress, so that each order is asked for. */
export const customerDisksOfFleet = fleetServiceOf<CustomerDisk, KnownOrder>(customerDisk, {
    word: "data-box",
    title: "Data Box",
    jobs: "Customer-disk orders of Data Box",
    describedJobs: "customer-disk orders of Azure Data Box",
    unshipped: "an order whose shipment is not announced",
    failed: "ended with errors or warnings",
    known: (found, outputs) => ({
        ...found,
        // What was accepted once is not forgotten when Azure stops showing it.
        isShipped: outputs?.shipped || (found.job !== "gone" && isShipped(detailsOf(found.job))),
    }),
    // The details are a secret as a whole: what is in clear beside them has to do.
    stored: ({ location, sku, ...outputs }) => {
        const { status, startTime, transferType, cancellationReason } = outputs;
        const { isDeletable, isCancellable, isCancellableWithoutFee } = outputs;
        return {
            location,
            sku,
            properties: {
                ...{ status, startTime, transferType, cancellationReason },
                ...{ isDeletable, isCancellable, isCancellableWithoutFee },
            },
        };
    },
    isOfThisKind: ({ sku }) => sameIgnoringCase(sku?.name, customerDiskSku),
    leftOut: (others) => {
        const orders = others === 1 ? "1 Data Box order is" : `${others} Data Box orders are`;
        return `${orders} left out, being of another SKU than ${customerDiskSku}.`;
    },
    status: orderStatus,
    kindOfState: (stage) => {
        if (!isOrderStage(stage) || failedStages.includes(stage)) return "bad";
        return stage === "Completed" ? "endedWell" : "underWay";
    },
    outlook: orderOutlook,
    adoption: ({ properties: { transferType } = {} }) => ({
        className: "CustomerDiskJob",
        args: { transferType },
    }),
});
