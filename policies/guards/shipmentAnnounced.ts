import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { customerDiskSku } from "../../provider/databox/model";
import { dateOf } from "../checkpoint/checkpoint";
import {
    lastCheckpoint,
    type CheckpointReading,
    type CheckpointSettings,
} from "../checkpoint/lastCheckpoint";
import { commandOf, type Command } from "../command";
import type { DataBoxFacts } from "../dataBoxFacts";
import { jobFacts } from "../jobFacts";
import { jobInWords } from "../jobIdentity";
import { isAzureNative } from "../jobTypes";
import { at, notKnown, seen, type Properties } from "../notKnown";
import { settingsOf } from "../settings";
import { reportAll, type Verdict } from "../verdict";
import { checkpointSettingsSchema } from "./checkpointSettings";

interface Settings extends CheckpointSettings {
    readonly command?: Command;
    readonly maxCreatingDays: number;
}

const name = "shipment-announced";
const configSchema = {
    properties: {
        maxCreatingDays: {
            type: "number" as const,
            exclusiveMinimum: 0,
            maximum: 14,
            default: 10,
            description:
                "Days that a job may be Creating, or an order without shipment; it expires 14 days after the last accepted update (an order: after its creation).",
        },
        ...checkpointSettingsSchema,
    },
};
const day = 24 * 60 * 60 * 1000;

/**
 * A job with a delivery package announces its shipment, and no job waits in Creating until it expires.
 *
 * The service forgets a job two weeks after its last accepted update, also when the parcel is on its
 * way: then nobody in the data centre knows the drives. That a look at `systemData.lastModifiedAt`
 * tells the last accepted update is assumed. A Data Box order whose shipment nobody marks is deleted two
 * weeks after it was made.
 */
export const shipmentAnnounced: StackValidationPolicy = {
    name,
    displayName: "Shipment announced",
    description:
        "A job with a delivery package announces its shipment, before it expires in Creating.",
    enforcementLevel: "advisory",
    severity: "high",
    tags: ["importexport", "databox", "shipping"],
    remediationSteps:
        'Set properties.state: "Shipping" (of a Data Box order: deliverToDcPackageDetails) once the parcel has been handed over.',
    url: "https://learn.microsoft.com/azure/import-export/storage-import-export-view-drive-status",
    configSchema,

    async validateStack(args, report) {
        const settings = settingsOf<Settings>(name, configSchema, args.getConfig());
        const isUpdate = commandOf(settings.command) === "update";
        const before = isUpdate ? await lastCheckpoint(settings) : undefined;
        const verdicts = args.resources.flatMap((resource) =>
            judgeShipment(resource, before, settings.maxCreatingDays, new Date()),
        );
        reportAll(verdicts, report);
    },
};

/** @param before knows the state of jobs that the update changes. */
export function judgeShipment(
    resource: PolicyResource,
    before: CheckpointReading | undefined,
    maxCreatingDays: number,
    now: Date,
): Verdict[] {
    const properties = seen(resource.props as object);
    const job = jobFacts({ ...resource, outputs: properties });
    if (!job || job.purged) return [];
    const old =
        before && "checkpoint" in before
            ? before.checkpoint.jobs.find(
                  ({ facts, pendingDelete }) =>
                      !pendingDelete && [job.urn, ...resource.opts.aliases].includes(facts.urn),
              )
            : undefined;
    if (job.service === "databox") {
        const known = old?.facts.service === "databox" ? old.facts : job;
        const order = job.isCancellable === undefined ? known : job;
        const dates = [properties, old?.outputs].flatMap((side) => datesOf(side, orderDates));
        return judgeOrder(order, ageDays([...dates, old?.writtenAt], now), maxCreatingDays);
    }
    const oldState = old?.facts.service === "importexport" ? old.facts.state : undefined;
    const state = [job.state, oldState].find((one) => one !== undefined);
    if (isPast(job.state) || isPast(oldState)) return [];
    const about = { urn: job.urn };
    if (state === notKnown || at(properties, "properties.deliveryPackage") === notKnown) {
        const message = `Could not judge yet whether the shipment of ${jobInWords(job)} is announced: its state or delivery package is not known at preview, or encrypted.`;
        return [{ ...about, kind: "notJudged", message }];
    }
    if (job.hasDeliveryPackage) {
        const message = `The shipment of ${jobInWords(job)} is not announced: it has a delivery package, and it is Creating, where the service forgets it two weeks after its last update. Set properties.state: "Shipping" once the parcel has been handed over.`;
        return [{ ...about, kind: "refused", message }];
    }
    const age = ageDays([...datesOf(properties, jobDates), old?.writtenAt], now);
    if (age === undefined || age <= maxCreatingDays) return [];
    const message = `Expiring: ${jobInWords(job)} has been Creating for ${Math.floor(age)} days without an update, and the service deletes it after 14. Ship the drives and set properties.state: "Shipping", or change any property to start the two weeks anew.`;
    return [{ ...about, kind: "refused", message }];
}

function isPast(state: unknown): boolean {
    return typeof state === "string" && state !== "Creating";
}

/** An order that could still be cancelled waits for its shipment, by the flags. */
function judgeOrder(
    order: DataBoxFacts,
    age: number | undefined,
    maxCreatingDays: number,
): Verdict[] {
    if (order.sku !== customerDiskSku || order.shipped || order.isCancellable !== true) return [];
    if (age === undefined || age <= maxCreatingDays) return [];
    const instead = isAzureNative(order.maker)
        ? 'Ship the disks and mark it ("az databox job mark-devices-shipped"); azure-native has no step for that.'
        : "Ship the disks and set deliverToDcPackageDetails with carrierName and trackingId.";
    const message = `Expiring: ${jobInWords(order)} has waited for its shipment for ${Math.floor(age)} days, and the service deletes it after 14. ${instead}`;
    return [{ urn: order.urn, kind: "refused", message }];
}

/** The service's own record of when the two weeks began, the best first. */
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
