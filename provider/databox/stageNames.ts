/**
 * The words for where an order is, and what each means.
 *
 * The service calls them stages (`status`, StageName); the list is open. They are for sentences only: what may be done is
 * told by the service's flags (lifecycle.ts), never by a stage.
 *
 * This file imports nothing.
 */

/** The documented stages of a customer-disk order, in the order a parcel is thought to see them. Source: StageName of the
 * 2025-07-01 API description; the order is our reading of its texts and of the portal's status table. */
export const orderStages = [
    "Created",
    "AwaitingShipmentDetails",
    "ShippedToAzureDC",
    "AtAzureDC",
    "DataCopy",
    "PreparingToShipFromAzureDC",
    "ShippedToCustomer",
    "Completed",
    "CompletedWithWarnings",
    "CompletedWithErrors",
    "Cancelled",
    "Failed_IssueDetectedAtAzureDC",
    "Aborted",
] as const;

/** One of the documented words for where a customer-disk order is. */
export type OrderStage = (typeof orderStages)[number];

/** What each stage means, in a sentence; they stand in the documentation too. */
export const stageMeanings: { readonly [S in OrderStage]: string } = {
    Created: "The order exists.",
    AwaitingShipmentDetails:
        "The service waits for the tracking details. Without them it deletes the order two weeks after its creation.",
    ShippedToAzureDC: "The shipment is announced; the disks are on their way to the data centre.",
    AtAzureDC: "All disks have arrived at the data centre.",
    DataCopy: "The data is being copied.",
    PreparingToShipFromAzureDC:
        "The disks have been processed and are being prepared for the way back.",
    ShippedToCustomer: "The disks are on their way back.",
    Completed: "Everything is done. The service deletes the order 90 days later.",
    CompletedWithWarnings: "Everything is done, with warnings.",
    CompletedWithErrors: "It ended with errors.",
    Cancelled: "It was cancelled.",
    Failed_IssueDetectedAtAzureDC: "The data centre found that it cannot go on.",
    Aborted: "It was broken off.",
};

/** Whether Azure's word is one of the documented ones. */
export function isOrderStage(word: string | undefined): word is OrderStage {
    return orderStages.some((stage) => stage === word);
}

/** The stage for a sentence "it is …": Azure's word, quoted when unknown, or that there was none. */
export function stageInWords(stage: string | undefined): string {
    if (!stage) return "at no stage that Azure names";
    return isOrderStage(stage) ? stage : `"${stage}"`;
}
