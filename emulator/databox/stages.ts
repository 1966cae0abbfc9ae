import { isCustomerDisk, type DataBoxJob } from "./job";

/**
 * The stages of an order of one's own disks, in their order.
 *
 * Names and texts are the swagger's; no document lists them in this order, which comes from the
 * portal's table of statuses (reference §2.2). The word is kept open: an order can be moved to any.
 */
export const customerDiskTrack = [
    "Created",
    "AwaitingShipmentDetails",
    "ShippedToAzureDC",
    "AtAzureDC",
    "DataCopy",
    "PreparingToShipFromAzureDC",
    "ShippedToCustomer",
    "Completed",
] as const;

/** Every stage that the swagger names (StageName). */
export const documentedStages = [
    "DeviceOrdered",
    "DevicePrepared",
    "Dispatched",
    "Delivered",
    "PickedUp",
    "AtAzureDC",
    "DataCopy",
    "Completed",
    "CompletedWithErrors",
    "Cancelled",
    "Failed_IssueReportedAtCustomer",
    "Failed_IssueDetectedAtAzureDC",
    "Aborted",
    "CompletedWithWarnings",
    "ReadyToDispatchFromAzureDC",
    "ReadyToReceiveAtAzureDC",
    "Created",
    "ShippedToAzureDC",
    "AwaitingShipmentDetails",
    "PreparingToShipFromAzureDC",
    "ShippedToCustomer",
] as const;

/** Devices that the service sends (JobsCreateExport.json; import: the device's way). */
const importDeviceTrack = [
    "DeviceOrdered",
    "DevicePrepared",
    "Dispatched",
    "Delivered",
    "PickedUp",
    "AtAzureDC",
    "DataCopy",
    "Completed",
];
const exportDeviceTrack = [
    "DeviceOrdered",
    "DevicePrepared",
    "DataCopy",
    "Dispatched",
    "Delivered",
    "PickedUp",
    "AtAzureDC",
    "Completed",
];

const displayNames: Readonly<Record<string, string>> = {
    Created: "Created",
    AwaitingShipmentDetails: "Awaiting shipment information",
    ShippedToAzureDC: "Shipped",
    AtAzureDC: "Received",
    DataCopy: "Data copy in progress",
    PreparingToShipFromAzureDC: "Preparing to ship",
    ShippedToCustomer: "Shipped to customer",
    Completed: "Completed",
    CompletedWithErrors: "Completed with errors",
    CompletedWithWarnings: "Completed with warnings",
    Cancelled: "Canceled",
    DeviceOrdered: "Ordered",
    DevicePrepared: "Processed",
    Dispatched: "Dispatched",
    Delivered: "Delivered",
    PickedUp: "Picked up",
};

/** The ways an order ends well enough to be kept ninety days and then purged. */
export const completed = ["Completed", "CompletedWithErrors", "CompletedWithWarnings"];

/** The service waits for the shipment's details. */
export const awaitingShipment = ["Created", "AwaitingShipmentDetails"];

export function isEnded({ status = "" }: Pick<DataBoxJob, "status">): boolean {
    return status === "Cancelled" || completed.includes(status);
}

export function trackOf(job: Pick<DataBoxJob, "sku" | "transferType">): readonly string[] {
    if (isCustomerDisk(job)) return customerDiskTrack;
    return job.transferType === "ImportToAzure" ? importDeviceTrack : exportDeviceTrack;
}

/** Whether the order is at that stage of its track or beyond it; never when it was cancelled. */
export function hasReached(job: DataBoxJob, stage: string): boolean {
    const track = trackOf(job);
    return track.includes(stage) && placeOf(job, track) >= track.indexOf(stage);
}

/** When each stage was reached, after the order came to `status`: the earlier ones too. */
export function stageTimesAt(job: DataBoxJob, status: string | undefined, now: number): object {
    const track = trackOf(job);
    const at = new Date(now).toISOString();
    if (status === undefined) return job.stageTimes;
    const place = placeOf({ status }, track);
    if (place < 0) return { ...job.stageTimes, [status]: job.stageTimes[status] ?? at };
    const reached = [...track.slice(0, place), status];
    return Object.fromEntries(reached.map((stage) => [stage, job.stageTimes[stage] ?? at]));
}

/** `jobStages` of the swagger: those behind, the one in progress, and those to come. */
export function jobStages(job: DataBoxJob): object[] {
    const track = trackOf(job);
    const reached = Object.keys(job.stageTimes);
    const atEnd = completed.includes(job.status ?? "");
    // A cancelled order shows no stages to come (JobsGetExport.json).
    const toCome =
        job.status === "Cancelled" || atEnd
            ? []
            : track.filter((stage) => !reached.includes(stage));
    return [
        ...reached.map((stage) => ({
            stageName: stage,
            displayName: displayNames[stage] ?? stage,
            stageStatus: statusOf(stage, job),
            stageTime: job.stageTimes[stage],
        })),
        ...toCome.map((stage) => ({
            stageName: stage,
            displayName: displayNames[stage] ?? stage,
            stageStatus: "None",
        })),
    ];
}

// Which of its words the service uses for the stage in progress is documented nowhere.
function statusOf(stage: string, job: DataBoxJob): string {
    if (stage === "CompletedWithErrors") return "SucceededWithErrors";
    if (stage === "CompletedWithWarnings") return "SucceededWithWarnings";
    if (/^(Failed_|Aborted)/.test(stage)) return "Failed";
    if (stage !== job.status) return "Succeeded";
    if (job.cancelling) return "Cancelling";
    return ["AwaitingShipmentDetails", "DataCopy", "PreparingToShipFromAzureDC"].includes(stage)
        ? "InProgress"
        : "Succeeded";
}

function placeOf({ status = "" }: Pick<DataBoxJob, "status">, track: readonly string[]): number {
    return completed.includes(status) ? track.indexOf("Completed") : track.indexOf(status);
}
