/** What is said of customer-disk jobs in lines of the service's own; errors.ts has its errors. */
import { announcesShipment } from "../job/changes";
import { jobInWords } from "../job/jobError";
import { shipmentAhead, shipmentNotAnnounced } from "../job/shipmentLines";
import type { ServiceWords } from "../job/serviceDefinition";
import type { CustomerDisk } from "./serviceTypes";
import { properties } from "./propertyTable";
import { stageInWords } from "./stageNames";

export const words: ServiceWords<CustomerDisk> = {
    lastSeen: ({ status }) => stageInWords(status),
    cancelling: "This is final.",
    forgottenCancelled:
        'Azure has accepted its cancellation (deletion.whenTimeIsUp: "forget"). Azure ends it; its record stays there.',
    expired: "Azure deletes an order two weeks after its creation when no shipment is announced",
    afterCreation: (address, made, inputs) =>
        announcesShipment(properties, made, inputs) || made.shipped
            ? undefined
            : shipmentNotAnnounced(address, {
                  forgets: "Azure deletes the order two weeks after its creation",
                  disks: "disks",
                  announce: "deliverToDcPackageDetails",
              }),
    secondLook: (address, { status }, { where }) =>
        `Azure refused to change ${jobInWords(address)}, which has moved from ${stageInWords(status)} to ${where} meanwhile: looking again at what is to be changed.`,
    atDiff: (address, { shipped }, { ships }) =>
        ships && !shipped ? shipmentAhead(address, afterShipment) : undefined,
};

/** What an announced shipment means. */
export const afterShipment =
    "afterwards Azure takes no cancellation, and the job can be neither deleted nor replaced until it has ended";
