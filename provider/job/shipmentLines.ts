/** What is said of a shipment, which nothing takes back once it is announced, and without which Azure forgets the job. */
import type { JobAddress } from "./armJob";
import { jobInWords } from "./jobError";

/**
 * What a preview says before a shipment is announced.
 *
 * @param afterwards what Azure does not take any more then, as a sentence without its period
 */
export function shipmentAhead(address: JobAddress, afterwards: string): string {
    return `Warning: the shipment of ${jobInWords(address)} will be announced. This is final: ${afterwards}.`;
}

/**
 * What is said of a job whose shipment is not announced.
 *
 * @param forgets what Azure does two weeks later
 * @param announce what to set
 */
export function shipmentNotAnnounced(
    address: JobAddress,
    { forgets, disks, announce }: { forgets: string; disks: string; announce: string },
): string {
    return (
        `Warning: the shipment of ${jobInWords(address)} is not announced. ${forgets}, wherever the parcel is. ` +
        `When the ${disks} are on their way set ${announce}.`
    );
}
