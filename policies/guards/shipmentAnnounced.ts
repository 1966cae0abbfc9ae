import { customerDiskSku } from "../../provider/databox/model";
import { dateOf } from "../checkpoint/checkpoint";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../azureNative";
import { at, notKnown, type Properties } from "../notKnown";
import type { DataBoxFacts } from "../services/dataBox";
import type { ImportExportFacts } from "../services/importExport";
import type { Verdict } from "../verdict";
import { stackPolicy, type JobRules, type ShownJob } from "./stackPolicy";

interface Settings {
    readonly maxCreatingDays: number;
}

/** Each by the service's own signs of a shipment. */
export const shipmentRules: JobRules<Settings> = {
    importexport: announcement,
    databox: orderShipment,
};

/**
 * A job with a delivery package announces its shipment, and no job waits in Creating until it expires.
 *
 * The service forgets a job two weeks after its last accepted update, also when the parcel is on its
 * way: then nobody in the data centre knows the drives. That a look at `systemData.lastModifiedAt`
 * tells the last accepted update is assumed. A Data Box order whose shipment nobody marks is deleted two
 * weeks after it was made.
 */
export const shipmentAnnounced = stackPolicy<Settings>({
    name: "shipment-announced",
    displayName: "Shipment announced",
    description:
        "A job with a delivery package announces its shipment, before it expires in Creating.",
    enforcementLevel: "advisory",
    severity: "high",
    tags: ["importexport", "databox", "shipping"],
    remediationSteps:
        'Set properties.state: "Shipping" (of a Data Box order: deliverToDcPackageDetails) once the parcel has been handed over.',
    url: "https://learn.microsoft.com/azure/import-export/storage-import-export-view-drive-status",
    settings: {
        maxCreatingDays: {
            type: "number",
            exclusiveMinimum: 0,
            maximum: 14,
            default: 10,
            description:
                "Days that a job may be Creating, or an order without shipment; it expires 14 days after the last accepted update (an order: after its creation).",
        },
    },
    asksCheckpoint: true,
    rules: shipmentRules,
});

function* announcement(
    { job, properties, old, was }: ShownJob<ImportExportFacts>,
    { maxCreatingDays }: Settings,
    now: Date,
): Iterable<Omit<Verdict, "urn">> {
    const states = [job.state, was?.state];
    const isPast = states.some((one) => typeof one === "string" && one !== "Creating");
    if (job.purged || isPast) return;
    const state = states.find((one) => one !== undefined);
    if (state === notKnown || at(properties, "properties.deliveryPackage") === notKnown) {
        const message = `Could not judge yet whether the shipment of ${jobInWords(job)} is announced: its state or delivery package is not known at preview, or encrypted.`;
        yield { kind: "notJudged", message };
        return;
    }
    if (job.hasDeliveryPackage) {
        const message = `The shipment of ${jobInWords(job)} is not announced: it has a delivery package, and it is Creating, where the service forgets it two weeks after its last update. Set properties.state: "Shipping" once the parcel has been handed over.`;
        yield { kind: "refused", message };
        return;
    }
    const age = ageDays([...datesOf(properties, jobDates), old?.writtenAt], now);
    if (age === undefined || age <= maxCreatingDays) return;
    const message = `Expiring: ${jobInWords(job)} has been Creating for ${Math.floor(age)} days without an update, and the service deletes it after 14. Ship the drives and set properties.state: "Shipping", or change any property to start the two weeks anew.`;
    yield { kind: "refused", message };
}

/** An order that could still be cancelled waits for its shipment, by the flags. */
function* orderShipment(
    { job, properties, old, was = job }: ShownJob<DataBoxFacts>,
    { maxCreatingDays }: Settings,
    now: Date,
): Iterable<Omit<Verdict, "urn">> {
    if (job.purged) return;
    const order = job.isCancellable === undefined ? was : job;
    if (order.sku !== customerDiskSku || order.shipped || order.isCancellable !== true) return;
    const dates = [properties, old?.outputs].flatMap((side) => datesOf(side, orderDates));
    const age = ageDays([...dates, old?.writtenAt], now);
    if (age === undefined || age <= maxCreatingDays) return;
    const instead = isAzureNative(order.maker)
        ? 'Ship the disks and mark it ("az databox job mark-devices-shipped"); azure-native has no step for that.'
        : "Ship the disks and set deliverToDcPackageDetails with carrierName and trackingId.";
    const message = `Expiring: ${jobInWords(order)} has waited for its shipment for ${Math.floor(age)} days, and the service deletes it after 14. ${instead}`;
    yield { kind: "refused", message };
}

/** The service's own record of when the two weeks began, the best first. */
const day = 24 * 60 * 60 * 1000;
const jobDates = ["systemData.lastModifiedAt", "systemData.createdAt"];
const orderDates = ["systemData.createdAt", "startTime"];

function datesOf(properties: Properties = {}, paths: readonly string[]): (Date | undefined)[] {
    return paths.map((path) => dateOf(at(properties, path)));
}

/** Days since the first of these dates that is known. */
function ageDays(dates: readonly (Date | undefined)[], now: Date): number | undefined {
    const last = dates.find((date) => date !== undefined);
    return last && (now.getTime() - last.getTime()) / day;
}
