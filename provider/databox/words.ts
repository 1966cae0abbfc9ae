/** What is said of customer-disk jobs in lines of the service's own; errors.ts has its errors. */
import type { JobAddress } from "../job/armJob";
import { announcesShipment } from "../job/differences";
import { jobInWords } from "../job/jobError";
import type { ServiceWords } from "../job/service";
import type { CustomerDisk } from "./kind";
import { properties } from "./properties";
import { stageInWords } from "./stages";

export const words: ServiceWords<CustomerDisk> = {
    lastSeen: ({ status }) => stageInWords(status),
    cancelling: "This is final.",
    forgottenCancelled:
        'Azure has accepted its cancellation (deletion.whenTimeIsUp: "forget"). Azure ends it; its record stays there.',
    expired: "Azure deletes an order two weeks after its creation when no shipment is announced",
    afterCreation: (address, made, inputs) =>
        announcesShipment(properties, made, inputs) || made.shipped
            ? undefined
            : `Warning: the shipment of ${jobInWords(address)} is not announced. Azure deletes the order two weeks after its creation, wherever the parcel is. ` +
              `When the disks are on their way set deliverToDcPackageDetails.`,
    secondLook: (address, { status }, { where }) =>
        `Azure refused to change ${jobInWords(address)}, which has moved from ${stageInWords(status)} to ${where} meanwhile: looking again at what is to be changed.`,
    atDiff: (address, { shipped }, { ships }) =>
        ships && !shipped ? shipmentAhead(address) : undefined,
};

/** What a preview says before a shipment is announced. */
export function shipmentAhead(address: JobAddress): string {
    return `The shipment of ${jobInWords(address)} will be announced. This is final: afterwards Azure takes no cancellation, and the job can be neither deleted nor replaced until it has ended.`;
}
